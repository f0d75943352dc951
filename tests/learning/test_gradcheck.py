"""The gradient check: right networks agree, and a wrong derivative is found."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.learning.activations import ACTIVATIONS, sigmoid
from nnviz.learning.agreement import Agreement
from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.gradcheck import MOST_PARAMETERS, check_gradients
from nnviz.learning.initializers import Initialization
from nnviz.learning.losses import LOSSES
from tests.choosing import batched, priced

RANDOM = np.random.default_rng(1)
THREE_CLASSES = own(
    Dataset(
        name="three",
        inputs=RANDOM.normal(size=(10, 4)),
        targets=np.eye(3)[RANDOM.integers(3, size=10)],
        source="this test",
    )
)
BENDLESS = sorted(set(ACTIVATIONS) - {"step", "softmax", "relu", "leaky_relu"})
hidden = st.builds(
    Layer,
    units=st.integers(1, 6),
    activation=st.sampled_from([*BENDLESS, "relu", "leaky_relu"]),
    bias=st.booleans(),
    dropout=st.sampled_from([0.0, 0.5]),
)


def output(loss):
    pair = LOSSES[loss].pair
    names = [pair] if pair else [*BENDLESS, "softmax", "relu", "leaky_relu"]
    return st.builds(Layer, units=st.just(3), activation=st.sampled_from(names), bias=st.booleans())


experiments = st.sampled_from(sorted(LOSSES)).flatmap(
    lambda loss: st.builds(
        batched,
        data=st.just(THREE_CLASSES),
        layers=st.tuples(st.lists(hidden, max_size=3), output(loss)).map(
            lambda both: (*both[0], both[1])
        ),
        loss=st.just(loss),
        seed=st.integers(0, 2**32 - 1),
        learning_rate=st.just(0.02),
        epochs=st.just(3),
        batch_size=st.sampled_from([None, 1, 4, 10]),
        drop_last=st.booleans(),
        initialization=st.builds(
            Initialization, name=st.sampled_from(["lecture", "xavier", "he", "glorot_uniform"])
        ),
        regularization=st.builds(
            priced,
            l1=st.sampled_from([0.0, 0.1]),
            l2=st.sampled_from([0.0, 0.2]),
            proximal=st.booleans(),
        ),
    )
)


@settings(max_examples=100)
@given(experiment=experiments, epoch=st.sampled_from([None, 1, 3]))
def test_any_network_has_the_gradients_that_differences_have(experiment, epoch):
    agreements = check_gradients(experiment, epoch=epoch)
    biased = sum(layer.bias for layer in experiment.layers)
    assert len(agreements) == len(experiment.layers) + biased
    assert all(agreement.agrees for agreement in agreements), agreements


def test_every_weight_of_the_lecture_agrees_to_many_digits():
    agreements = check_gradients(Experiment())
    assert [(each.name, each.compared) for each in agreements] == [
        ("weights/0", 12),
        ("weights/1", 4),
    ]
    assert min(each.digits or 0 for each in agreements) >= 8


def test_a_wrong_derivative_is_found_in_the_layers_that_it_reaches(
    monkeypatch,
):
    def wrong(a, *, out):
        """A mistake that is often made: the slope of the sigmoid without its second factor."""
        np.copyto(out, a)

    broken = replace(ACTIVATIONS["tanh"], function=sigmoid, derivative=wrong)
    table = MappingProxyType({**ACTIVATIONS, "tanh": broken})
    monkeypatch.setattr("nnviz.learning.network.ACTIVATIONS", table)
    layers = (Layer(units=3), Layer(units=4, activation="tanh", bias=True), Layer(units=1))
    agrees = {each.name: each.agrees for each in check_gradients(Experiment(layers=layers))}
    assert agrees == {"weights/0": False, "weights/1": False, "biases/1": False, "weights/2": True}


def test_a_wrong_loss_is_found_everywhere(monkeypatch):
    monkeypatch.setattr("nnviz.learning.metrics.LOSSES", {"half_squared_error": LOSSES_WRONG})
    assert not any(each.agrees for each in check_gradients(Experiment()))


LOSSES_WRONG = LOSSES["mean_squared_error"]


def test_of_a_large_array_some_parameters_are_compared():
    layers = (Layer(units=60), Layer(units=1))
    first, _ = check_gradients(Experiment(layers=layers))
    assert (first.size, first.compared) == (180, MOST_PARAMETERS)


def test_a_nudge_across_the_bend_of_a_relu_is_left_out():
    # One unit whose sum is 0 for the first record, whatever its other weights are.
    weights = (((0.5,), (0.5,), (0.0,)), ((1.0,),))
    experiment = Experiment(
        layers=(Layer(units=1, activation="relu"), Layer(units=1, activation="identity")),
        initialization=Initialization(name="given", weights=weights),
    )
    first, second = check_gradients(experiment)
    assert (first.size, first.compared, first.agrees) == (3, 2, True)
    assert second.compared == 1


@pytest.mark.parametrize(
    ("relative", "digits"),
    [(0.0, 16), (2.1e-8, 7), (1.0e-8, 8), (2.5e-4, 3), (1.0, 0), (4.0, 0), (None, None)],
)
def test_digits_are_those_of_the_relative_difference(relative, digits):
    agreement = Agreement(
        name="weights/0",
        size=1,
        compared=1,
        gradient=2.0,
        difference=0.0,
        relative=relative,
        agrees=True,
    )
    assert agreement.digits == digits
