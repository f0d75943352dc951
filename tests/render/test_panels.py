from itertools import pairwise

import numpy as np
import pytest

from nnviz.picture.frame import Strokes
from nnviz.render.panels import joints

from .frames import SIZE, WHITE, array, draw, rectangle, stroke

WIDTH, HEIGHT = SIZE
PIXEL = 1 / HEIGHT


def covered(image):
    return image[..., 0].sum() / 255.0


def test_a_rectangle_fills_its_pixels_and_parts_of_pixels(canvas):
    image = draw(
        canvas, rectangles=[rectangle((10 * PIXEL, 20 * PIXEL), (30.5 * PIXEL, 8 * PIXEL), WHITE)]
    )
    assert np.all(image[20:28, 10:40, 0] == 255)
    assert image[20:28, 40, 0].tolist() == pytest.approx([128] * 8, abs=2)
    assert covered(image) == pytest.approx(30.5 * 8, rel=0.01)


def test_round_corners_leave_out_their_area(canvas):
    radius = 12
    image = draw(
        canvas,
        rectangles=[rectangle((0.2, 0.2), (0.5, 0.4), WHITE, rounding=radius * PIXEL)],
    )
    area = 0.5 * 0.4 * HEIGHT**2
    assert covered(image) == pytest.approx(area - (4 - np.pi) * radius**2, rel=0.005)


def test_a_rounding_beyond_half_the_size_makes_a_pill(canvas):
    image = draw(canvas, rectangles=[rectangle((0.2, 0.2), (0.4, 0.2), WHITE, rounding=9.0)])
    half = 0.1 * HEIGHT
    assert covered(image) == pytest.approx(np.pi * half**2 + 2 * half * 2 * half, rel=0.01)


@pytest.mark.parametrize("size", [(0.0, 0.1), (0.1, 0.0)])
def test_a_rectangle_without_area_is_not_drawn(canvas, size):
    assert covered(draw(canvas, rectangles=[rectangle((0.3, 0.3), size, WHITE)])) == 0


@pytest.mark.parametrize("width", [0.3, 1.0, 2.5, 9.0])
def test_a_stroke_is_as_wide_as_it_says_and_fainter_below_a_pixel(canvas, width):
    image = draw(canvas, strokes=[stroke((0.1, 0.2), (1.6, 0.8), width * PIXEL, WHITE)])
    length = np.hypot(1.5, 0.6) * HEIGHT
    ends = np.pi * (width / 2) ** 2 if width >= 1 else 0.0
    assert covered(image) == pytest.approx(length * width + ends, rel=0.02)


def test_a_stroke_of_no_length_is_a_dot(canvas):
    image = draw(canvas, strokes=[stroke((0.5, 0.5), (0.5, 0.5), 16 * PIXEL, WHITE)])
    assert covered(image) == pytest.approx(np.pi * 8**2, rel=0.01)
    assert image[HEIGHT // 2, HEIGHT // 2, 0] == 255


@pytest.mark.parametrize("pieces", [2, 50, 300])
@pytest.mark.parametrize("alpha", [1.0, 0.5])
def test_joints_of_a_curve_do_not_show(canvas, pieces, alpha):
    x = np.linspace(0.2, 1.5, pieces + 1)
    points = np.stack([x, 0.3 + 0.1 * x], axis=1)
    colour = (1, 1, 1, alpha)
    curve = [stroke(a, b, 3 * PIXEL, colour) for a, b in pairwise(points)]
    image = draw(canvas, strokes=curve)
    whole = draw(canvas, strokes=[stroke(points[0], points[-1], 3 * PIXEL, colour)])
    difference = np.abs(image.astype(int) - whole)
    assert difference.max() <= 4


def test_a_bend_covers_each_pixel_once(canvas):
    corner = [
        stroke((0.3, 0.3), (0.8, 0.3), 0.1, (1, 1, 1, 0.5)),
        stroke((0.8, 0.3), (0.8, 0.8), 0.1, (1, 1, 1, 0.5)),
    ]
    assert draw(canvas, strokes=corner)[..., 0].max() == pytest.approx(128, abs=1)


def test_only_strokes_that_meet_with_one_width_are_joined():
    strokes = Strokes(
        start=array([(0, 0), (1, 0), (1, 1), (5, 5), (6, 5), (6, 5)], 2),
        end=array([(1, 0), (1, 1), (2, 1), (6, 5), (6, 5), (7, 5)], 2),
        width=array([1, 1, 2, 1, 1, 1]),
        colour=array([WHITE] * 6, 4),
    )
    cut = joints(strokes)
    assert cut[0].tolist() == [0, 0, 1, 1]
    assert cut[1].tolist() == [1, 1, 0, 0]
    assert not np.any(cut[2:])


def test_joints_of_no_strokes_are_none():
    nothing = Strokes(array([], 2), array([], 2), array([]), array([], 4))
    assert joints(nothing).shape == (0, 4)
