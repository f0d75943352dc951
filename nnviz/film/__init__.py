"""Pictures become files: films and stills.

The only room that imports imageio and imageio_ffmpeg. It takes a `Show` and draws it on a canvas
without a window, so that a film holds the same pixels that the viewer shows.
"""
