"""Tables: columns of texts with headings.

What finds no room in one, set smaller and shortened, is named and counted in its last lines.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nnviz.picture.builder import RIGHT, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import SMALLEST, shortened, wrapped
from nnviz.stage.panels.ground import PADDING, TITLE_LINE, add_panel
from nnviz.stage.setting import Setting

CELL_HEIGHT = 0.0255  # of the font, picture units
ROW_PITCH = 0.046
NARROWEST_GAP, GAP_OF_NAMES = 0.006, 0.014  # between two columns; where names are shortened
NARROWEST_NAME = 4.0  # em that names are shortened to, rather than left out
ARROW_ROOM = 1.5  # em before a column that others lead to
NOTE_PITCH, FOOT = 0.028, 0.018  # of the lines that say what is left out; below the last line


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    Attributes:
        heading: above it.
        cells: its texts, one a row.
        kind: what the column is one of, as it is called where it is left out.
        spare: whether it says what others say already.
        names: whether its texts are names, which may be shortened.
        leads: whether what stands before it leads to it, which an arrow says.
        least: how wide it is at least, em, so that nothing moves with its numbers.

    """

    heading: str
    cells: tuple[str, ...]
    kind: str
    spare: bool = False
    names: bool = False
    leads: bool = False
    least: float = 0.0

    @property
    def width(self) -> float:
        """How wide its widest text is, also with an arrow before its cells, em."""
        widest = max((extent(text, "sans") for text in self.cells), default=0.0)
        return max(widest + ARROW_ROOM * self.leads, extent(self.heading, "sans"), self.least)

    def shortened(self, widest: float) -> "Column":
        """Return the column with names that are not wider than so many em."""
        texts = [shortened(text, "sans", widest=widest) for text in (self.heading, *self.cells)]
        return replace(self, heading=texts[0], cells=tuple(texts[1:]))


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A table.

    Attributes:
        title: above it.
        columns: those that there would be with room enough.
        totals: how many there are of each kind: of the rows first, then of the columns' kinds.
        marked: the rows to emphasise.

    """

    title: str
    columns: list[Column]
    totals: Mapping[str, int]
    marked: Sequence[int] = ()


def add_table(builder: FrameBuilder, setting: Setting, table: Table, region: Region) -> None:
    """Add as much of a table as there is room for, and say what is left out."""
    palette, room = setting.palette, region.width - 2 * PADDING
    columns, size = fitting_columns(table.columns, room)
    notes = notes_below(setting, table, columns, room)
    count = len(columns[0].cells)
    below = len(notes) * NOTE_PITCH + FOOT
    pitch = min(ROW_PITCH, (region.height - below) / (count + 2))
    bottom = region.top + (count + 2) * pitch + below
    ground = Region(region.left, region.top, region.right, bottom)
    add_panel(builder, palette, ground, table.title)
    lines = region.top + TITLE_LINE + pitch * np.arange(1, count + 2)
    for column, right in zip(columns, _right_ends(columns, region, size), strict=True):
        positions = np.column_stack([np.full(count + 1, right), lines])
        colours = np.stack([palette.quiet_text] + [palette.text] * count)
        builder.labels(
            [column.heading, *column.cells], positions, colours, height=size, anchor=RIGHT
        )
    for number, note in enumerate(notes, 1):
        at = [region.left + PADDING, bottom - FOOT + (number - len(notes)) * NOTE_PITCH]
        builder.labels([note], at, palette.quiet_text, height=SMALLEST)


def notes_below(setting: Setting, table: Table, fitting: list[Column], room: float) -> list[str]:
    """Return the lines that say how many rows, and how many columns of a kind, are left out."""
    words, columns, rows = setting.wording, table.columns, next(iter(table.totals))
    counts = Counter(table.totals) | Counter(column.kind for column in columns)
    counts -= Counter({rows: len(columns[0].cells)}) + Counter(column.kind for column in fitting)
    parts = [kind.format(count=counts[kind]) for kind in counts if counts[kind]]
    if not parts:
        return []
    text = words.left_out.format(what=words.listed.join(parts))
    return wrapped(text, "sans", widest=room / SMALLEST)


def _right_ends(columns: list[Column], region: Region, size: float) -> Floats:
    """Return where each column ends: their widths as they are, what is left between them."""
    widths = np.array([column.width for column in columns]) * size
    gap = (region.width - 2 * PADDING - widths.sum()) / max(len(columns) - 1, 1)
    ends = region.left + PADDING + np.cumsum(widths) + gap * np.arange(len(columns))
    return np.asarray(ends, dtype=np.float32)


def fitting_columns(
    columns: list[Column], room: float, gap: float = NARROWEST_GAP
) -> tuple[list[Column], float]:
    """Return as many columns as fit, and how large they are set.

    They are set smaller first; then names are shortened; then the last inputs are left out, but
    for two of them. What can be read elsewhere gives way before the second input does.
    """
    gaps = (len(columns) - 1) * gap
    size = min((room - gaps) / sum(column.width for column in columns), CELL_HEIGHT)
    if size >= SMALLEST:
        return columns, size
    fitting = _with_names_shortened(columns, room / SMALLEST)
    while len(fitting) > 1 and _too_wide(fitting, room / SMALLEST) > 0:
        inputs = [column for column in fitting if column.kind == columns[0].kind]
        spare = [column for column in fitting if column.spare and len(inputs) <= 2]
        fitting.remove((spare or inputs[1:] or fitting[1:])[-1])
    return fitting, SMALLEST


def _too_wide(columns: list[Column], room: float) -> float:
    """Return by how much columns are wider than their room, em."""
    gaps = (len(columns) - 1) * NARROWEST_GAP / SMALLEST
    return sum(column.width for column in columns) + gaps - room


def _with_names_shortened(columns: list[Column], room: float) -> list[Column]:
    """Return the columns with the long names as much shorter as is needed, and can be read."""
    names = sorted((c for c in columns if c.names), key=lambda column: column.width)
    left = room - sum(column.width for column in columns if not column.names)
    left -= (len(columns) - 1) * GAP_OF_NAMES / SMALLEST
    widest = 0.0
    for number, column in enumerate(names):  # the narrow ones leave their room to the others
        widest = max(left / (len(names) - number), NARROWEST_NAME)
        left -= min(column.width, widest)
    return [column.shortened(widest) if column.names else column for column in columns]
