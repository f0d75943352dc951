"""The bodies on the stage: nodes, edges, tiles and the loss surface."""
