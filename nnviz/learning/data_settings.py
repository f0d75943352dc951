"""What can be said of the data of an experiment: which, how they are read and prepared."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class DataSettings:
    """What is said of data; `Data` checks it.

    Attributes:
        name: what they are, one of `SOURCES`.
        records: number of records in all, held out ones included; None: 500 for the data of the
            Playground, else all that there are. Of `mnist`: how many of its training records.
        noise: how far points are displaced, 0 to 1; the Playground goes up to 0.5. Of a
            `function`, the deviation of what is added to its values.
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
        of: the `function`, of x or of x1 and x2, like `sin(x)`.
        from_: where its variables begin; in a scene, `from`.
        to: where they end.

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
    of: str = "sin(x)"
    from_: float = -3.0
    to: float = 3.0
