"""Rims, far edges of outlines, the floor and its shadows, and the light that bodies shed."""

import numpy as np
import pytest

from nnviz.picture.frame import Floor

from .frames import BLACK, BLUE, GREEN, HEIGHT, RED, WHITE, WIDTH, camera, cylinder, draw, solid

GROUND = (0.05, 0.06, 0.09, 1.0)
LOOKING = camera(eye=(0, 3, 10))


def floor(shadow=0.8):
    colour, dark = np.float32([0.3, 0.3, 0.3, 1]), np.float32([0, 0, 0, shadow])
    return Floor(-1.0, np.float32([0, 0]), np.float32([4, 3]), colour, dark)


def crossing(image, radius):
    """Return the (n, 3) colours of the column in which two bars cross in the middle."""
    return image[HEIGHT // 2 - radius : HEIGHT // 2 + radius + 1, WIDTH // 2, :3].astype(int)


@pytest.mark.parametrize("thick", [0.04, 0.3])
def test_the_nearer_of_two_bars_is_set_off_from_the_other_by_a_rim(canvas, thick):
    """Even where they are of one colour and run into each other, in either order."""
    near = cylinder((-3, 0, 0.02), (3, 0, 0.02), thick, WHITE, rim=4 / HEIGHT)
    far = cylinder((0, -3, 0), (0, 3, 0), 2 * thick, WHITE, rim=4 / HEIGHT)
    for bars in ([near, far], [far, near]):
        column = crossing(draw(canvas, cylinders=bars, background=BLACK), HEIGHT // 3).min(axis=1)
        dark = np.flatnonzero(column < 110)
        middle = len(column) // 2
        assert column[middle] > 200  # the nearer one is whole
        assert (dark < middle).sum() >= 3  # the farther one is cut above and below it
        assert (dark > middle).sum() >= 3


def test_bars_without_rims_run_into_each_other(canvas):
    bars = [
        cylinder((-3, 0, 0), (3, 0, 0), 0.2, WHITE),
        cylinder((0, -3, 0), (0, 3, 0), 0.2, WHITE),
    ]
    assert crossing(draw(canvas, cylinders=bars), HEIGHT // 3).min() > 240


def test_a_rim_has_the_colour_of_the_background_and_hides_nothing_that_is_nearer(canvas):
    bar = cylinder((-3, 0, 0), (3, 0, 0), 0.2, RED, rim=6 / HEIGHT)
    behind, before = solid((0, 0, -3), 1.5, GREEN), solid((0, 0, 3), 0.6, BLUE)
    image = draw(canvas, cylinders=[bar], solids=[behind], background=WHITE)
    assert (crossing(image, HEIGHT // 4).min(axis=1) > 200).any()  # the white between red and green
    image = draw(canvas, cylinders=[bar], solids=[before], background=WHITE)
    assert (crossing(image, 8)[:, 2] > 200).all()


def test_far_edges_of_an_outline_are_fainter_than_near_ones(canvas):
    """The edges (±1, y, ±1) that stand upright: the one behind is far from wherever one looks."""
    bars = [
        cylinder((x, -1, z), (x, 1, z), 0.04, WHITE, outward=(x, 0, z))
        for x in (-1, 1)
        for z in (-1, 1)
    ]
    for eye, far in (((3, 0, 10), (-1, -1)), ((-3, 0, 10), (1, -1)), ((3, 0, -10), (-1, 1))):
        light = {}
        for bar in bars:
            image = draw(canvas, cylinders=[bar], seen_by=camera(eye=eye))
            light[bar[0][0], bar[0][2]] = int(image[HEIGHT // 2, :, 0].max())
        dark = light.pop(far)
        assert dark < 0.5 * min(light.values())
        assert dark > 20


def test_the_floor_is_bright_in_its_middle_and_fades_into_the_background(canvas):
    image = draw(canvas, floor=floor(), background=GROUND, seen_by=LOOKING).astype(int)
    ground = np.round(np.array(GROUND[:3]) * 255)
    assert image[..., 0].max() > 60
    assert np.abs(image[5, :, :3] - ground).max() <= 1  # above it
    steps = np.abs(np.diff(image[..., 0], axis=0))
    assert steps.max() <= 8  # nowhere does it end
    assert not np.any(draw(canvas, floor=None, background=BLACK, seen_by=LOOKING)[..., :3])


def test_the_floor_is_not_seen_from_below(canvas):
    below = camera(eye=(0, -4, 10))
    assert not np.any(draw(canvas, floor=floor(), background=BLACK, seen_by=below)[..., :3])


def test_the_floor_is_no_line_from_nearly_its_own_height(canvas):
    low = camera(eye=(0, -0.6, 12), target=(0, -0.6, 0))
    assert not np.any(draw(canvas, floor=floor(), background=BLACK, seen_by=low)[..., :3])


@pytest.mark.parametrize("body", ["box", "bar"])
def test_bodies_cast_soft_shadows_on_the_floor_and_on_nothing_else(canvas, body):
    parts = {"solids": [solid((0, -0.4, 0), 0.4, RED)]}
    if body == "bar":
        parts = {"cylinders": [cylinder((-1, -0.6, 0), (1, -0.6, 0), 0.15, RED, rim=0.01)]}
    bright = draw(canvas, floor=floor(0.0), background=GROUND, seen_by=LOOKING, **parts).astype(int)
    shaded = draw(canvas, floor=floor(0.8), background=GROUND, seen_by=LOOKING, **parts).astype(int)
    darker = (bright - shaded)[..., :3].max(axis=2)
    assert darker.max() > 15
    bare = draw(canvas, floor=None, background=GROUND, seen_by=LOOKING, **parts)
    bodies = np.abs(bare[..., 0].astype(int) - bare[0, 0, 0]) > 100
    steps = [(1, 0), (-1, 0), (1, 1), (-1, 1)]
    within = np.all([bodies, *(np.roll(bodies, *step) for step in steps)], axis=0)
    assert within.any()
    assert np.abs(bright - shaded)[within].max() == 0  # of the bodies themselves
    beside = ~(bodies[:, 1:] | bodies[:, :-1])
    assert np.abs(np.diff(darker, axis=1))[beside].max() < 20  # soft


def test_bars_without_rims_cast_no_shadow(canvas):
    bar = cylinder((-1, -0.6, 0), (1, -0.6, 0), 0.15, RED)
    images = [
        draw(canvas, floor=floor(dark), cylinders=[bar], seen_by=LOOKING) for dark in (0.0, 0.8)
    ]
    assert np.array_equal(*images)


def test_what_blooms_sheds_its_colour_around_it_and_not_on_what_is_before_it(canvas):
    dull, blooming = (
        draw(canvas, solids=[solid(half=0.5, colour=RED, bloom=bloom)]).astype(int)
        for bloom in (0.0, 0.6)
    )
    more = (blooming - dull)[..., 0]
    assert more[HEIGHT // 2, WIDTH // 2] == 0  # it is as bright as it was
    assert more.max() > 20
    assert more[0].max() == 0
    cover = solid((0, 0, 3), (1.5, 1.5, 0.1), BLUE)
    image = draw(canvas, solids=[solid(half=0.5, colour=RED, bloom=0.6), cover])
    assert np.array_equal(image, draw(canvas, solids=[solid(half=0.5, colour=RED), cover]))


def test_bars_are_darker_where_they_end_at_a_wall(canvas):
    bar = cylinder((-1.5, 0, 0), (1.5, 0, 0), 0.2, RED, glow=0.0, rim=0.01)
    row = draw(canvas, cylinders=[bar])[HEIGHT // 2, :, 0].astype(int)
    lit = np.flatnonzero(row > 60)
    assert row[lit[3]] < 0.85 * row[WIDTH // 2]
