"""The room of the network: nearer where somebody wants it, and all of it without panels."""

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment
from nnviz.opening import open_show
from nnviz.picture.camera import project
from nnviz.picture.frame import Camera
from nnviz.picture.orbit import pan, zoom_at
from nnviz.stage.look import Look
from nnviz.stage.panels import NAMES
from nnviz.trace.recorder import record

ASPECT = 16 / 9


@pytest.fixture(scope="module")
def show(tmp_path_factory):
    path = tmp_path_factory.mktemp("room") / "short.nntrace"
    record(Experiment(epochs=3), path)
    with open_show(path) as opened:
        yield opened


def extent(show, camera):
    places = project(camera, ASPECT, show.setting.layout.corners).position
    return places.min(axis=0), places.max(axis=0)


@pytest.mark.parametrize("factor", [1.5, 0.6])
def test_what_the_wheel_turns_at_stays_where_it_is(factor):
    camera = Camera(
        eye=np.float32([3, 4, 9]),
        target=np.float32([1, 0, 0.5]),
        fov_deg=28.0,
        shift=np.float32([0.1, -0.05]),
    )
    pointed = pan(camera, right=-0.3, down=0.2).target
    place = project(camera, ASPECT, pointed).position[0]
    nearer = zoom_at(camera, factor, place, ASPECT)
    np.testing.assert_allclose(project(nearer, ASPECT, pointed).position[0], place, atol=1e-5)
    distance = np.linalg.norm(nearer.eye - nearer.target)
    assert distance == pytest.approx(np.linalg.norm(camera.eye - camera.target) / factor, rel=1e-4)


def test_close_is_close(show):
    (left, _), (right, _) = extent(show, show.frame_at(12.0, Look(preset="front")).camera)
    (near_left, _), (near_right, _) = extent(show, show.frame_at(12.0, Look(preset="close")).camera)
    assert near_right - near_left > 1.2 * (right - left)


@pytest.mark.parametrize("own", [False, True])
def test_without_panels_the_network_takes_their_room_in_the_middle(show, own):
    told = show.frame_at(12.0).camera
    look = Look(camera=told, hidden=frozenset(NAMES)) if own else Look(hidden=frozenset(NAMES))
    before, after = extent(show, told), extent(show, show.frame_at(12.0, look).camera)
    assert (after[1] - after[0])[1] > 1.1 * (before[1] - before[0])[1]
    assert (after[0][0] + after[1][0]) / 2 == pytest.approx(ASPECT / 2, abs=0.01)
