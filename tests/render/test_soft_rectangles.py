"""A soft rectangle fades out inwards; one without softness is full up to its rim."""

import numpy as np
import pytest

from nnviz.render.canvas import Canvas
from tests.render.frames import draw, rectangle

SIZE = 320, 180


@pytest.mark.parametrize("softness", [0.0, 0.1])
def test_the_rim_fades_out_over_the_softness(softness):
    white = rectangle((0.5, 0.2), (0.8, 0.6), (1, 1, 1, 1), softness=softness)
    with Canvas(SIZE) as canvas:
        row = draw(canvas, rectangles=[white])[90, :, 0].astype(float)
    inner, rim, outside = row[120:200], row[91:107], row[:89]
    assert inner.min() >= 254
    assert outside.max() <= 1
    if softness:
        assert (np.diff(rim) > 0).all()
        assert rim[0] < 60
    else:
        assert rim.min() >= 254
