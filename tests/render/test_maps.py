import numpy as np
import pytest

from .frames import SIZE, draw, frame, rectangle, stroke

PIXEL = 1 / SIZE[1]
RED, BLUE = (1.0, 0.0, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0)


def test_a_map_fills_its_place_with_its_uppermost_row_on_top(canvas):
    image = draw(
        canvas,
        maps=[((10 * PIXEL, 20 * PIXEL), (40 * PIXEL, 40 * PIXEL), [[RED, RED], [BLUE, BLUE]])],
    )
    assert image[21, 11:49, :3].tolist() == [[255, 0, 0]] * 38
    assert image[58, 11:49, :3].tolist() == [[0, 0, 255]] * 38
    assert not image[15, :, 0].any()


def test_colours_blend_between_their_middles(canvas):
    image = draw(canvas, maps=[((0.0, 0.0), (100 * PIXEL, 20 * PIXEL), [[RED, BLUE]])])
    row = image[10, :100, 0].astype(int)
    assert row[:25].tolist() == pytest.approx([255] * 25, abs=6)
    assert row[50] == pytest.approx(128, abs=6)
    assert (np.diff(row) <= 0).all()


def test_two_maps_keep_their_colours_to_themselves(canvas):
    image = draw(
        canvas,
        maps=[
            ((0.0, 0.0), (20 * PIXEL, 20 * PIXEL), [[RED], [RED]]),
            ((40 * PIXEL, 0.0), (20 * PIXEL, 20 * PIXEL), [[BLUE], [BLUE]]),
        ],
    )
    assert (image[1:19, 1:19, 2] == 0).all()
    assert (image[1:19, 41:59, 0] == 0).all()


def test_a_map_lies_upon_rectangles_and_below_strokes(canvas):
    image = draw(
        canvas,
        rectangles=[rectangle((0.0, 0.0), (0.5, 0.5), (1, 1, 1, 1))],
        maps=[((0.0, 0.0), (0.5, 0.5), [[RED]])],
        strokes=[stroke((0.1, 0.25), (0.4, 0.25), 6 * PIXEL, BLUE)],
    )
    assert image[10, 10, :3].tolist() == [255, 0, 0]
    assert image[45, 45, :3].tolist() == [0, 0, 255]


def test_maps_that_are_gone_are_not_drawn(canvas):
    draw(canvas, maps=[((0.0, 0.0), (0.5, 0.5), [[RED]])])
    canvas.draw(frame())
    assert not canvas.image()[..., 0].any()
