"""The equation on the stage: the calculation of a moment, beside the node that it is about."""
