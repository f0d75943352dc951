"""Opening files in the window, and following recordings."""
