"""Data: what an experiment says of the records that it learns from, and where they come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self

import numpy as np

from nnviz.errors import ExperimentError
from nnviz.learning.checks import (
    accepting_former,
    check,
    check_name,
    check_whole,
    make_plain,
)
from nnviz.learning.datasets import BUILT_IN, Dataset
from nnviz.learning.features import check_features, with_features
from nnviz.learning.images import digits, mnist
from nnviz.learning.point_sets import CLASSIFICATION_SETS, REGRESSION_SETS, PointGenerator
from nnviz.learning.tables.loading import selection_of
from nnviz.learning.tables.missing import CHOICES
from nnviz.learning.tables.numerals import DECIMALS
from nnviz.learning.tables.records import chosen_rows, dataset_of
from nnviz.learning.tables.scaling import check_scale
from nnviz.learning.tables.separators import SEPARATORS
from nnviz.learning.tables.text_file import ENCODINGS, python_name

OWN = "own"
MOST_RECORDS = 1_000_000
MOST_SKIPPED = 1000  # lines
CLASSIFY = 'give true, false or "binary"'
DEFAULT_POINTS = 500  # of the Playground, unless said otherwise


@accepting_former(samples="records")
@dataclass(frozen=True, kw_only=True, slots=True)
class Data:
    """The data of an experiment.

    Attributes:
        name: what they are, one of `SOURCES`.
        records: number of records in all, held out ones included; None: 500 for the data of the
            Playground, else all that there are. Of `mnist`: how many of its training records.
        noise: how far points are displaced, 0 to 1; the Playground goes up to 0.5.
        held_out: share of the records that training does not see, 0 up to less than 1. `mnist`
            brings its own.
        seed: of the generator of points and of the split.
        features: what the network is given of two inputs; empty: the inputs themselves.
        labels: the targets of the two classes of the Playground; −1 and 1 suit tanh, 0 and 1
            the sigmoid.
        path: the file of a table, the file or folder of `mnist`.
        inputs: names of columns or arrays.
        targets: names of columns or arrays.
        classify: whether the target names a class, each of which becomes an output; `binary`: one
            of two classes, which are one output, 0 or 1.
        missing: what becomes of records that lack a value: `drop` leaves them out, `mean` puts the
            mean of the training records there; empty: there shall be none.
        scale: how quantities are scaled by what the training records say of them: `standard` to
            mean 0 and deviation 1, `range` to 0 to 1, `none`; a table says it of some columns.
        encoding: of the text of `csv`; empty: UTF-8, or what a mark at its beginning says.
        separator: of the values of `csv`; empty: the one that parts its lines evenly.
        decimal: the decimal mark of `csv`, `.` or `,`; empty: what its numbers look like.
        header: whether the first line has the names of the columns; None: it shall.
        skip_lines: lines before that one, which are something else.
        sheet: of `xlsx`, its name; empty: the first.

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
    classify: bool | Literal["binary"] = False
    missing: str = ""
    scale: str | dict[str, str] = "none"
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    header: bool | None = None
    skip_lines: int = 0
    sheet: str = ""
    _dataset: Dataset | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        make_plain(self, *(each.name for each in fields(self)[1:] if each.init))
        object.__setattr__(self, "_dataset", None)
        check_name("data", self.name, SOURCES)
        self._check_belonging()
        _check_number("records", self.records or 4, lowest=4, highest=MOST_RECORDS)
        _check_number("noise", self.noise, lowest=0, highest=1)
        _check_number("held_out", self.held_out, lowest=0, highest=0.99)
        _check_number("seed", self.seed, lowest=0, highest=2**63 - 1)
        check_features(self.features)
        ordered = len(self.labels) == 2 and self.labels[0] < self.labels[1]
        check(ordered, "labels", self.labels, "give two numbers, the lesser first")
        self._check_table()
        named = "path" not in self.source.settings or bool(self.path)
        check(named, "path", self.path, f"say where the file of {self.name!r} is")

    def _check_table(self) -> None:
        check_scale(self.scale)
        check(self.classify in (True, False, "binary"), "classify", self.classify, CLASSIFY)
        for name, known in (("missing", CHOICES), ("decimal", DECIMALS), ("separator", SEPARATORS)):
            value = getattr(self, name)
            remedy = f"give one of {', '.join(repr(each) for each in known)}"
            check(not value or value in known, name, value, remedy)
        possible = not self.encoding or bool(python_name(self.encoding))
        check(possible, "encoding", self.encoding, f"give one of {', '.join(ENCODINGS)}")
        check(self.header in (True, False, None), "header", self.header, "give true or false")
        check_whole("skip_lines", self.skip_lines, lowest=0, highest=MOST_SKIPPED)

    def _check_belonging(self) -> None:
        for each in fields(self)[1:]:
            if each.init and each.name not in self.source.settings:
                value = getattr(self, each.name)
                remedy = f"the data {self.name!r} have no such setting; leave it out"
                check(bool(value == each.default), each.name, value, remedy)

    @property
    def source(self) -> "Source":
        """Where they come from."""
        return SOURCES[self.name]

    @property
    def dataset(self) -> Dataset:
        """The records; made or read when they are asked for first.

        Raises:
            ExperimentError: a file cannot be read, or does not hold what it should.

        """
        if self._dataset is None:
            object.__setattr__(self, "_dataset", self.source.load(self))
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


