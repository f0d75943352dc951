"""Before a training by batches the inspector reads the step that the picture shows: its first."""

import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.story.moment import Phase
from nnviz.trace.recorder import record
from tests.viewer.inspector.test_inspector import facts_in

EDGE = PickedEdge(0, 1, 2)


@pytest.fixture(params=["all", (3, 7, 20)], ids=["batches", "probes"])
def initial(request, empty_window, qtbot, tmp_path):
    """A window at the weights before a training by batches."""
    experiment = Experiment(
        data=Data(name="xor_points", records=30, seed=3),
        layers=(Layer(units=3, activation="tanh", bias=True), Layer(units=1)),
        epochs=4,
        learning_rate=0.5,
        batch_size=5,
        recording=Recording(records=request.param),
    )
    path = tmp_path / "a.nntrace"
    record(experiment, path)
    empty_window.open(path)
    with qtbot.waitSignal(empty_window.session.picture_shown):
        empty_window.session.player.seek(0.5)
    shown = empty_window.session.shown
    assert shown.moment.phase is Phase.INITIALISE
    first, last = shown.show.step_at(shown.moment), shown.show.step(1)
    assert not np.array_equal(first.weights[0], last.weights[0])  # which told them apart
    return empty_window, first


def test_the_weight_is_that_of_the_picture(initial):
    window, first = initial
    window.inspector._pin(EDGE)
    weight = float(first.weights[0][1, 2])
    panel = window.inspector.panel
    assert facts_in(panel)["weight"] == repr(weight)
    assert panel.epoch_label.text().startswith("before training")
    assert len(panel.curve.dot.getData()[0]) == 0  # the curve begins after the first epoch's steps


def test_the_card_says_the_same(initial, qtbot):
    window, first = initial
    window.inspector._pin(PickedNode(0, 0))
    facts = facts_in(window.inspector.panel)
    assert facts["input"] == repr(float(first.activations[0][0, 0]))
    record_named = f"record {first.records[0] + 1} of 30"
    assert record_named in window.inspector.panel.epoch_label.text()
    assert window.bar.places.record.value() == first.records[0] + 1


def test_the_arrays_are_those_of_the_same_step(initial):
    window, first = initial
    panel = window.inspector.panel
    window.inspector._pin(EDGE)
    panel.tabs.setCurrentWidget(panel.arrays)
    panel.arrays.choice.setCurrentText("weights/0")
    assert np.array_equal(panel.arrays.text._array, first.weights[0])
