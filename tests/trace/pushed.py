"""A loop that is none of nnviz: the lecture's, whose arrays are pushed to a recorder."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.description import Layer, NetworkDescription

NETWORK = NetworkDescription(
    inputs=3, layers=(Layer(units=4), Layer(units=1)), loss="half_squared_error"
)


def lecture(
    x: NDArray[np.float64], y: NDArray[np.float64], weights: list[NDArray[np.float64]], steps: int
) -> Iterator[dict[str, NDArray[np.float64]]]:
    """Train, and yield the arrays of every step by their names in a trace."""
    syn0, syn1 = weights
    for _ in range(steps):
        z1 = x.dot(syn0)
        l1 = 1 / (1 + np.exp(-z1))
        z2 = l1.dot(syn1)
        l2 = 1 / (1 + np.exp(-z2))
        l2_error = y - l2
        l2_slope = l2 * (1 - l2)
        l2_delta = l2_error * l2_slope
        l1_error = l2_delta.dot(syn1.T)
        l1_slope = l1 * (1 - l1)
        l1_delta = l1_error * l1_slope
        update0, update1 = x.T.dot(l1_delta), l1.T.dot(l2_delta)
        yield {
            "activations/0": x,
            "activations/1": l1,
            "activations/2": l2,
            "preactivations/1": z1,
            "preactivations/2": z2,
            "activation_deltas/1": l1_error,
            "activation_deltas/2": l2_error,
            "derivatives/1": l1_slope,
            "derivatives/2": l2_slope,
            "deltas/1": l1_delta,
            "deltas/2": l2_delta,
            "weights/0": syn0,
            "weights/1": syn1,
            "gradients/0": -update0,
            "gradients/1": -update1,
            "updates/0": update0,
            "updates/1": update1,
        }
        syn0, syn1 = syn0 + update0, syn1 + update1
