"""Training against PyTorch: the weights after 50 steps from the same start.

`benchmarks/compare_torch.py` has made the reference numbers; PyTorch is not needed here.
"""

import json
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.learning.losses import LOSSES
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.learning.step import step_from_arrays
from nnviz.learning.training import train
from nnviz.trace.schema import tensors

REFERENCE = json.loads((Path(__file__).parent / "torch_reference.json").read_text("utf-8"))
PARTS: dict[str, Callable[..., Any]] = {
    "optimizer": OptimizerSettings,
    "schedule": Schedule,
    "regularization": Regularization,
    "batch_size": int,
    "drop_last": bool,
}


def title(case):
    parts = [case[part] for part in ("hidden", "output", "loss")]
    return " ".join([*parts, *(str(case[part]) for part in PARTS if part in case)])


def experiment_of(case):
    parts = {
        name: part(**case[name]) if isinstance(case[name], dict) else case[name]
        for name, part in PARTS.items()
        if name in case
    }
    data = Dataset(
        name="reference",
        inputs=np.array(REFERENCE["inputs"]),
        targets=np.array(REFERENCE["targets"]),
        source="benchmarks/compare_torch.py",
    )
    weights = tuple(tuple(map(tuple, matrix)) for matrix in REFERENCE["weights"])
    return Experiment(
        data=own(data),
        layers=(
            Layer(units=5, activation=case["hidden"], bias=True),
            Layer(units=3, activation=case["output"], bias=True),
        ),
        loss=case["loss"],
        learning_rate=case["learning_rate"],
        epochs=REFERENCE["steps"],
        shuffle="batch_size" not in case,
        initialization=Initialization(
            name="given", weights=weights, biases=tuple(map(tuple, REFERENCE["biases"]))
        ),
        **parts,
    )


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=title)
def test_fifty_steps_lead_to_the_weights_of_pytorch(case):
    experiment = experiment_of(case)
    step = step_from_arrays({name: np.zeros(shape) for name, shape in tensors(experiment).items()})
    train(experiment, repeat(step, REFERENCE["steps"]))
    ends = [
        array.ravel()
        for k in (0, 1)
        for array in (step.weights[k] + step.updates[k], step.biases[k] + step.bias_updates[k])
    ]
    np.testing.assert_allclose(np.concatenate(ends), case["after"], rtol=1e-9, atol=1e-9)


def test_every_choice_is_compared():
    cases = REFERENCE["cases"]
    learnable = {name for name, activation in ACTIVATIONS.items() if activation.learnable}
    assert {case["output"] for case in cases} | {case["hidden"] for case in cases} == learnable
    assert {case["loss"] for case in cases} == set(LOSSES)
    assert {case["optimizer"]["name"] for case in cases} == set(OPTIMIZERS)
    elementwise = learnable - {"softmax"}
    seen = {(case["hidden"], case["loss"], case["optimizer"]["name"]) for case in cases}
    assert seen == {(a, e, o) for a in elementwise for e in LOSSES for o in OPTIMIZERS}


def test_every_training_of_the_reference_has_moved_away_from_its_start():
    begin = np.concatenate(
        [
            np.concatenate([np.ravel(w), b])
            for w, b in zip(REFERENCE["weights"], REFERENCE["biases"], strict=True)
        ]
    )
    for case in REFERENCE["cases"]:
        assert np.abs(np.array(case["after"]) - begin).max() > 0.01
