"""The relief: what of a loss surface and of trainings on it stands in the picture."""

import numpy as np
import pytest

from nnviz.opening import open_show
from nnviz.picture.contours import contour
from nnviz.picture.frame import Shape
from nnviz.picture.numerals import numeral
from nnviz.picture.palette import DARK
from nnviz.picture.training_lines import training_line
from nnviz.stage.facts.loss_surface import GRID
from nnviz.stage.world.surface_frame import FLOOR, HALF_SIDE, HEIGHT, surface_corners
from nnviz.stage.world.surface_paths import ARROW, BALL, STONE
from tests.stage.judging import faults

SCENE = """
[experiment]
data = "bowl"
layers = [{ units = 1, activation = "identity" }]
initialization = { name = "given", weights = [[[-3.0], [4.0]]] }
learning_rate = 0.1
epochs = 100

[[variants]]
name = "good"

[[variants]]
name = "wild"
learning_rate = 10.0

[[shots]]
tell = "surface"
epochs = [1, 100]
seconds = 10
"""


@pytest.fixture
def told(tmp_path):
    def told(text=SCENE):
        (tmp_path / "bowl.toml").write_text(text)
        return open_show(tmp_path / "bowl.toml")

    return told


def balls(frame, size):
    chosen = (frame.solids.shape == Shape.SPHERE) & np.isclose(frame.solids.half[:, 0], size)
    return frame.solids.centre[chosen]


def test_the_ball_stands_at_the_weights_and_as_high_as_the_loss(told):
    with told() as show:
        for seconds in (0.1, 5.0, 9.9):
            epoch = show.moment_at(seconds).epoch
            w = show.trace.at("weights/0", epoch=epoch).ravel()
            loss = show.trace.at("loss", epoch=epoch)
            ball = balls(show.frame_at(seconds), BALL)[0]
            assert ball[[0, 2]] == pytest.approx([w[0] / 5 * HALF_SIDE, -w[1] / 5 * HALF_SIDE])
            assert ball[1] == pytest.approx((loss / 50 - 0.5) * HEIGHT, abs=1e-6)


def test_it_leaves_a_stone_at_every_epoch_that_has_passed(told):
    with told(SCENE.partition("[[variants]]")[0] + SCENE[SCENE.index("[[shots]]") :]) as show:
        for seconds in (0.1, 4.0, 9.9):
            frame = show.frame_at(seconds)
            assert len(balls(frame, STONE)) == show.moment_at(seconds).epoch - 1
            assert len(balls(frame, BALL)) == 1


def test_a_ball_that_has_left_the_bowl_is_said_to_be_beyond_the_picture(told):
    with told() as show:
        frame = show.frame_at(9.9)
        assert len(balls(frame, BALL)) == 1
        assert "wild: beyond the picture" in frame.labels.text
        low, high = surface_corners().min(axis=0), surface_corners().max(axis=0)
        assert ((frame.solids.centre >= low) & (frame.solids.centre <= high)).all()
        assert np.isfinite(frame.cylinders.start).all()


def test_wires_that_would_be_nowhere_are_left_out(told):
    with told(SCENE.replace('"bowl"', '"gauss"').replace("0.1", "0.001")) as show:
        frame = show.frame_at(5.0)
        assert np.isfinite(frame.cylinders.start).all()
        assert np.allclose(frame.background, DARK.background)


def test_no_network_stands_on_the_stage_of_a_surface(told):
    with told() as show:
        assert show.networks_at(5.0) == ()


def test_the_sides_name_the_weights_and_the_headline_says_what_is_high(told):
    with told() as show:
        texts = show.frame_at(1.0).labels.text
        assert {"weight 1", "weight 2", "how high: the loss of all 4 records"} <= set(texts)


def test_the_surface_of_one_record_is_that_of_one(told, tmp_path):
    (tmp_path / "one.csv").write_text("x1,x2,y\n1,2,1\n")
    one = SCENE.replace('"bowl"', '{ name = "csv", path = "one.csv" }')
    with told(one) as show:
        assert "how high: the loss of the one record" in show.frame_at(1.0).labels.text
    with told(one.replace("[experiment]", 'lang = "ja"\n[experiment]', 1)) as show:
        assert "高さ：1件の損失" in show.frame_at(1.0).labels.text


def test_each_training_has_its_colour_at_its_ball_and_in_the_list_of_losses(told):
    with told() as show:
        frame, palette = show.frame_at(5.0), show.setting.palette
        for number, name in enumerate(("good", "wild")):
            colour = training_line(palette, number).colour
            named = [i for i, t in enumerate(frame.labels.text) if t.partition(":")[0] == name]
            assert len(named) == 2
            assert (frame.labels.colour[named] == colour).all()
        epoch = show.moment_at(5.0).epoch
        assert numeral(show.trace.at("loss", epoch=epoch)) in frame.labels.text


