"""Every text of every scene stands out from what is painted below it, in both themes."""

from itertools import product

import numpy as np
import pytest

from nnviz.picture.palette import THEMES
from nnviz.picture.typography import extent
from tests.picture.seeing import contrast, over
from tests.repository import ALL_SCENES
from tests.stage.equations import equation_area, written


@pytest.fixture(params=product(ALL_SCENES, THEMES), ids=lambda pair: f"{pair[0].stem}-{pair[1]}")
def show(request, open_scene):
    scene, theme = request.param
    with open_scene(scene, theme=theme) as opened:
        yield opened


def middles(labels):
    """Return (n, 2) where the middles of the baselines of lines of text stand."""
    widths = [
        extent(t, f) * h for t, f, h in zip(labels.text, labels.font, labels.height, strict=True)
    ]
    right = (0.5 - labels.anchor[:, 0]) * np.array(widths)
    return np.column_stack([labels.position[:, 0] + right, labels.position[:, 1]])


def ground(frame, place):
    """Return the colour of background and rectangles at a place, bodies left out."""
    colour, rectangles = frame.background, frame.rectangles
    low, high = rectangles.corner, rectangles.corner + rectangles.size
    for index in np.flatnonzero(((low <= place) & (place <= high)).all(axis=1)):
        colour = over(rectangles.colour[index], colour)
    return colour


def test_every_text_stands_out_from_its_ground(show):
    for start, end in show.shot_spans:
        frame = show.frame_at(start + 0.6 * (end - start))
        inks = frame.labels.colour
        area = equation_area(show, frame)
        to_come = set() if area is None else set(written(frame, area))
        for index, place in enumerate(middles(frame.labels)):
            least = 2.5 if index in to_come else 4.5
            assert contrast(inks[index], ground(frame, place)) >= least, frame.labels.text[index]
