"""How a program prepares its records: it holds the values of the file, and scales them."""

from collections.abc import Sequence
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.datasets import Dataset
from nnviz.learning.preparation import (
    NOT_SCALED,
    ColumnScale,
    constants_of,
    exact_file_values,
)
from nnviz.listing.code_lines import INDENT, WIDTH, form_that_fits

Array = NDArray[np.float64]


def program_values(dataset: Dataset, which: str) -> tuple[Array, tuple[ColumnScale, ...]]:
    """Return what a program holds of inputs or targets, and how it has to scale that.

    Args:
        dataset: the records.
        which: `inputs` or `targets`.

    Returns:
        (n, columns) the values of the file and (columns,) scales; or what the network is given and
        no scales, where that is the same, or no such value gives it to the last bit.

    """
    values: Array = getattr(dataset, which)
    scales = () if dataset.preparation is None else getattr(dataset.preparation, which)
    if len(scales) != values.shape[1] or set(scales) <= {NOT_SCALED}:
        return values, ()
    exact = exact_file_values(values, scales)
    return (values, ()) if exact is None else (exact, scales)


def scale_statements(name: str, scales: Sequence[ColumnScale]) -> tuple[str, ...]:
    """Return the lines that scale the columns of an array; none where they are not scaled."""
    if not scales:
        return ()
    center, spread = constants_of(scales)
    return (*_constants("center", center), *_constants("spread", spread), _scaling(name))


def read_scale_statements(name: str, which: str, scales: Sequence[ColumnScale]) -> tuple[str, ...]:
    """Return the lines that scale an array by what a file holds, see `scale_arrays`."""
    if not scales:
        return ()
    read = (f'{each} = data["{which}_{each}"]' for each in ("center", "spread"))
    return (*(line for text in read for line in _broken(text)), _scaling(name))


def scale_arrays(which: str, scales: Sequence[ColumnScale]) -> dict[str, Array]:
    """Return what `read_scale_statements` reads."""
    if not scales:
        return {}
    center, spread = constants_of(scales)
    return {f"{which}_center": center, f"{which}_spread": spread}


def _scaling(name: str) -> str:
    return f"{name} = ({name} - center)/spread"


def _constants(name: str, values: Array) -> tuple[str, ...]:
    numbers = ", ".join(map(repr, values.tolist()))
    parts = [INDENT + part for part in wrap(numbers, WIDTH - 2, break_on_hyphens=False)]
    alone = (f"{name} = np.array([{numbers}])",)
    return form_that_fits(alone, (f"{name} = np.array([", *parts, "])"))


def _broken(text: str) -> tuple[str, ...]:
    name, _, value = text.partition(" = ")
    return form_that_fits((text,), (f"{name} = (", f"{INDENT}{value})"))
