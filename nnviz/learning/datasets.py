"""What a network learns from: records with their targets; and the smallest: truth tables, a bowl.

`nnviz.learning.data` says how an experiment names its data, and where larger ones come from.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.checks import make_plain
from nnviz.learning.drawable_text import require_name
from nnviz.learning.preparation import Preparation
from nnviz.learning.splits import split_rows

Array = NDArray[np.float64]

MOST_RECORDS = 10**12
SHOWN = 16  # held out records that stay with chosen training records


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Dataset:
    """Training records: what goes in and what should come out.

    Attributes:
        name: what an experiment calls it.
        inputs: (n_records, n_inputs) float64, read-only.
        targets: (n_records, n_outputs) float64, read-only.
        source: where the data come from.
        held_out: records of the same kind that training never sees; None: there are none.
        classes: what the classes are called: one for each output, or two for a single output
            whose targets are two numbers, the lesser first; empty: the targets are quantities.
        image_shape: (rows, columns) if the inputs of a record are an image, row after row.
        taken_from: number of the training records that these were chosen from; None: all of them.
        input_names: what each input is called; empty: nobody has named them.
        target_names: what each output is called, likewise.
        notes: what was made of the data that their author may not expect.
        preparation: how the values of their file became these; None: they are the same.

    Raises:
        ExperimentError: the arrays do not belong together, hold something else than numbers, or
            are not as they are described.

    """

    name: str
    inputs: Array
    targets: Array
    source: str
    held_out: Self | None = None
    classes: tuple[str, ...] = ()
    image_shape: tuple[int, int] | None = None
    taken_from: int | None = None
    input_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    preparation: Preparation | None = None

    def __post_init__(self) -> None:
        make_plain(self, "classes", "image_shape", "taken_from", "input_names", "target_names")
        for field in ("inputs", "targets"):
            object.__setattr__(self, field, frozen(getattr(self, field), what=self._says(field)))
        if len(self.inputs) != len(self.targets) or not len(self.inputs):
            raise ExperimentError(
                f"{self.name}: {len(self.inputs)} records have {len(self.targets)} targets; give "
                "one row of targets to each of at least one record"
            )
        self._check_description()

    def _check_description(self) -> None:
        """Refuse what does not fit the arrays."""
        (count, columns), outputs = self.inputs.shape, self.targets.shape[1]
        if self.classes and len(self.classes) != max(outputs, 2):
            raise ExperimentError(
                f"{self.name}: classes: {len(self.classes)} names for {outputs} output(s); give "
                f"{max(outputs, 2)}, or none"
            )
        prepared = self.preparation
        if prepared is not None and len(prepared.targets) != outputs:
            raise ExperimentError(
                f"{self.name}: preparation: of {len(prepared.targets)} targets; there are {outputs}"
            )
        self._check_names("input_names", columns)
        self._check_names("target_names", outputs)
        for number, name in enumerate(self.classes, 1):
            require_name(name, f"{self.name}: the name of class {number}")
        shape = self.image_shape
        if shape is not None and (len(shape) != 2 or math.prod(shape) != columns):
            raise ExperimentError(
                f"{self.name}: image_shape: {quoted(shape, 60)} does not hold {columns} inputs; "
                "give (rows, columns)"
            )
        if self.taken_from is not None and not count <= self.taken_from <= MOST_RECORDS:
            raise ExperimentError(
                f"{self.name}: taken_from: {count} records cannot come from {self.taken_from}"
            )

    def _check_names(self, field: str, count: int) -> None:
        names = getattr(self, field)
        if names and len(names) != count:
            raise ExperimentError(
                f"{self._says(field)}: {len(names)} names for {count} column(s); give as many"
            )
        for number, name in enumerate(names, 1):
            require_name(name, f"{self._says(field)}: name {number}")

    def _says(self, field: str) -> str:
        return f"{self.name}: {field}"

    @property
    def size(self) -> int:
        """How many records training has, of which an opened trace may hold only some."""
        return len(self.inputs) if self.taken_from is None else self.taken_from

    def only(self, rows: Sequence[int]) -> "Dataset":
        """Return these training records alone, and of those that are held out only the first."""
        chosen = list(rows)
        held_out = self.held_out and self.held_out.only(range(min(SHOWN, self.held_out.size)))
        return replace(
            self,
            inputs=self.inputs[chosen],
            targets=self.targets[chosen],
            held_out=held_out,
            taken_from=self.size,
        )

    def split(self, share: float, random: np.random.Generator) -> "Dataset":
        """Return the records shuffled, with a share of them held out.

        Args:
            share: 0 keeps all of them for training, in the order in which they are.
            random: shuffles.

        Raises:
            ExperimentError: nothing would be left to train with, or nothing be held out.

        """
        if not share:
            return self
        training, held_out = split_rows(len(self.inputs), share, random)
        part = replace(self, inputs=self.inputs[held_out], targets=self.targets[held_out])
        return replace(
            self, inputs=self.inputs[training], targets=self.targets[training], held_out=part
        )


def frozen(values: ArrayLike, *, what: str) -> Array:
    """Return `values` as a two-dimensional float64 array that nobody can change.

    Raises:
        ExperimentError: they are no table, or not finite numbers; `what` names them.

    """
    array = np.asarray(values)
    if array.dtype.kind not in "biuf" or array.ndim != 2 or not array.shape[1]:
        raise ExperimentError(
            f"{what}: an array {array.shape} of {array.dtype} is not possible; give numbers, one "
            "row a record"
        )
    if array.dtype != np.float64 or array.flags.writeable:
        array = np.array(array, dtype=np.float64)
    if not np.isfinite(array).all():
        row, column = np.argwhere(~np.isfinite(array))[0]
        raise ExperimentError(
            f"{what}: {array[row, column]} in row {row + 1}, column {column + 1} is no finite "
            "number; correct the record or remove it"
        )
    array.flags.writeable = False
    return array


def one_hot(labels: NDArray[np.int64], count: int) -> Array:
    """Return (n, count) with a 1 at each label and 0 elsewhere; labels are 0 to count − 1."""
    return np.eye(count)[labels]


def truth_table(name: str, *, targets: Sequence[float], source: str) -> Dataset:
    """Return a function of two bits as four training records.

    The third input is always 1, as in the lecture: its weights do what biases would do.
    """
    inputs = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    outputs = np.array([[target] for target in targets])
    return Dataset(name=name, inputs=inputs, targets=outputs, source=source)


TRUTH_TABLES: Mapping[str, Dataset] = MappingProxyType(
    {
        dataset.name: dataset
        for dataset in (
            truth_table(
                "xor",
                targets=[0, 1, 1, 0],
                source="Andrew Trask, 'A Neural Network in 11 lines of Python (Part 1)', 2015,"
                " the network with three layers, https://iamtrask.github.io",
            ),
            truth_table("and", targets=[0, 0, 0, 1], source="truth table of AND"),
            truth_table("or", targets=[0, 1, 1, 1], source="truth table of OR"),
            truth_table("nand", targets=[1, 1, 1, 0], source="truth table of NAND"),
            truth_table("nor", targets=[1, 0, 0, 0], source="truth table of NOR"),
        )
    }
)

BOWL = Dataset(
    name="bowl",
    inputs=np.array([[1, 0], [1, 0], [0, 1], [0, 1]]),
    targets=np.zeros((4, 1)),
    source="Koki Saitoh, 'Deep Learning from Scratch', 2016, chapter 4: f(x) = x₀² + x₁²",
)
"""Half the squared error of a linear node without bias is here x₀² + x₁² of its two weights."""

BUILT_IN: Mapping[str, Dataset] = MappingProxyType({**TRUTH_TABLES, BOWL.name: BOWL})
"""The data that stand on this page."""
