"""The timelines and the controls that move the playhead."""
