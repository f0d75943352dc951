"""Number places: where around a node its numbers stand, so that its neighbours find room."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

import numpy as np

from nnviz.picture.frame import Floats


class Density(Enum):
    """How near to each other the nodes of a layer stand: what finds room around them."""

    ROOMY = "roomy"
    DENSE = "dense"
    CROWDED = "crowded"
    GRID = "grid"


@dataclass(frozen=True, eq=False, slots=True)
class NumberPlaces:
    """Where things stand around a node, in parts of the distance to its neighbour.

    Attributes:
        value: (3,) from the middle of the node to the number of its activation.
        value_align: which point of that number's width stands there, 0 its left end.
        delta: (3,) from the middle of the node to its delta.
        delta_value: (3,) from the middle of the node to the number of its delta.
        delta_align: which point of that number's width stands there.

    """

    value: Floats
    value_align: float
    delta: Floats
    delta_value: Floats
    delta_align: float


def _at(x: float, y: float) -> Floats:
    return np.array([x, y, 0], dtype=np.float32)


PLACES: Mapping[Density, NumberPlaces] = MappingProxyType(
    {
        Density.ROOMY: NumberPlaces(_at(0, -0.31), 0.5, _at(0, 0.37), _at(0.52, 0.37), 0.5),
        Density.DENSE: NumberPlaces(_at(0, -0.32), 0.5, _at(0.42, 0.12), _at(0.54, 0.12), 0.0),
        Density.CROWDED: NumberPlaces(_at(0.34, 0), 0.0, _at(-0.44, 0), _at(-0.62, 0), 1.0),
    }
)
"""Below and above where there is room, else beside the node."""

LONE_PLACES = NumberPlaces(_at(0, -0.31), 0.5, _at(0, 0.37), _at(0, 0.58), 0.5)
"""Those of the only node of a layer: the number above its delta is not taken for its target's."""

CROWDED_INPUT_PLACES = NumberPlaces(_at(-0.34, 0), 1.0, _at(-0.44, 0), _at(-0.62, 0), 1.0)
"""Those of many inputs, left of which there are no edges."""

UPRIGHT_PLACES: Mapping[Density, NumberPlaces] = MappingProxyType(
    {
        Density.ROOMY: NumberPlaces(_at(0.27, -0.12), 0.0, _at(-0.34, 0.16), _at(0.27, 0.14), 0.0),
        Density.DENSE: NumberPlaces(_at(0, -0.36), 0.5, _at(-0.3, 0.3), _at(0, 0.36), 0.5),
        Density.CROWDED: NumberPlaces(_at(0, 0.5), 0.5, _at(0, -0.44), _at(0, -0.7), 0.5),
    }
)
"""The same where layers stand above each other and edges come from below."""

UPRIGHT_INPUT_PLACES = NumberPlaces(_at(0, -0.36), 0.5, _at(-0.34, 0.16), _at(0.27, 0.14), 0.0)
"""Those of the inputs, below which there are no edges."""
