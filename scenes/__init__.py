"""Scenes that run as they stand; the package carries them as `nnviz.scenes`."""
