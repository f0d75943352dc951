"""The relief: what of a loss surface and of trainings on it stands in the picture."""

import numpy as np
import pytest

from nnviz.opening import open_show
from nnviz.picture.frame import Shape
from nnviz.picture.palette import DARK
from nnviz.stage.world.surface_mesh import BALL, HALF_SIDE, HEIGHT, STONE, surface_corners

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
        (said,) = [text for text in frame.labels.text if text.startswith("wild")]
        assert said.endswith("beyond the picture")
        assert any(text.startswith("good  ·  loss ") for text in frame.labels.text)
        box = np.abs(surface_corners()).max(axis=0)
        assert (np.abs(frame.solids.centre) <= box).all()
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