def _check_number(name: str, value: float, *, lowest: float, highest: float) -> None:
    whole = name in {"records", "seed"}
    possible = type(value) in ((int,) if whole else (int, float)) and lowest <= value <= highest
    kind = "whole number" if whole else "number"
    check(possible, name, value, f"give a {kind} from {lowest:,} to {highest:,}")


def _load_built_in(data: Data) -> Dataset:
    return BUILT_IN[data.name]


def _load_points(data: Data) -> Dataset:
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


def _load_digits(data: Data) -> Dataset:
    return _some_of(digits(), data)


def _load_mnist(data: Data) -> Dataset:
    """Return the first records of training, and all that are held out."""
    every = mnist(Path(data.path))
    first = slice(data.records)
    return replace(every, inputs=every.inputs[first], targets=every.targets[first])


def _load_table(data: Data) -> Dataset:
    return dataset_of(selection_of(data), data)


def _load_own(_data: Data) -> Dataset:
    raise ExperimentError(
        f"data: {OWN!r} are given as arrays by a program; in a scene, name a csv or npz file"
    )


def _some_of(dataset: Dataset, data: Data) -> Dataset:
    """Return as many records as are wanted, chosen at random, in the order in which they were."""
    random = np.random.default_rng(data.seed)
    rows = chosen_rows(dataset.name, len(dataset.inputs), data.records, random)
    chosen = replace(dataset, inputs=dataset.inputs[rows], targets=dataset.targets[rows])
    return chosen.split(data.held_out, random)


def _with_features(dataset: Dataset, data: Data) -> Dataset:
    return replace(dataset, inputs=with_features(dataset.inputs, data.features))


@dataclass(frozen=True, slots=True)
class Source:
    """Where data come from.

    Attributes:
        load: makes or reads the records.
        settings: what can be said of them besides their name.

    """

    load: Callable[[Data], Dataset]
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
        "csv": Source(_load_table, ("path", *_CHOSEN, *_TEXT)),
        "npz": Source(_load_table, ("path", *_CHOSEN)),
        "parquet": Source(_load_table, ("path", *_CHOSEN)),
        "xlsx": Source(_load_table, ("path", *_CHOSEN, "sheet", "header", "skip_lines")),
        "npy": Source(_load_table, ("path", *_CHOSEN)),
        OWN: Source(_load_own),
    }
)
"""The data that there are."""
