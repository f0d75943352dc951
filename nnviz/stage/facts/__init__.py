"""What is read off a trace once, before any moment of it can be drawn."""
