"""The training loop: what it does with the steps that it is given."""

from itertools import repeat

import numpy as np

from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.training import train
from nnviz.trace.buffers import ChunkBuffer


def test_one_step_used_again_and_again_keeps_the_last_of_them():
    experiment = Experiment()
    many = ChunkBuffer(experiment, 50).steps
    train(experiment, many)
    (one,) = ChunkBuffer(experiment, 1).steps
    train(experiment, repeat(one, 50))
    assert one.weights[0].tobytes() == many[-1].weights[0].tobytes()
    assert one.activation_deltas[2].tobytes() == many[-1].activation_deltas[2].tobytes()


def test_the_same_experiment_gives_the_same_numbers():
    experiment = Experiment(layers=(Layer(units=3, bias=True), Layer(units=1)), seed=7)
    runs = []
    for _ in range(2):
        buffer = ChunkBuffer(experiment, 20)
        train(experiment, buffer.steps)
        runs.append({name: array.tobytes() for name, array in buffer.arrays.items()})
    assert runs[0] == runs[1]


def test_a_sigmoid_that_overflows_gives_no_warning():
    experiment = Experiment(
        layers=(Layer(units=4, activation="identity"), Layer(units=1)), learning_rate=1e6
    )
    steps = ChunkBuffer(experiment, 20).steps
    train(experiment, steps)
    assert np.abs(steps[-1].preactivations[2]).max() > 1000


def test_training_that_diverges_goes_on_to_its_end():
    layers = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))
    experiment = Experiment(layers=layers, learning_rate=100.0)
    steps = ChunkBuffer(experiment, 60).steps
    train(experiment, steps)
    assert np.isfinite(steps[0].activation_deltas[2]).all()
    assert np.isnan(steps[-1].activation_deltas[2]).all()
