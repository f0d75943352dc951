"""The worked calculation of a moment, from the recorded numbers."""
