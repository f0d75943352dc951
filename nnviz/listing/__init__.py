"""The NumPy program of an experiment, as a lecture would write it on a slide."""
