"""Exports from the window: films, pictures, arrays."""
