"""Data: what an experiment says of the records that it learns from, and where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Self

import numpy as np

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.checks import accepting_former, make_plain
from nnviz.learning.datasets import BUILT_IN, Dataset
from nnviz.learning.features import check_features, with_features
from nnviz.learning.images import digits, mnist
from nnviz.learning.point_sets import CLASSIFICATION_SETS, REGRESSION_SETS, PointGenerator
from nnviz.learning.tables import read_csv, read_npz

OWN = "own"
MOST_RECORDS = 1_000_000
DEFAULT_POINTS = 500  # of the Playground, unless said otherwise

_POINTS = ("records", "noise", "held_out", "seed", "features")
_TABLE = ("path", "inputs", "targets", "classify", "records", "held_out", "seed", "features")
SETTINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(BUILT_IN, ()),
        **dict.fromkeys(CLASSIFICATION_SETS, (*_POINTS, "labels")),
        **dict.fromkeys(REGRESSION_SETS, _POINTS),
        "digits": ("records", "held_out", "seed"),
        "mnist": ("path", "records"),
        "csv": _TABLE,
        "npz": _TABLE,
        OWN: (),
    }
)
"""The data that there are, and what can be said of each besides its name."""


@accepting_former(samples="records")
@dataclass(frozen=True, kw_only=True, slots=True)
class Data:
    """The data of an experiment.

    Attributes:
        name: what they are, one of `SETTINGS`.
        records: number of records in all, held out ones included; None: 500 for the data of the
            Playground, else all that there are. Of `mnist`: how many of its training records.
        noise: how far points are displaced, 0 to 1; the Playground goes up to 0.5.
        held_out: share of the records that training does not see, 0 up to less than 1. `mnist`
            brings its own.
        seed: of the generator of points and of the split.
        features: what the network is given of two inputs; empty: the inputs themselves.
        labels: the targets of the two classes of the Playground; −1 and 1 suit tanh, 0 and 1
            the sigmoid.
        path: the file of `csv` and `npz`, the file or folder of `mnist`.
        inputs: names of columns or arrays.
        targets: names of columns or arrays.
        classify: whether the target names a class, each of which becomes an output.

    Raises:
        ExperimentError: a field has an impossible value, or does not belong to these data.

    """

    name: str
    records: int | None = None
    noise: float = 0.0
    held_out: float = 0.0
    seed: int = 1
    features: tuple[str, ...] = ()
    labels: tuple[float, float] = (-1.0, 1.0)
    path: str = ""
    inputs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    classify: bool = False
    _dataset: Dataset | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        make_plain(self, *(each.name for each in fields(self)[1:] if each.init))
        object.__setattr__(self, "_dataset", None)
        if not isinstance(self.name, str) or self.name not in SETTINGS:
            raise _impossible("data", self.name, f"give one of {', '.join(sorted(SETTINGS))}")
        self._check_belonging()
        _check_number("records", self.records or 4, lowest=4, highest=MOST_RECORDS)
        _check_number("noise", self.noise, lowest=0, highest=1)
        _check_number("held_out", self.held_out, lowest=0, highest=0.99)
        _check_number("seed", self.seed, lowest=0, highest=2**63 - 1)
        check_features(self.features)
        if len(self.labels) != 2 or not self.labels[0] < self.labels[1]:
            raise _impossible("labels", self.labels, "give two numbers, the lesser first")
        if "path" in SETTINGS[self.name] and not self.path:
            raise _impossible("path", self.path, f"say where the file of {self.name!r} is")

    def _check_belonging(self) -> None:
        for each in fields(self)[1:]:
            if each.init and each.name not in SETTINGS[self.name]:
                value = getattr(self, each.name)
                if value != each.default:
                    remedy = f"the data {self.name!r} have no such setting; leave it out"
                    raise _impossible(each.name, value, remedy)

    @property
    def dataset(self) -> Dataset:
        """The records; made or read when they are asked for first.

        Raises:
            ExperimentError: a file cannot be read, or does not hold what it should.

        """
        if self._dataset is None:
            object.__setattr__(self, "_dataset", _load(self))
        assert self._dataset is not None
        return self._dataset

    def holding(self, dataset: Dataset) -> Self:
        """Return the same data with these records, which are then not made or read anew."""
        held = replace(self)
        object.__setattr__(held, "_dataset", dataset)
        return held


def own(dataset: Dataset) -> Data:
    """Return records that a program has as arrays, as the data of an experiment."""
    return Data(name=OWN).holding(dataset)


def as_data(data: "str | Data") -> Data:
    """Return data that may be given by nothing but their name."""
    if isinstance(data, Data):
        return data
    return Data(name=data)


def _impossible(name: str, value: object, remedy: str) -> ExperimentError:
    return ExperimentError(f"{name}: {quoted(value)} is not possible; {remedy}")


def _check_number(name: str, value: float, *, lowest: float, highest: float) -> None:
    whole = name in {"records", "seed"}
    if type(value) not in ((int,) if whole else (int, float)) or not lowest <= value <= highest:
        kind = "whole number" if whole else "number"
        raise _impossible(name, value, f"give a {kind} from {lowest:,} to {highest:,}")


def _load(data: Data) -> Dataset:
    random = np.random.default_rng(data.seed)
    if data.name in BUILT_IN:
        return BUILT_IN[data.name]
    if data.name == "mnist":
        return _first_records(mnist(Path(data.path)), data.records)
    if data.name == OWN:
        raise ExperimentError(
            f"data: {OWN!r} are given as arrays by a program; in a scene, name a csv or npz file"
        )
    if data.name in CLASSIFICATION_SETS or data.name in REGRESSION_SETS:
        loaded = _points(data, random)
    else:
        every = digits() if data.name == "digits" else _read_table(data)
        loaded = _chosen_records(every, data.records, random)
    features = with_features(loaded.inputs, data.features)
    return replace(loaded, inputs=features).split(data.held_out, random)


def _read_table(data: Data) -> Dataset:
    read = read_csv if data.name == "csv" else read_npz
    return read(Path(data.path), inputs=data.inputs, targets=data.targets, classify=data.classify)


def _points(data: Data, random: np.random.Generator) -> Dataset:
    classified = data.name in CLASSIFICATION_SETS
    maker: PointGenerator = (
        CLASSIFICATION_SETS[data.name] if classified else REGRESSION_SETS[data.name]
    )
    points, labels = maker(data.records or DEFAULT_POINTS, data.noise, random)
    if classified:
        labels = np.where(labels > 0, data.labels[1], data.labels[0])
    return Dataset(
        name=data.name,
        inputs=points,
        targets=labels[:, np.newaxis],
        source="TensorFlow Playground, 2016, https://playground.tensorflow.org",
        classes=tuple(f"{label:g}" for label in data.labels) if classified else (),
    )


def _first_records(dataset: Dataset, count: int | None) -> Dataset:
    """Return the first records of training, and all that are held out."""
    return replace(dataset, inputs=dataset.inputs[:count], targets=dataset.targets[:count])


def _chosen_records(dataset: Dataset, count: int | None, random: np.random.Generator) -> Dataset:
    """Return so many records, chosen by chance, in the order in which they were."""
    available = len(dataset.inputs)
    if count is None or count == available:
        return dataset
    if count > available:
        raise _impossible("records", count, f"{dataset.name} has {available} records")
    rows = np.sort(random.choice(available, count, replace=False))
    return replace(dataset, inputs=dataset.inputs[rows], targets=dataset.targets[rows])
