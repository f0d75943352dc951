"""The panels that stand around the stage, each in a file of its own."""
