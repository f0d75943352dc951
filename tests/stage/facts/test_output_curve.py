"""Over one input the picture is a curve, with what each hidden node adds to it."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.palette import DARK
from nnviz.stage.facts.output_curve import OutputCurve, output_curve_of
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from tests.stage.judging import faults

X = np.linspace(-2, 3, 12)
SINE = own(Dataset(name="d", inputs=X[:, None], targets=np.sin(X)[:, None], source="this test"))
CURVED = Experiment(
    data=SINE,
    layers=(
        Layer(units=3, activation="tanh", bias=True),
        Layer(units=1, activation="identity", bias=True),
    ),
    loss="mean_squared_error",
    learning_rate=0.1,
    epochs=4,
)


def test_the_curve_is_the_forward_pass_and_the_parts_add_up_to_it(recorded):
    trace = recorded(CURVED)
    curve, step = output_curve_of(trace), step_arrays(trace, 3)
    told = curve.curve_of(step)
    hidden = np.tanh(curve.inputs[:, None] @ step.weights[0] + step.biases[0])
    assert told.parts == pytest.approx(hidden * step.weights[1][:, 0])
    assert told.outputs == pytest.approx(told.parts.sum(axis=1) + step.biases[1][0])
    assert told.weights.tolist() == step.weights[1][:, 0].tolist()


def test_it_reaches_a_little_beyond_all_records(recorded):
    curve = output_curve_of(recorded(CURVED))
    assert curve.low[0] < X.min() < X.max() < curve.high[0]
    assert curve.low[1] < -1 < 1 < curve.high[1]
    assert (curve.high - curve.low < 2 * np.ptp(curve.training, axis=0)).all()


@pytest.mark.parametrize("apart", [5e-324, 1e-300, 0.0])
def test_inputs_that_are_as_good_as_equal_can_be_drawn(recorded, apart):
    inputs = np.array([[0.0], [apart]])
    few = own(Dataset(name="d", inputs=inputs, targets=inputs, source="this test"))
    trace = recorded(replace(CURVED, data=few))
    frame = Show(trace, Storyboard(shots=(Shot(tell="lapse", epochs=(1, 4)),))).frame_at(1.0)
    assert np.isfinite(frame.labels.position).all()


def test_only_one_input_and_one_output_have_it(recorded, trace):
    assert output_curve_of(trace) is None
    assert isinstance(Show(recorded(CURVED), default_storyboard(4)).setting.plane, OutputCurve)
    deep = replace(CURVED, layers=(CURVED.layers[0], *CURVED.layers))
    told = recorded(deep)
    curve = output_curve_of(told)
    assert curve.curve_of(step_arrays(told, 2)).parts.shape[1] == 0


@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
def test_the_panel_draws_it_with_its_records_and_nothing_overlaps(recorded, aspect):
    story = Storyboard(shots=(Shot(tell="lapse", epochs=(1, 4), seconds=4),))
    show = Show(recorded(CURVED), story, aspect=aspect)
    for seconds in (0.1, 2.0, 3.9):
        frame = show.frame_at(seconds)
        assert faults(show, frame) == []
        assert {"output", "node × weight", "training"} <= set(frame.labels.text)
        dots = (frame.strokes.start == frame.strokes.end).all(axis=1)
        quiet = (frame.strokes.colour == DARK.quiet_text).all(axis=1)
        assert (dots & quiet).sum() >= len(X)
        assert ((frame.strokes.colour == DARK.text).all(axis=1) & ~dots).sum() > 100


def test_a_training_that_diverges_leaves_the_curve_finite(recorded):
    show = Show(recorded(replace(CURVED, learning_rate=1e200)), default_storyboard(4))
    for seconds in np.linspace(0.0, show.duration_seconds, 7):
        assert np.isfinite(show.frame_at(float(seconds)).strokes.start).all()


def test_each_training_of_a_race_is_told_by_its_own_layers(recorded):
    others = (
        CURVED,
        replace(CURVED, layers=(Layer(units=6, activation="relu", bias=True), CURVED.layers[1])),
    )
    variants = tuple(Variant(name=f"v{n}", trace=recorded(each)) for n, each in enumerate(others))
    race = Shot(tell="race", epochs=(1, 4), panels=("headline", "plane"), seconds=4)
    show = Show(variants[0].trace, Storyboard(shots=(race,)), variants=variants)
    assert faults(show, show.frame_at(2.0)) == []
    assert [v.plane.curve_of(step_arrays(v.trace, 2)).parts.shape[1] for v in show.setting.variants]
    wide = show.setting.variants[1]
    assert wide.plane.curve_of(step_arrays(wide.trace, 2)).parts.shape[1] == 6