def test_the_surface_is_lit_seen_through_and_the_lighter_the_higher(told):
    with told() as show:
        drawn = show.frame_at(1.0).triangles
        assert len(drawn.corner) == 2 * (GRID - 1) ** 2
        assert np.isfinite(drawn.corner).all()
        assert 0.5 < drawn.colour[..., 3].min() < 1
        up, light = drawn.corner[..., 1].ravel(), drawn.colour[..., :3].mean(axis=-1).ravel()
        assert light[up > 0.4 * HEIGHT].mean() > 1.5 * light[up < -0.4 * HEIGHT].mean()
        same = np.abs(up - np.median(up)) < 0.05 * HEIGHT  # equally high, turned to all sides
        assert np.ptp(light[same]) > 0.05


def test_contour_lines_lie_on_the_surface_and_below_it_on_the_floor(told):
    with told() as show:
        bars = show.frame_at(0.1).cylinders
        on_floor = np.isclose(bars.start[:, 1], FLOOR) & np.isclose(bars.end[:, 1], FLOOR)
        flat = np.hypot(*bars.start[:, [0, 2]].T) / HALF_SIDE * 5
        rings = {round(float(r) ** 2) for r in flat[on_floor] if r > 1}
        assert {10, 20, 30, 40} <= rings
        level = np.isclose(bars.start[:, 1], bars.end[:, 1], atol=1e-5) & ~on_floor
        ring = np.hypot(*bars.start[level][:, [0, 2]].T) / HALF_SIDE * 5
        height = (bars.start[level][:, 1] / HEIGHT + 0.5) * 50
        on_it = np.abs(ring**2 - height) < 0.6
        assert on_it.mean() > 0.8


def test_the_arrow_points_downhill_and_is_the_longer_the_steeper_it_is(told):
    with told(SCENE.partition("[[variants]]")[0] + SCENE[SCENE.index("[[shots]]") :]) as show:
        lengths = []
        for seconds in (0.05, 0.2, 0.35):
            frame = show.frame_at(seconds)
            bars = frame.cylinders
            (shaft,) = np.flatnonzero(np.isclose(bars.radius, ARROW))
            way = bars.end[shaft] - bars.start[shaft]
            ball = balls(frame, BALL)[0]
            assert way[1] < 0
            middle = -ball[[0, 2]]  # the bowl's lowest point is there
            assert way[[0, 2]] @ middle > 0.99 * np.linalg.norm(way[[0, 2]]) * np.linalg.norm(
                middle
            )
            w = show.trace.at("weights/0", epoch=show.moment_at(seconds).epoch).ravel()
            lengths.append(float(np.linalg.norm(way)) / float(np.linalg.norm(2 * w)))
        assert lengths == pytest.approx([lengths[0]] * 3, rel=1e-3)
        assert "−gradient: downhill" in show.frame_at(0.1).labels.text


def test_a_line_drops_from_the_ball_and_from_stones_to_the_floor(told):
    with told() as show:
        frame = show.frame_at(3.0)
        bars, ball = frame.cylinders, balls(frame, BALL)[0]
        upright = np.isclose(bars.start[:, [0, 2]], bars.end[:, [0, 2]]).all(axis=1)
        drops = bars.start[upright & np.isclose(bars.end[:, 1], FLOOR)]
        assert np.abs(drops - ball).max(axis=1).min() < 1e-6
        assert len(drops) > 3


@pytest.mark.parametrize("camera", ["front", "three_quarter", "top", "along", "close"])
@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
def test_nothing_of_a_surface_overlaps_or_leaves_the_picture(tmp_path, camera, aspect):
    text = SCENE.replace("seconds = 10", f'seconds = 10\ncamera = "{camera}"')
    (tmp_path / "bowl.toml").write_text(text)
    with open_show(tmp_path / "bowl.toml", aspect=aspect) as show:
        for seconds in (0.1, 2.0, 9.9):
            frame = show.frame_at(seconds)
            assert faults(show, frame) == []
            assert {"weight 1", "weight 2", "loss"} <= set(frame.labels.text)
            ticks = [text for text in frame.labels.text if text.lstrip("−").isdigit()]
            assert len(ticks) >= 6


def test_a_contour_of_a_plane_is_where_the_plane_is_that_high():
    random = np.random.default_rng(2)
    points = random.uniform(-1, 1, size=(40, 3, 2))
    heights = points @ [2.0, -1.0]
    start, end = contour(points, heights, 0.3)
    assert len(start)
    for ends in (start, end):
        assert ends @ [2.0, -1.0] == pytest.approx(np.full(len(ends), 0.3), abs=1e-6)
    assert not len(contour(points, heights, 99.0)[0])
