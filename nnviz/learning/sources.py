"""Sources: where data come from, and what can be said of each besides its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from nnviz.errors import ExperimentError
from nnviz.learning.data_settings import DataSettings
from nnviz.learning.datasets import BUILT_IN, Dataset
from nnviz.learning.features import with_features
from nnviz.learning.formula import parsed_formula
from nnviz.learning.images import digits, mnist
from nnviz.learning.point_sets import CLASSIFICATION_SETS, REGRESSION_SETS, PointGenerator
from nnviz.learning.ready_sets import READY_SETS, ready_table
from nnviz.learning.tables.loading import selection_of
from nnviz.learning.tables.records import chosen_rows, dataset_of
from nnviz.learning.tables.selection import select

OWN: Final = "own"
DEFAULT_RECORDS = 50  # of a function
DEFAULT_POINTS = 500  # of the Playground, unless said otherwise


def _load_built_in(data: DataSettings) -> Dataset:
    return BUILT_IN[data.name]


def _load_points(data: DataSettings) -> Dataset:
    random = np.random.default_rng(data.seed)
    classified = data.name in CLASSIFICATION_SETS
    maker: PointGenerator = (
        CLASSIFICATION_SETS[data.name] if classified else REGRESSION_SETS[data.name]
    )
    points, labels = maker(data.records or DEFAULT_POINTS, data.noise, random)
    if classified:
        labels = np.where(labels > 0, data.labels[1], data.labels[0])
    loaded = Dataset(
        name=data.name,
        inputs=points,
        targets=labels[:, np.newaxis],
        source="TensorFlow Playground, 2016, https://playground.tensorflow.org",
        classes=tuple(f"{label:g}" for label in data.labels) if classified else (),
    )
    return _with_features(loaded, data).split(data.held_out, random)


def _load_digits(data: DataSettings) -> Dataset:
    return _some_of(digits(), data)


def _load_mnist(data: DataSettings) -> Dataset:
    """Return the first records of training, and all that are held out."""
    every = mnist(Path(data.path))
    first = slice(data.records)
    return replace(every, inputs=every.inputs[first], targets=every.targets[first])


def _load_table(data: DataSettings) -> Dataset:
    return dataset_of(selection_of(data), data)


def _load_ready(data: DataSettings) -> Dataset:
    chosen = READY_SETS[data.name]
    selection = select(
        ready_table(data.name),
        inputs=data.inputs,
        targets=data.targets,
        classify=data.classify or (not data.targets and chosen.classify),
    )
    return dataset_of(replace(selection, source=chosen.source), data)


def _load_function(data: DataSettings) -> Dataset:
    """Return values of a function: of one variable at equal distances, of two at random points."""
    formula, count = parsed_formula(data.of), data.records or DEFAULT_RECORDS
    random, low, high = np.random.default_rng(data.seed), data.from_, data.to
    if len(formula.variables) == 1:
        points = np.linspace(low, high, count)[:, np.newaxis]
    else:
        points = random.uniform(low, high, (count, len(formula.variables)))
    values = formula(points)[:, np.newaxis]
    made = Dataset(
        name="function",
        inputs=points,
        targets=values + data.noise * random.normal(size=values.shape),
        source=f"the function {data.of}",
        input_names=formula.variables,
        target_names=(data.of,),
    )
    return made.split(data.held_out, random)


def _load_own(_data: DataSettings) -> Dataset:
    raise ExperimentError(
        f"data: {OWN!r} are given as arrays by a program; in a scene, name a csv or npz file"
    )


def _some_of(dataset: Dataset, data: DataSettings) -> Dataset:
    """Return as many records as are wanted, chosen at random, in the order in which they were."""
    random = np.random.default_rng(data.seed)
    rows = chosen_rows(dataset.name, len(dataset.inputs), data.records, random)
    chosen = replace(dataset, inputs=dataset.inputs[rows], targets=dataset.targets[rows])
    return chosen.split(data.held_out, random)


def _with_features(dataset: Dataset, data: DataSettings) -> Dataset:
    return replace(dataset, inputs=with_features(dataset.inputs, data.features))


@dataclass(frozen=True, slots=True)
class Source:
    """Where data come from.

    Attributes:
        load: makes or reads the records.
        settings: what can be said of them besides their name.

    """

    load: Callable[[DataSettings], Dataset]
    settings: tuple[str, ...] = ()


_DRAWN = ("records", "noise", "held_out", "seed", "features")
_CHOSEN = (
    *("inputs", "targets", "classify", "missing", "scale"),
    *("records", "held_out", "seed", "features"),
)
_TEXT = ("encoding", "separator", "decimal", "header", "skip_lines")
SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        **dict.fromkeys(BUILT_IN, Source(_load_built_in)),
        **dict.fromkeys(CLASSIFICATION_SETS, Source(_load_points, (*_DRAWN, "labels"))),
        **dict.fromkeys(REGRESSION_SETS, Source(_load_points, _DRAWN)),
        "digits": Source(_load_digits, ("records", "held_out", "seed")),
        "mnist": Source(_load_mnist, ("path", "records")),
        **dict.fromkeys(READY_SETS, Source(_load_ready, _CHOSEN)),
        "function": Source(
            _load_function, ("of", "from_", "to", "records", "noise", "held_out", "seed")
        ),
        "csv": Source(_load_table, ("path", *_CHOSEN, *_TEXT)),
        "npz": Source(_load_table, ("path", *_CHOSEN)),
        "parquet": Source(_load_table, ("path", *_CHOSEN)),
        "xlsx": Source(_load_table, ("path", *_CHOSEN, "sheet", "header", "skip_lines")),
        "npy": Source(_load_table, ("path", *_CHOSEN)),
        OWN: Source(_load_own),
    }
)
"""The data that there are."""
