"""A neural network and how it learns, in plain NumPy, written to be read in a lecture.

This room knows nothing of recordings or pictures: it computes into arrays that its caller owns.
"""
