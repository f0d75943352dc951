from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnviz.picture.camera import project
from nnviz.render.bodies import ascending

from .frames import ASPECT, BLUE, GREEN, RED, SIZE, WHITE, camera, cylinder, draw, frame, solid

WIDTH, HEIGHT = SIZE


def covered(image):
    return image[..., :3].max(axis=2).sum() / 255.0


def thickness(image, column=WIDTH // 2):
    """Return how much of a column is covered, in pixels."""
    return image[:, column, :3].max(axis=1).sum() / 255.0


@pytest.mark.parametrize("pixels", [0.1, 0.5, 1.0, 1.7, 3.0, 6.5, 20.0])
@pytest.mark.parametrize("rise", [0.0, 0.37])
def test_a_cylinder_is_as_thick_as_its_radius_says_however_thin(canvas, pixels, rise):
    unit = project(camera(), ASPECT, [(0, 0, 0)]).unit[0] * HEIGHT
    bar = cylinder((-9, -9 * rise, 0), (9, 9 * rise, 0), pixels / 2 / unit, WHITE)
    across = np.sqrt(1 + rise**2)
    image = draw(canvas, cylinders=[bar])
    measured = np.mean([thickness(image, column) for column in range(100, 220)])
    assert measured == pytest.approx(pixels * across, rel=0.04)


def test_perspective_makes_the_nearer_end_thicker(canvas):
    image = draw(canvas, cylinders=[cylinder((-1.2, 0, 4), (1.2, 0, -4), 0.2, WHITE)])
    assert thickness(image, WIDTH // 2 - 60) > 1.3 * thickness(image, WIDTH // 2 + 20)


def test_ends_are_round(canvas):
    unit = project(camera(), ASPECT, [(0, 0, 0)]).unit[0] * HEIGHT
    image = draw(canvas, cylinders=[cylinder((0, 0, 0), (0, 0, 0), 0.5, WHITE)])
    assert covered(image) == pytest.approx(np.pi * (0.5 * unit) ** 2, rel=0.02)


def test_a_cylinder_that_leads_to_the_eye_is_seen_as_a_disc(canvas):
    image = draw(canvas, cylinders=[cylinder((0, 0, 0), (0, 0, -3), 0.5, WHITE)])
    unit = project(camera(), ASPECT, [(0, 0, 0)]).unit[0] * HEIGHT
    assert covered(image) == pytest.approx(np.pi * (0.5 * unit) ** 2, rel=0.02)


@given(
    eye=st.tuples(st.floats(-5, 5), st.floats(-5, 5), st.floats(4, 9)),
    end=st.tuples(st.floats(-2, 2), st.floats(-2, 2), st.floats(-2, 2)),
)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_every_point_of_the_axis_is_covered_from_wherever_one_looks(canvas, eye, end):
    looking = camera(eye=eye)
    image = draw(canvas, cylinders=[cylinder((0, 0, 0), end, 0.1, WHITE)], seen_by=looking)
    points = np.linspace(0, 1, 30)[:, None] * np.array(end)
    x, y = (project(looking, ASPECT, points).position * HEIGHT).astype(int).T
    inside = (x >= 0) & (x < WIDTH) & (y >= 0) & (y < HEIGHT)
    assert np.all(image[y[inside], x[inside], 0] > 200)


def test_a_cylinder_runs_into_a_box(canvas):
    bar = cylinder((-3, 0, 0), (3, 0, 0), 0.15, GREEN)
    image = draw(canvas, solids=[solid(half=0.5, colour=RED)], cylinders=[bar])
    middle = image[HEIGHT // 2]
    assert middle[WIDTH // 2].argmax() == 0
    assert middle[WIDTH // 2, 1] < 50
    assert middle[WIDTH // 2 - 40, 1] > 200
    assert middle[WIDTH // 2 + 40, 1] > 200


def test_edges_blend_with_what_lies_behind_them_in_either_order(canvas):
    """Between a white bar before a white ground there is no seam of the black background."""
    bars = [cylinder((-1, -0.8, 1), (1, 0.8, 1), 0.2, WHITE)]
    ground = [cylinder((-3, 0, -1), (3, 0, -1), 1.5, WHITE)]
    for cylinders in (bars + ground, ground + bars):
        image = draw(canvas, cylinders=cylinders)
        assert image[HEIGHT // 2 - 40 : HEIGHT // 2 + 40, 120:200, :3].min() > 240
    image = draw(canvas, cylinders=bars, solids=[solid((0, 0, -2), (3, 1.5, 0.5), WHITE)])
    assert image[HEIGHT // 2 - 30 : HEIGHT // 2 + 30, 120:200, :3].min() > 240


def test_a_translucent_cylinder_lets_through_what_lies_behind_it(canvas):
    ghost = cylinder((-2, 0, 1), (2, 0, 1), 0.4, (1, 0, 0, 0.5))
    within = cylinder((-2, 0, 1), (2, 0, 1), 0.1, GREEN)
    before = cylinder((0, -2, 3), (0, 2, 3), 0.1, BLUE)
    image = draw(canvas, cylinders=[ghost, within, before])
    middle = image[HEIGHT // 2, :, :3]
    assert middle[WIDTH // 2 + 30].tolist() == pytest.approx([134, 135, 15], abs=4)
    assert middle[WIDTH // 2, 2] > 240
    assert np.array_equal(draw(canvas, cylinders=[before, within, ghost]), image)


@pytest.mark.parametrize("bar", [{"radius": 0.0}, {"radius": 0.3, "colour": (1, 1, 1, 0)}])
def test_a_cylinder_without_thickness_or_colour_is_not_drawn(canvas, bar):
    assert not np.any(draw(canvas, cylinders=[cylinder((-1, 0, 0), (1, 0, 0), **bar)])[..., :3])


def test_a_cylinder_that_passes_the_eye_is_cut_off_there(canvas):
    image = draw(canvas, cylinders=[cylinder((-1, 0, 0), (6, 0, 30), 0.1, WHITE)])
    assert image[HEIGHT // 2, WIDTH - 20, 0] > 200
    assert not np.any(image[:30, : WIDTH // 2, :3])


def test_the_upper_side_of_a_bar_is_the_bright_one(canvas):
    image = draw(canvas, cylinders=[cylinder((-2, 0, 0), (2, 0, 0), 0.6, RED, glow=0.0)])
    column = image[:, WIDTH // 2, 0].astype(int)
    assert column[HEIGHT // 2 - 12] > column[HEIGHT // 2 + 12] + 60


def pixels_wide(pixels):
    """Return the radius of a bar in the middle of the world that is so many pixels wide."""
    return pixels / 2 / (project(camera(), ASPECT, [(0, 0, 0)]).unit[0] * HEIGHT)


def test_a_thread_before_a_box_is_seen_and_one_behind_it_is_hidden(canvas):
    box = solid(half=0.5, colour=RED)
    for depth, seen in ((1, True), (-1, False)):
        bar = cylinder((-3, 0, depth), (3, 0, depth), pixels_wide(1.5), GREEN)
        image = draw(canvas, solids=[box], cylinders=[bar])
        column = image[HEIGHT // 2 - 2 : HEIGHT // 2 + 3, WIDTH // 2, 1]
        assert (column.max() > 120) == seen


def test_a_thread_is_as_bright_as_a_cylinder_that_is_only_just_none(canvas):
    light = []
    for pixels in (1.9, 2.1):
        bar = cylinder((-2, -1, 1), (2, 0.5, -1), pixels_wide(pixels), WHITE, glow=0.0)
        light.append(covered(draw(canvas, cylinders=[bar])) / pixels)
    assert light[0] == pytest.approx(light[1], rel=0.03)


@given(st.lists(st.floats(-3, 3, width=32) | st.sampled_from([0.0, -0.0, 1.0]), max_size=40))
def test_an_order_by_bits_is_the_one_by_numbers_and_leaves_equal_ones_alone(numbers):
    keys = np.array(numbers, np.float32)
    assert np.array_equal(ascending(keys), np.argsort(keys, kind="stable"))


def test_edges_that_stay_are_not_sent_again_when_the_camera_moves(canvas):
    bars = [cylinder((-1, y, 0), (1, y, 0), 0.2, WHITE) for y in (0, 1)]
    first = frame(cylinders=bars)
    canvas.draw(first)
    sent = dict(canvas.picture.edges.quads.values)
    canvas.draw(replace(first, camera=camera(eye=(2, 1, 8))))
    kept = canvas.picture.edges.quads.values
    assert all(kept[name] is values for name, values in sent.items())
