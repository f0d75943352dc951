"""Frames become pixels here: the only room that speaks to the graphics card."""
