"""Python code of an experiment: running it makes the same one."""

from dataclasses import replace

import pytest

import nnviz
from nnviz.errors import UsageError
from nnviz.learning.data import Data, own
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.playground.python_code import python_code
from nnviz.playground.starting_points import first_of
from nnviz.trace.experiment_json import experiment_json

PLAIN = Experiment(epochs=5)
CIRCLE = Experiment(
    data=Data(name="circle", noise=0.25, labels=(0.0, 1.0)),
    layers=(Layer(units=3, activation="tanh", bias=True), Layer(units=1)),
    learning_rate=0.1 + 0.2,
    batch_size=10,
    optimizer=OptimizerSettings(name="adam", first_decay=0.5),
    regularization=Regularization(l2=1e-3),
    epochs=7,
)
GIVEN = replace(PLAIN, initialization=first_of(PLAIN).initialization)


@pytest.mark.parametrize("experiment", [PLAIN, CIRCLE, GIVEN])
def test_running_the_code_makes_the_same_experiment(experiment, monkeypatch):
    recorded = []
    monkeypatch.setattr(nnviz, "record", lambda *told: recorded.append(told))
    exec(python_code(experiment, "run.nntrace"), {})  # it is what is tested
    ((made, file),) = recorded
    assert (experiment_json(made), file) == (experiment_json(experiment), "run.nntrace")


def test_what_is_usual_is_not_written():
    assert python_code(PLAIN, "xor.nntrace") == (
        "from nnviz import Experiment, record\n\n"
        "experiment = Experiment(\n    epochs=5,\n)\nrecord(experiment, 'xor.nntrace')\n"
    )


def test_records_of_a_program_are_left_to_it():
    with pytest.raises(UsageError, match="program's own"):
        python_code(Experiment(data=own(PLAIN.dataset)), "a.nntrace")
