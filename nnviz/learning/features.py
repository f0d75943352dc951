"""What a network may be given of a point: the input features of TensorFlow Playground."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted

Array = NDArray[np.float64]

FEATURES: Mapping[str, Callable[[Array, Array], Array]] = MappingProxyType(
    {
        "x1": lambda x1, _: x1,
        "x2": lambda _, x2: x2,
        "x1_squared": lambda x1, _: x1 * x1,
        "x2_squared": lambda _, x2: x2 * x2,
        "x1_x2": lambda x1, x2: x1 * x2,
        "sin_x1": lambda x1, _: np.sin(x1),
        "sin_x2": lambda _, x2: np.sin(x2),
    }
)


def check_features(names: object) -> None:
    """Refuse what is no list of different features.

    Raises:
        ExperimentError: names what is wrong and what there is.

    """
    if (
        not isinstance(names, tuple)
        or not all(isinstance(name, str) and name in FEATURES for name in names)
        or len(set(names)) < len(names)
    ):
        raise ExperimentError(
            f"features: {quoted(names)} is not possible; give each of {', '.join(FEATURES)} at "
            "most once"
        )


def with_features(points: Array, names: Sequence[str]) -> Array:
    """Return the features of points.

    Args:
        points: (n, 2) their coordinates x₁ and x₂.
        names: of features, in the order of the inputs; empty: the points as they are.

    Returns:
        (n, number of features).

    Raises:
        ExperimentError: the records have other than two inputs.

    """
    if not names:
        return points
    if points.shape[1] != 2:
        raise ExperimentError(
            f"features: {', '.join(names)} are made of two inputs, the data have "
            f"{points.shape[1]}; leave features out, or choose two inputs"
        )
    x1, x2 = points.T
    return np.stack([FEATURES[name](x1, x2) for name in names], axis=1)
