"""Records of a table as a network learns them: complete, chosen, some of them held out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.checks import check
from nnviz.learning.data_settings import DataSettings
from nnviz.learning.datasets import Dataset
from nnviz.learning.features import with_features
from nnviz.learning.preparation import scaled
from nnviz.learning.splits import split_rows
from nnviz.learning.tables.blocks import Array, Block
from nnviz.learning.tables.missing import without_missing
from nnviz.learning.tables.scaling import preparation_of
from nnviz.learning.tables.selection import TableSelection

Rows = NDArray[np.int64]

MOST_NAMED = 1000  # inputs


def dataset_of(selection: TableSelection, wanted: DataSettings) -> Dataset:
    """Return the records of a table: chosen at random, in the order of the file, and split.

    Raises:
        ExperimentError: values are missing and nobody has said what to do; there are fewer records
            than are wanted, or too few to hold some out.

    """
    selection = without_missing(selection, wanted.missing)
    inputs, targets = _side_by_side(selection.inputs), _side_by_side(selection.targets)
    random = np.random.default_rng(wanted.seed)
    rows = chosen_rows(selection.path.name, len(inputs), wanted.records, random)
    labels = _labels(targets[rows]) if selection.classes else None
    training, held_out = (
        rows[part] for part in split_rows(len(rows), wanted.held_out, random, labels)
    )
    preparation = preparation_of(selection, wanted.scale, training)
    inputs = _filled(inputs, training)
    if preparation is not None:
        inputs = scaled(inputs, preparation.inputs)
        targets = scaled(targets, preparation.targets)
    inputs = with_features(inputs, wanted.features)
    whole = Dataset(
        name=selection.path.name,
        inputs=inputs[training],
        targets=targets[training],
        source=selection.source or f"the file {selection.path.name}",
        classes=selection.classes,
        input_names=() if wanted.features else _names(selection.inputs),
        target_names=_names(selection.targets),
        notes=selection.notes,
        preparation=preparation,
    )
    if not len(held_out):
        return whole
    part = replace(whole, inputs=inputs[held_out], targets=targets[held_out])
    return replace(whole, held_out=part)


def _side_by_side(blocks: Sequence[Block]) -> Array:
    return np.concatenate([block.values for block in blocks], axis=1)


def _names(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the names of all columns; none of more than anybody can read."""
    names = tuple(name for block in blocks for name in block.names)
    return names if len(names) <= MOST_NAMED else ()


def chosen_rows(name: str, available: int, count: int | None, random: np.random.Generator) -> Rows:
    """Return which records are wanted, in the order in which they are."""
    possible = count is None or count <= available
    check(possible, "records", count, f"{name} has {available} records")
    if count is None or count == available:
        return np.arange(available)
    return np.sort(random.choice(available, count, replace=False))


def _labels(targets: Array) -> Rows:
    """Return (n,) the number of the class of each record."""
    column = targets[:, 0] if targets.shape[1] == 1 else targets.argmax(axis=1)
    return column.astype(np.int64)


def _filled(inputs: Array, training: Rows) -> Array:
    """Return inputs with the mean of the training records where a value is missing."""
    missing = np.isnan(inputs)
    if not missing.any():
        return inputs
    learned = inputs[training]
    counts = (~np.isnan(learned)).sum(axis=0)
    means = np.nansum(learned, axis=0) / np.maximum(counts, 1)
    return np.where(missing, means, inputs)
