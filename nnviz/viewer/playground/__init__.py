"""The playground in the window: an experiment is changed, and the picture follows."""
