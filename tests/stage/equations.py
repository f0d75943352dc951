"""Where in a frame an equation stands, and what is written there."""

import numpy as np

from nnviz.stage.equation.drawing import VEIL
from tests.stage.judging import boxes


def equation_area(show, frame):
    """Return left, top, right, bottom of the ground of the equation; None: there is none."""
    veils = np.isclose(frame.rectangles.colour, [*show.setting.palette.background[:3], VEIL])
    found = np.flatnonzero(veils.all(axis=1))
    if not len(found):
        return None
    corner, size = frame.rectangles.corner[found[0]], frame.rectangles.size[found[0]]
    return np.concatenate([corner, corner + size]).astype(np.float64)


def written(frame, area):
    """Return the indices of the labels that stand in an area of the picture."""
    places = boxes(frame.labels)
    inside = (places[:, :2] >= area[:2] - 1e-4) & (places[:, 2:] <= area[2:] + 1e-4)
    return np.flatnonzero(inside.all(axis=1))
