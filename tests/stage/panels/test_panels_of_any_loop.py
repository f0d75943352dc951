"""Of what another loop has pushed the picture says what it says of the same training of ours."""

import numpy as np
import pytest

from nnviz.errors import SceneError
from nnviz.learning.experiment import Experiment
from nnviz.learning.network import initial_weights
from nnviz.picture.frame import same_picture
from nnviz.stage.panels import NAMES
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record, recording
from nnviz.trace.trace import open_trace
from tests.trace.pushed import NETWORK, lecture

XOR = Experiment(epochs=9)
NEED_THE_EXPERIMENT = ["code", "listing"]


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("any_loop")
    ours, theirs = folder / "ours.nntrace", folder / "theirs.nntrace"
    record(XOR, ours)
    data, weights = XOR.dataset, list(initial_weights(XOR).values())
    with recording(theirs, network=NETWORK, data=data, training=XOR.training) as recorder:
        for arrays in lecture(data.inputs, data.targets, weights, XOR.epochs):
            recorder.push_arrays(arrays)
    with open_trace(ours) as one, open_trace(theirs) as other:
        yield one, other


def show(trace, panel, tell):
    """Return a show with one panel; None: it is refused of any training."""
    try:
        return Show(trace, Storyboard(shots=(Shot(tell=tell, epochs=(1, 9), panels=(panel,)),)))
    except SceneError:
        return None


@pytest.mark.parametrize("tell", ["steps", "lapse"])
@pytest.mark.parametrize("panel", [name for name in NAMES if name not in NEED_THE_EXPERIMENT])
def test_a_panel_is_drawn_alike(traces, panel, tell):
    ours, theirs = (show(trace, panel, tell) for trace in traces)
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        for seconds in np.linspace(0, ours.duration_seconds, 9):
            assert same_picture(ours.frame_at(seconds), theirs.frame_at(seconds))


@pytest.mark.parametrize("panel", NEED_THE_EXPERIMENT)
def test_a_panel_that_needs_the_experiment_is_refused(traces, panel):
    ours, theirs = (show(trace, panel, "steps") for trace in traces)
    assert ours is not None
    assert theirs is None
