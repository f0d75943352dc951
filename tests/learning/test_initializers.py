"""The weights before training."""

import numpy as np
import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization, draw_weights
from nnviz.learning.network import Network, initial_biases, initial_weights
from tests.choosing import chosen

WIDTHS = (400, 300, 100)
GIVEN = Initialization(
    name="given", weights=(((1.0, 2.0),) * 3, ((3.0,), (4.0,))), biases=((0.5, -0.5), ())
)
LAYERS = (Layer(units=2, bias=True), Layer(units=1))


@pytest.mark.parametrize(
    ("name", "deviations"),
    [
        ("gaussian", (0.25, 0.25)),
        ("xavier", ((2 / 700) ** 0.5, (2 / 400) ** 0.5)),
        ("he", ((2 / 400) ** 0.5, (2 / 300) ** 0.5)),
    ],
)
def test_normal_weights_have_their_deviation(name, deviations):
    choice = chosen(Initialization, name=name, deviation=0.25)
    weights = draw_weights(choice, widths=WIDTHS, seed=3)
    for k, deviation in enumerate(deviations):
        assert weights[k].shape == WIDTHS[k : k + 2]
        assert weights[k].std() == pytest.approx(deviation, rel=0.02)
        assert abs(weights[k].mean()) < 0.02 * deviation


def test_the_seed_decides():
    he = Initialization(name="he")
    one, same, other = (draw_weights(he, widths=(3, 4), seed=seed)[0] for seed in (1, 1, 2))
    assert one.tobytes() == same.tobytes()
    assert not np.array_equal(one, other)


def test_given_weights_and_biases_are_taken_as_they_are():
    experiment = Experiment(layers=LAYERS, initialization=GIVEN)
    weights = initial_weights(experiment)
    assert weights[0].tolist() == [[1.0, 2.0]] * 3
    assert weights[1].tolist() == [[3.0], [4.0]]
    assert {k: b.tolist() for k, b in initial_biases(experiment).items()} == {0: [0.5, -0.5]}


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ((Layer(units=1),), "weights: 2 arrays are not possible; give one for each of the 1 "),
        ((Layer(units=3, bias=True), Layer(units=1)), r"weights 1: .*; give 3 rows of 3 numbers"),
        ((Layer(units=2), Layer(units=1)), r"biases 1: \(0.5, -0.5\) is not possible; give"),
    ],
)
def test_arrays_that_do_not_fit_are_named(layers, message):
    with pytest.raises(ExperimentError, match=f"^initialization.{message}"):
        Experiment(layers=layers, initialization=GIVEN)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "zeros"}, r"initialization\.name: 'zeros'"),
        ({"name": "gaussian", "deviation": -0.5}, r"initialization\.deviation: -0\.5"),
        (
            {"name": "he", "weights": (((1.0,),),)},
            r"weights: .*'he' has no such setting; .* given$",
        ),
        ({"name": "given", "weights": (((float("nan"),),),)}, "nan is not possible; give finite"),
    ],
)
def test_an_impossible_field_is_named(fields, message):
    with pytest.raises(ExperimentError, match=message):
        Initialization(**fields)


def test_a_perceptron_with_a_step_computes_and_does_not_learn():
    """XOR as two layers of gates, as chapter 2 of the book builds it: NAND and OR, then AND."""
    gates = Initialization(
        name="given",
        weights=(((-0.5, 0.5),) * 2 + ((0.7, -0.2),), ((0.5,), (0.5,))),
        biases=((), (-0.7,)),
    )
    layers = (Layer(units=2, activation="step"), Layer(units=1, activation="step", bias=True))
    with pytest.raises(ExperimentError, match=r"'step' is not possible; .*learning_rate = 0"):
        Experiment(layers=layers, initialization=gates)
    experiment = Experiment(layers=layers, initialization=gates, learning_rate=0)
    _, outputs = Network(experiment.network).predict(
        experiment.dataset.inputs,
        weights=initial_weights(experiment),
        biases=initial_biases(experiment),
    )
    assert outputs.tolist() == experiment.dataset.targets.tolist()


@pytest.mark.parametrize(
    "given",
    [
        {"weights": 5},
        {"weights": (((1.0,),),), "biases": 5},
        {"weights": (np.zeros(3),)},
        {"weights": np.zeros((3, 2))},
        {"weights": (((1.0, 2.0), 3.0),)},
        {"weights": ((1.0,),), "biases": (1.0,)},
        {"weights": (((1.0,),),), "biases": (1.0,)},
        {"weights": (((1.0,),),), "biases": (((1.0,),),)},
    ],
)
def test_what_is_no_matrix_is_refused(given):
    with pytest.raises(ExperimentError, match=r"initialization: .* is not possible; give"):
        Initialization(name="given", **given)
