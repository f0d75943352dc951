"""The lecture's plain loop, as its article prints it, against the recording: bit for bit."""

import numpy as np
import pytest
from numpy.typing import NDArray

from nnviz.learning.experiment import Experiment
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

Array = NDArray[np.float64]


def nonlin(x, deriv=False):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


def plain_loop(epochs):
    """Return every array of every epoch under its name in a trace, (epochs, ...)."""
    X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])  # noqa: N806 (the lecture's name)
    y = np.array([[0], [1], [1], [0]])
    before = np.random.get_state()
    np.random.seed(1)
    syn0 = 2 * np.random.random((3, 4)) - 1
    syn1 = 2 * np.random.random((4, 1)) - 1
    np.random.set_state(before)
    history: dict[str, list[Array]] = {}
    for _ in range(epochs):
        l0 = X
        l1 = nonlin(np.dot(l0, syn0))
        l2 = nonlin(np.dot(l1, syn1))
        l2_error = y - l2
        l2_delta = l2_error * nonlin(l2, deriv=True)
        l1_error = l2_delta.dot(syn1.T)
        l1_delta = l1_error * nonlin(l1, deriv=True)
        values = {
            "activations/0": l0,
            "activations/1": l1,
            "activations/2": l2,
            "preactivations/1": np.dot(l0, syn0),
            "preactivations/2": np.dot(l1, syn1),
            "activation_deltas/1": l1_error,
            "activation_deltas/2": l2_error,
            "derivatives/1": nonlin(l1, deriv=True),
            "derivatives/2": nonlin(l2, deriv=True),
            "deltas/1": l1_delta,
            "deltas/2": l2_delta,
            "weights/0": syn0.copy(),
            "weights/1": syn1.copy(),
            "gradients/0": -l0.T.dot(l1_delta),
            "gradients/1": -l1.T.dot(l2_delta),
            "updates/0": l0.T.dot(l1_delta),
            "updates/1": l1.T.dot(l2_delta),
            "loss": 0.5 * np.sum(l2_error**2),
            "mean_absolute_error": np.mean(np.abs(l2_error)),
        }
        for name, value in values.items():
            history.setdefault(name, []).append(value)
        syn1 += l1.T.dot(l2_delta)
        syn0 += l0.T.dot(l1_delta)
    return {name: np.array(values, dtype=np.float64) for name, values in history.items()}


@pytest.fixture(scope="module")
def lecture():
    return plain_loop(2000)


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    path = tmp_path_factory.mktemp("lecture") / "xor.nntrace"
    record(Experiment(), path)
    with open_trace(path) as trace:
        yield trace


def test_the_recording_has_the_tensors_of_the_lecture(lecture, recording):
    assert set(recording.names) == set(lecture)


def test_every_bit_of_every_tensor_of_2000_epochs_is_the_lectures(lecture, recording):
    for name, expected in lecture.items():
        recorded = recording.between(name, first=1, last=2000)
        assert recorded.shape == expected.shape, name
        assert recorded.tobytes() == expected.tobytes(), name


def test_weights_after_an_epoch_are_the_weights_before_the_next(recording):
    for name in ("weights/0", "weights/1"):
        for epoch in (1, 511, 512, 513, 1999):
            after = recording.after(name, epoch=epoch)
            assert after.tobytes() == recording.at(name, epoch=epoch + 1).tobytes()


def test_the_mean_absolute_error_is_the_one_that_the_lecture_shows(recording):
    shown = {1: 0.496410, 2: 0.496296, 1998: 0.024149, 1999: 0.024140, 2000: 0.024131}
    for epoch, error in shown.items():
        assert round(float(recording.at("mean_absolute_error", epoch=epoch)), 6) == error
