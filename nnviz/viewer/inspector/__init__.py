"""The inspector: the numbers of the node or the edge that is pointed at or kept."""
