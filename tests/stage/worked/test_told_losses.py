"""What the stage says of any network is true: softmax, cross-entropy, dropout, batches, steps."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.setting import setting_for
from nnviz.stage.show import Show
from nnviz.stage.worked.calculation import calculation
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.reading import as_read

CLASSES = own(
    Dataset(
        name="classes",
        inputs=[[0.5, 1.0], [1.0, -0.5], [-1.0, 0.25], [0.0, 1.0]],
        targets=[[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]],
        source="this test",
    )
)
SOFTMAX = Experiment(
    data=CLASSES,
    layers=(
        Layer(units=4, activation="relu", bias=True, dropout=0.25),
        Layer(units=3, activation="softmax", bias=True),
    ),
    epochs=3,
    learning_rate=0.1,
)
EXPERIMENTS = {
    "pair": replace(SOFTMAX, loss="categorical_cross_entropy"),
    "softmax": SOFTMAX,
    "mean": replace(SOFTMAX, loss="mean_squared_error"),
    "binary": Experiment(loss="binary_cross_entropy", epochs=3),
    "square": Experiment(loss="mean_squared_error", epochs=3),
    "batches": replace(SOFTMAX, loss="categorical_cross_entropy", batch_size=2),
    "whole": replace(
        SOFTMAX,
        loss="categorical_cross_entropy",
        batch_size=2,
        recording=Recording(records="all"),
    ),
    "step": Experiment(
        data=Data(name="and"),
        layers=(Layer(units=1, activation="step", bias=True),),
        learning_rate=0,
        epochs=2,
    ),
}
SHOTS = (
    Shot(tell="initialise"),
    Shot(detail="nodes", seconds=20.0),
    Shot(tell="lapse", epochs=(1, 2), seconds=2.0),
)


@pytest.fixture(scope="module", params=sorted(EXPERIMENTS))
def trace(request):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.nntrace"
        record(EXPERIMENTS[request.param], path)
        with open_trace(path) as opened:
            yield opened


def worth(text):
    """Return what an expression on the board comes to."""
    plain = as_read(text.replace("×", "*").replace("÷", "/"))
    assert re.fullmatch(r"[-+*/(). 0-9e]+", plain)
    return eval(plain)


def test_every_delta_is_what_its_line_comes_to(trace):
    setting = setting_for(trace, aspect=16 / 9, language="en", theme="dark")
    step, told = step_arrays(trace, 1), 0
    for layer in range(1, len(step.weights) + 1):
        moment = Moment(epoch=1, phase=Phase.BACKWARD, layer=layer, record=1)
        lines = [line for line in calculation(setting, step, moment).lines if line.right]
        for line, delta in zip(lines, step.deltas[layer][1], strict=True):
            assert worth(line.right.removeprefix("≈ ")) == pytest.approx(delta, abs=6e-5)
            if not line.left.startswith("node"):
                told += 1
                assert worth(line.left) == pytest.approx(delta, abs=2e-4)
    assert told


def test_a_show_can_be_told_from_first_to_last(trace):
    show = Show(trace, Storyboard(shots=SHOTS), title="any")
    for part in range(60):
        show.frame_at(show.duration_seconds * part / 59)
