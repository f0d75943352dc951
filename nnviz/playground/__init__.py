"""Trying an experiment out: it is changed, trained anew, kept and undone. No window is needed."""
