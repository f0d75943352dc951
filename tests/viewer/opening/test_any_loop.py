"""A window shows what another loop has pushed, and follows it while it grows."""

from contextlib import suppress

from nnviz.learning.experiment import Experiment
from nnviz.learning.network import initial_weights
from nnviz.stage.world.picking import PickedNode
from nnviz.trace.recorder import recording
from nnviz.viewer.opening import follower
from tests.trace.pushed import NETWORK, lecture
from tests.viewer.inspector.test_inspector import click_on, facts_in

XOR = Experiment()


def steps(count):
    weights = list(initial_weights(XOR).values())
    return lecture(XOR.dataset.inputs, XOR.dataset.targets, weights, count)


def test_a_pushed_recording_is_followed_and_looked_into(
    empty_window, qtbot, tmp_path, dialogs, monkeypatch
):
    monkeypatch.setattr(follower, "LOOK_MS", 10)
    window, path = empty_window, tmp_path / "pushed.nntrace"
    with recording(path, network=NETWORK, data=XOR.dataset) as recorder:
        for number, arrays in enumerate(steps(1100), 1):
            recorder.push_arrays(arrays)
            if number == 600:
                window.follow.begin(path)
                assert window.session.player.training_track.epochs[-1] == 512
    qtbot.waitUntil(lambda: window.session.player.training_track.epochs[-1] == 1100)
    click_on(window, qtbot, PickedNode(1, 2))
    qtbot.waitUntil(lambda: len(facts_in(window.inspector.panel)) == 5)
    assert dialogs == []


def test_of_a_loop_that_failed_it_is_not_said_that_it_can_be_resumed(
    empty_window, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(follower, "LOOK_MS", 10)
    path = tmp_path / "failed.nntrace"
    with suppress(ZeroDivisionError), recording(path, network=NETWORK, data=XOR.dataset) as each:
        for number, arrays in enumerate(steps(601), 1):
            each.push_arrays(arrays)
            assert number < 601 or 1 / 0
    empty_window.follow.begin(path)
    said = empty_window.statusBar()
    qtbot.waitUntil(lambda: "cannot be resumed" in said.currentMessage())
