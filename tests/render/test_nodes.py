import numpy as np
import pytest

from nnviz.picture.camera import project
from nnviz.picture.frame import Shape

from .frames import ASPECT, BLUE, GREEN, RED, SIZE, WHITE, camera, draw, solid

WIDTH, HEIGHT = SIZE
SHAPES = list(Shape)
AREAS = {  # of half extent 1, from afar
    Shape.BOX: 4.0,
    Shape.OCTAHEDRON: 2.0,
    Shape.SPHERE: np.pi,
    Shape.ARROWHEAD: 1.4375,
}
ASIDE = {Shape.ARROWHEAD: -0.1957}  # of its half extent along x, the middle of what it covers


def covered(image):
    """Return how many pixels are covered, those at the border by their parts."""
    return image[..., :3].max(axis=2).sum() / 255.0


def far(distance=400.0):
    return camera(eye=(0, 0, distance), fov_deg=float(2 * np.degrees(np.arctan(2 / distance))))


def test_a_red_box_in_the_middle_is_red_there_and_nowhere_else(canvas):
    image = draw(canvas, solids=[solid(half=1.0, colour=RED, glow=0.0)])
    assert image[HEIGHT // 2, WIDTH // 2, 0] > 150
    assert max(image[HEIGHT // 2, WIDTH // 2, 1:3]) <= 3
    assert not np.any(image[:10, :, :3])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("half", [0.9, 0.31, 0.05])
def test_a_silhouette_covers_its_exact_area(canvas, shape, half):
    unit = HEIGHT / 4.0
    image = draw(canvas, solids=[solid(half=half, colour=WHITE, shape=shape)], seen_by=far())
    assert covered(image) == pytest.approx(AREAS[shape] * (half * unit) ** 2, rel=0.08, abs=0.5)


def test_an_arrowhead_points_to_the_left(canvas):
    arrow = solid(half=1.0, colour=WHITE, shape=Shape.ARROWHEAD)
    seen = draw(canvas, solids=[arrow], seen_by=far())[..., 0] > 128
    unit, high = HEIGHT / 4, seen.sum(axis=0)
    columns = np.flatnonzero(high)
    assert columns[0] == pytest.approx(WIDTH / 2 - unit, abs=2)
    assert columns[-1] == pytest.approx(WIDTH / 2 + 0.25 * unit, abs=2)
    assert high[columns[0] + 2] < 8
    assert high[columns[-1]] > unit


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_smaller_than_a_pixel_is_fainter_and_not_gone(canvas, shape):
    one, half = (
        covered(draw(canvas, solids=[solid(half=size, colour=WHITE, shape=shape)], seen_by=far()))
        for size in (0.008, 0.004)
    )
    assert 0.0 < half < one
    assert half == pytest.approx(one / 4.0, rel=0.4)


@pytest.mark.parametrize("half", [0.0, (0.0, 1.0, 1.0), (1.0, 1.0, 0.0)])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_body_without_volume_is_not_drawn(canvas, shape, half):
    assert not np.any(draw(canvas, solids=[solid(half=half, shape=shape)])[..., :3])


@pytest.mark.parametrize("shape", SHAPES)
def test_silhouettes_are_antialiased(canvas, shape):
    looking = camera(eye=(3, 2, 9))
    image = draw(canvas, solids=[solid(half=1, colour=WHITE, shape=shape)], seen_by=looking)
    levels = np.unique(image[..., 0])
    assert np.count_nonzero((levels > 20) & (levels < 235)) > 10


@pytest.mark.parametrize("shape", SHAPES)
def test_a_body_is_drawn_where_the_camera_projects_it(canvas, shape):
    looking = camera(eye=(4, 3, 8), shift=(-0.2, 0.05))
    centre = (0.7, -0.4, 0.5)
    image = draw(canvas, solids=[solid(centre, 0.3, WHITE, shape=shape)], seen_by=looking)
    row, column = np.average(
        np.argwhere(image[..., 0] > 0) + 0.5, axis=0, weights=image[..., 0][image[..., 0] > 0]
    )
    middle = np.add(centre, (0.3 * ASIDE.get(shape, 0.0), 0, 0))  # as seen from the front
    expected = project(looking, ASPECT, [middle]).position[0] * HEIGHT
    assert (column, row) == pytest.approx(expected, abs=0.6 if shape not in ASIDE else 1.2)


def test_the_nearer_body_hides_the_farther_in_either_order(canvas):
    bodies = [solid((0, 0, 1), 0.5, RED), solid((0, 0, -1), 1.0, BLUE)]
    image = draw(canvas, solids=bodies)
    assert image[HEIGHT // 2, WIDTH // 2].tolist()[:3] == pytest.approx([255, 15, 15], abs=3)
    assert np.array_equal(draw(canvas, solids=bodies[::-1]), image)


def test_bodies_run_into_each_other(canvas):
    """A flat wide box through a tall one shows on both sides of it and through neither."""
    image = draw(
        canvas,
        solids=[solid(half=(1.5, 0.2, 0.3), colour=RED), solid(half=(0.5, 1.0, 0.8), colour=BLUE)],
    )
    middle = image[HEIGHT // 2]
    assert middle[WIDTH // 2, 2] > 200
    assert middle[WIDTH // 2 - 40, 0] > 200
    assert middle[WIDTH // 2 + 40, 0] > 200


def test_a_translucent_body_lets_through_what_lies_behind_it(canvas):
    ghost = solid((0, 0, 1), 1.0, (1, 0, 0, 0.5))
    within = solid((0, 0, 0), 0.4, GREEN)
    for bodies in ([ghost, within], [within, ghost]):
        colour = draw(canvas, solids=bodies)[HEIGHT // 2, WIDTH // 2, :3]
        assert colour.tolist() == pytest.approx([134, 135, 15], abs=4)


def test_light_comes_from_the_upper_left_front(canvas):
    image = draw(canvas, solids=[solid(half=1.0, colour=RED, shape=Shape.SPHERE, glow=0.0)])
    red = image[..., 0].astype(int)
    upper_left, lower_right = red[HEIGHT // 2 - 15, WIDTH // 2 - 8], red[HEIGHT // 2 + 18, 170]
    assert upper_left > 220
    assert 60 < lower_right < upper_left - 60


def test_what_is_pale_has_no_dark_side(canvas):
    image = draw(canvas, solids=[solid(half=1.0, colour=WHITE, shape=Shape.SPHERE, glow=0.0)])
    assert image[HEIGHT // 2 + 18, 170, 0] > 200


def test_glow_shines_evenly(canvas):
    image = draw(canvas, solids=[solid(half=1.0, shape=Shape.SPHERE, glow=1.0)])
    inside = image[HEIGHT // 2 - 20 : HEIGHT // 2 + 20, WIDTH // 2 - 20 : WIDTH // 2 + 20, :3]
    assert np.all(inside == inside[0, 0])


def test_the_eye_may_stand_inside_a_body(canvas):
    around = solid((0, 0, 10), 1.0, RED)
    image = draw(canvas, solids=[around, solid(half=0.5, colour=BLUE)])
    assert image[HEIGHT // 2, WIDTH // 2, 2] > 200


def test_a_body_behind_the_eye_is_not_seen(canvas):
    assert not np.any(draw(canvas, solids=[solid((0, 0, 14), 1.0)])[..., :3])


def test_the_graphics_card_holds_the_frames_values(canvas):
    draw(canvas, solids=[solid((1, 2, 3), 0.5), solid((4, 5, 6), 0.25, shape=Shape.SPHERE)])
    quads = canvas.picture.nodes.quads
    assert quads.count == 2
    assert quads.values["centre"].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert quads.values["shape"].tolist() == [0, 2]


def test_more_bodies_than_there_is_room_for_are_all_drawn(canvas):
    before = canvas.picture.nodes.quads.capacity
    places = np.linspace(-2, 2, 2 * before)
    bodies = [solid((x, 0, 0), 0.2, WHITE) for x in places]
    image = draw(canvas, solids=bodies)
    assert canvas.picture.nodes.quads.capacity == 2 * before
    assert np.all(image[HEIGHT // 2, WIDTH // 2 - 60 : WIDTH // 2 + 60, 0] > 0)
    image = draw(canvas, solids=bodies[:1])
    assert not np.any(image[:, WIDTH // 2 :, :3])


def test_through_the_gaps_between_what_stands_on_a_plate_only_the_plate_is_seen(canvas):
    """Silhouettes blend with what was drawn before: that has to be the plate, also of one askew."""
    seen = camera(eye=(-6, 3, 9), target=(0, 0, 0))
    behind = solid(centre=(0, 0, -1.5), half=0.9, colour=RED, glow=1.0)
    plate = solid(half=(0.9, 0.9, 0.01), colour=BLUE, glow=1.0)
    tiles = [
        solid(centre=(x, y, 0.1), half=(0.13, 0.13, 0.02), colour=GREEN, glow=1.0)
        for x in (-0.6, -0.3, 0.0, 0.3, 0.6)
        for y in (-0.6, -0.3, 0.0, 0.3, 0.6)
    ]
    for hidden in ([], [behind]):
        images = [
            draw(canvas, solids=[*hidden, plate, *some], seen_by=seen) for some in ([], tiles)
        ]
        on_plate = images[0][..., 2] == 255
        bright = images[1][on_plate][:, 1:3].astype(int).sum(axis=1)
        assert bright.min() >= 250
