"""What the inspector says, before any widget shows it."""

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.numerals import numeral, signed
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.setting import setting_for
from nnviz.stage.wording import WORDINGS
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.story.moment import Moment, Phase
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from nnviz.viewer.inspector.picked_facts import arrays_of, calculations_of, facts_of, title_of
from nnviz.viewer.inspector.tracked_number import tracked_number

EPOCH, SAMPLE = 3, 2
TOLD = Moment(epoch=EPOCH, phase=Phase.EPOCH, record=SAMPLE)


@pytest.fixture(scope="module")
def trace(tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "biased.nntrace"
    layers = (Layer(units=4, bias=True), Layer(units=1))
    record(Experiment(epochs=5, layers=layers), path)
    with open_trace(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def setting(trace):
    return setting_for(trace, aspect=16 / 9, language="en", theme="dark")


@pytest.fixture(scope="module")
def step(trace):
    return step_arrays(trace, EPOCH)


def numbers(setting, step, picked):
    return {fact.name: fact.value for fact in facts_of(setting, step, TOLD, picked)}


def test_an_edge_has_its_weight_before_and_after_and_the_change(setting, step, trace):
    facts = numbers(setting, step, PickedEdge(0, 2, 1))
    assert facts == {
        "weight": trace.at("weights/0", epoch=EPOCH)[2, 1],
        "change": trace.at("updates/0", epoch=EPOCH)[2, 1],
        "new weight": trace.after("weights/0", epoch=EPOCH)[2, 1],
    }


def test_a_node_has_everything_that_was_computed_in_it(setting, step, trace):
    facts = numbers(setting, step, PickedNode(1, 3))
    recorded = (
        "preactivations/1",
        "activations/1",
        "derivatives/1",
        "activation_deltas/1",
        "deltas/1",
    )
    names = ("weighted sum", "activation", "slope", "pull of the loss", "delta")
    expected = {
        name: trace.at(tensor, epoch=EPOCH)[SAMPLE, 3]
        for name, tensor in zip(names, recorded, strict=True)
    }
    assert facts == {"bias": trace.at("biases/0", epoch=EPOCH)[3], **expected}


def test_an_input_is_only_itself(setting, step, trace):
    assert numbers(setting, step, PickedNode(0, 1)) == {"input": trace.dataset.inputs[SAMPLE, 1]}


def test_an_output_has_its_target(setting, step, trace):
    facts = numbers(setting, step, PickedNode(2, 0))
    assert facts["target"] == trace.dataset.targets[SAMPLE, 0]
    assert facts["target"] - facts["activation"] == pytest.approx(facts["error"])


@pytest.mark.parametrize("picked", [PickedNode(1, 0), PickedNode(2, 0), PickedEdge(1, 3, 0)])
def test_numbers_are_written_as_on_the_stage(setting, step, picked):
    for fact in facts_of(setting, step, TOLD, picked):
        if fact.name != "target":
            assert fact.text in {numeral(fact.value), signed(fact.value)}


def test_the_change_of_a_weight_is_the_sum_of_its_contributions(setting, step):
    (worked,) = calculations_of(setting, step, TOLD, PickedEdge(1, 2, 0))
    contributions = [line.value for line in worked.lines if line.value is not None]
    assert len(contributions) == 4
    assert sum(contributions) == pytest.approx(step.updates[1][2, 0], abs=1e-15)
    assert worked.lines[-1].exact == step.weights_after[1][2, 0]


@pytest.mark.parametrize(
    ("picked", "titles"),
    [
        (PickedNode(0, 1), []),
        (PickedNode(1, 1), ["Hidden layer, node 2", "Delta: hidden layer, node 2"]),
        (
            PickedNode(2, 0),
            ["Output layer, node 1", "Error = target − output", "Delta: output layer, node 1"],
        ),
    ],
)
def test_a_node_is_worked_out_forwards_and_then_backwards(setting, step, picked, titles):
    assert [worked.title for worked in calculations_of(setting, step, TOLD, picked)] == titles


def test_the_curve_of_a_node_belongs_to_the_record_that_is_shown(trace):
    outline = tracked_number(PickedNode(1, 3), SAMPLE, record=SAMPLE, dealt=False)
    assert trace.at(outline.tensor, epoch=EPOCH)[outline.place] == pytest.approx(
        np.asarray(trace.at("activations/1", epoch=EPOCH)[SAMPLE, 3])
    )


def test_arrays_are_those_of_the_layer(trace):
    assert set(arrays_of(PickedNode(0, 0), trace.names)) == {"activations/0"}
    assert {"weights/0", "updates/0", "biases/0"} <= set(
        arrays_of(PickedEdge(0, 0, 0), trace.names)
    )
    assert "biases/1" not in arrays_of(PickedEdge(1, 0, 0), trace.names)
    assert {"activations/2", "deltas/2"} <= set(arrays_of(PickedNode(2, 0), trace.names))


def test_things_are_called_as_in_the_picture():
    english, japanese = WORDINGS["en"], WORDINGS["ja"]
    assert title_of(english, PickedNode(1, 0), 2) == "Hidden layer, node 1"
    assert title_of(english, PickedEdge(0, 1, 2), 2) == "Weight 2 → 3, input layer → hidden layer"
    assert title_of(japanese, PickedNode(2, 0), 2) == "出力層 ノード1"
