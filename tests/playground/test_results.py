"""Results and differences: what trainings have come to, and in what they differ."""

from dataclasses import replace

import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.playground.differences import Difference, differences
from nnviz.playground.goals import Goal
from nnviz.playground.results import AskedNumber, result_of, table_of, written
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

START = Experiment(epochs=300)
ASKED = [AskedNumber("w", "weights/0", (2, 1)), AskedNumber("b", "weights/0", (2, 9))]


def test_fields_that_differ_are_named_with_both_values():
    other = replace(START, learning_rate=0.5, optimizer=OptimizerSettings(name="adam"))
    found = {each.field: each for each in differences(START, other)}
    assert found["learning_rate"] == Difference("learning_rate", 1.0, 0.5)
    assert found["optimizer.name"] == Difference("optimizer.name", "gradient_descent", "adam")
    assert differences(START, replace(START)) == []


def test_layers_differ_as_a_whole():
    other = replace(START, layers=(Layer(units=2), Layer(units=1)))
    assert [each.field for each in differences(START, other)] == ["layers"]


@pytest.fixture
def trace(tmp_path):
    record(START, tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as opened:
        yield opened


def test_a_result_is_that_of_the_last_epoch(trace):
    result = result_of(trace, "A", Goal(loss_below=0.1), ASKED)
    losses = trace.series("loss") / 4
    assert (result.name, result.epochs, result.loss) == ("A", 300, losses[-1])
    assert result.reached == trace.epochs[losses < 0.1][0]
    assert result.asked == (trace.after("weights/0", epoch=300)[2, 1], None)


def test_a_table_is_written_to_the_last_bit(trace):
    result = result_of(trace, "A, the first", Goal(), ASKED)
    text = written(table_of([result], ASKED))
    head, row = text.splitlines()
    assert head == "name,epochs,loss,w"  # of the rest there is nothing
    assert row.startswith('"A, the first",300,')
    assert float(row.split(",")[3]) == result.loss
    assert written([["a", None]], delimiter="\t") == "a\t\n"
