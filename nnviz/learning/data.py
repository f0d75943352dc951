"""Data: what an experiment says of the records that it learns from."""

from dataclasses import dataclass, field, fields, replace
from typing import Self

from nnviz.learning.checks import (
    accepting_former,
    check,
    check_name,
    check_whole,
    is_finite,
    make_plain,
)
from nnviz.learning.data_settings import DataSettings
from nnviz.learning.datasets import Dataset
from nnviz.learning.features import check_features
from nnviz.learning.formula import parsed_formula
from nnviz.learning.sources import OWN, SOURCES, Source
from nnviz.learning.tables.missing import CHOICES
from nnviz.learning.tables.numerals import DECIMALS
from nnviz.learning.tables.scaling import check_scale
from nnviz.learning.tables.separators import SEPARATORS
from nnviz.learning.tables.text_file import ENCODINGS, python_name

MOST_RECORDS = 1_000_000
FARTHEST = 1e9  # of a function's variables
MOST_SKIPPED = 1000  # lines
CLASSIFY = 'give true, false or "binary"'


@accepting_former(samples="records")
@dataclass(frozen=True, kw_only=True, slots=True)
class Data(DataSettings):
    """The data of an experiment; `DataSettings` says what can be said of them.

    Raises:
        ExperimentError: a field has an impossible value, or does not belong to these data.

    """

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
        if "of" in self.source.settings:
            self._check_function()
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

    def _check_function(self) -> None:
        parsed_formula(self.of)
        for name in ("from_", "to"):
            value = getattr(self, name)
            possible = is_finite(value) and abs(value) <= FARTHEST
            check(possible, name.strip("_"), value, f"give a number up to {FARTHEST:g}")
        check(self.from_ < self.to, "to", self.to, f"give a number above {self.from_:g}, its begin")

    def _check_belonging(self) -> None:
        for each in fields(self)[1:]:
            if each.init and each.name not in self.source.settings:
                value = getattr(self, each.name)
                remedy = f"the data {self.name!r} have no such setting; leave it out"
                check(bool(value == each.default), each.name.strip("_"), value, remedy)

    @property
    def source(self) -> Source:
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
