"""Preparation: how the values of a file become what a network is given, and back.

What a network is given is (value − center) / spread. Center and spread are those of the training
records, so that nothing of what is held out is known beforehand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.checks import check_name, is_finite, make_plain

Array = NDArray[np.float64]

SCALES: Final = ("standard", "range", "none")
MOST_SCALED: Final = 10_000  # columns, each of which a trace describes


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnScale:
    """How one column is scaled.

    Attributes:
        kind: `standard`: by mean and standard deviation; `range`: by the least value and the
            distance to the greatest, so that it is from 0 to 1; `none`: it is not.
        center: what is taken away from a value.
        spread: what the rest is divided by, above 0.

    Raises:
        ExperimentError: a field has an impossible value.

    """

    kind: str = "none"
    center: float = 0.0
    spread: float = 1.0

    def __post_init__(self) -> None:
        make_plain(self)
        check_name("scale", self.kind, SCALES)
        if not (is_finite(self.center) and is_finite(self.spread) and self.spread > 0):
            raise ExperimentError(
                f"scale: (value − {self.center}) / {self.spread} is no number; leave the column "
                "as it is, or out"
            )


NOT_SCALED: Final = ColumnScale()


@dataclass(frozen=True, kw_only=True, slots=True)
class Preparation:
    """How the columns of data are scaled.

    Attributes:
        inputs: one for each input; where features are made of two inputs, one for each of these.
        targets: one for each output.

    """

    inputs: tuple[ColumnScale, ...]
    targets: tuple[ColumnScale, ...]

    def __post_init__(self) -> None:
        for each in fields(self):
            scales = getattr(self, each.name)
            if not scales or not all(isinstance(scale, ColumnScale) for scale in scales):
                raise ExperimentError(
                    f"preparation {each.name}: {quoted(scales)} is not possible; give a ColumnScale"
                    " for each column"
                )


def fitted_scale(values: Array, kind: str) -> ColumnScale:
    """Return how a column is scaled; one that is the same everywhere becomes 0.

    Args:
        values: (n_records,) of the training records.
        kind: one of `SCALES`.

    Raises:
        ExperimentError: the values are too large.

    """
    if kind == "none":
        return NOT_SCALED
    with np.errstate(all="ignore"):
        if kind == "standard":
            center, spread = values.mean(), values.std()
        else:
            center, spread = values.min(), values.max() - values.min()
    return ColumnScale(kind=kind, center=float(center), spread=float(spread) or 1.0)


def scaled(values: Array, scales: Sequence[ColumnScale]) -> Array:
    """Return (…, n_columns) values of a file as the network is given them."""
    center, spread = constants_of(scales)
    return np.asarray((values - center) / spread)


def file_values(values: Array, scales: Sequence[ColumnScale]) -> Array:
    """Return (…, n_columns) what the network is given, in the units of the file.

    The last digit may differ from that of the file.
    """
    center, spread = constants_of(scales)
    return np.asarray(values * spread + center)


def constants_of(scales: Sequence[ColumnScale]) -> tuple[Array, Array]:
    """Return (n_columns,) centers and (n_columns,) spreads."""
    return np.array([s.center for s in scales]), np.array([s.spread for s in scales])


def exact_file_values(values: Array, scales: Sequence[ColumnScale]) -> Array | None:
    """Return values that are scaled to exactly these, as short as possible; None: there are none.

    Args:
        values: (n, n_columns) what the network is given.
        scales: (n_columns,) of the columns.

    """
    found = file_values(values, scales)
    for digits in (17, 16, 15):
        rounded = np.array([float(f"{value:.{digits}g}") for value in found.ravel().tolist()])
        rounded = rounded.reshape(found.shape)
        found = np.where(scaled(rounded, scales) == values, rounded, found)
    for towards in (-np.inf, np.inf):
        near = np.nextafter(found, towards)
        found = np.where(scaled(found, scales) == values, found, near)
    return found if np.array_equal(scaled(found, scales), values) else None
