"""Records: the table of training records with outputs and errors, the current one marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.stage.frame import Floats
from nnviz.stage.numerals import numeral, whole
from nnviz.stage.palette import Palette, with_alpha
from nnviz.stage.panel import PADDING, TITLE_LINE, add_panel
from nnviz.stage.printed import error_text
from nnviz.stage.regions import Region
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import RIGHT, Sketch
from nnviz.stage.step import Step
from nnviz.stage.typography import extent

CELL_HEIGHT = 0.0255  # of the font, picture units
ROW_PITCH = 0.046
UNKNOWN = "–"
INPUT_DECIMALS = 2
NARROWEST_GAP = 0.006  # between two columns
MOST_ROWS, MOST_INPUTS, MOST_OUTPUTS = 4, 4, 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    Attributes:
        heading: above it.
        cells: its texts, one a row.
        spare: whether it says what others say already.

    """

    heading: str
    cells: tuple[str, ...]
    spare: bool = False

    @property
    def width(self) -> float:
        """How wide its widest text is, picture units."""
        return max(extent(text, "sans") for text in (self.heading, *self.cells)) * CELL_HEIGHT


def add_records(
    sketch: Sketch,
    setting: Setting,
    step: Step,
    region: Region,
    *,
    current: int,
    marked: Sequence[int],
    computed: int,
) -> None:
    """Add the table of training records.

    Args:
        sketch: what it is added to.
        setting: the show's.
        step: the epoch that is shown.
        region: where the table stands.
        current: index of the record that is shown on the stage.
        marked: indices of the records that take part.
        computed: number of records whose outputs the epoch has computed so far.

    """
    rows = _window(len(step.records), current)
    columns = (
        _classes(setting, step, rows, computed)
        if setting.names_outputs
        else [
            *_given(setting, step, rows),
            *_outputs(setting, step, rows, computed),
            *_errors(setting, step, rows, computed),
        ]
    )
    columns = _fitting(columns, region)
    taking_part = [rows.index(record) for record in marked if record in rows]
    add_table(sketch, setting.palette, setting.wording.records, columns, region, taking_part)


def add_comparison(
    sketch: Sketch, setting: Setting, entries: Sequence[tuple[str, Step]], region: Region
) -> None:
    """Add the table of the outputs of several steps, each under its name, beside the targets."""
    rows = _window(setting.samples, 0)
    columns = list(_given(setting, entries[0][1], rows))
    for name, step in entries:
        outputs = step.activations[-1][rows, 0]
        columns.append(Column(name, tuple(numeral(output) for output in outputs)))
    add_table(sketch, setting.palette, setting.wording.outputs, columns, region, [])


def add_table(
    sketch: Sketch,
    palette: Palette,
    title: str,
    columns: list[Column],
    region: Region,
    marked: Sequence[int],
) -> None:
    """Add a table; `marked` are the indices of the rows to emphasise."""
    count = len(columns[0].cells)
    high = (count + 2) * ROW_PITCH + 0.018
    ground = Region(region.left, region.top, region.right, region.top + high)
    add_panel(sketch, palette, ground, title)
    base = region.top + TITLE_LINE
    lines = base + ROW_PITCH * np.arange(1, count + 2)
    for row in marked:
        _mark(sketch, palette, region, lines[row + 1])
    for column, right in zip(columns, _right_ends(columns, region), strict=True):
        positions = np.column_stack([np.full(count + 1, right), lines])
        colours = np.stack([palette.quiet_text] + [palette.text] * count)
        sketch.labels(
            [column.heading, *column.cells], positions, colours, height=CELL_HEIGHT, anchor=RIGHT
        )


def _mark(sketch: Sketch, palette: Palette, region: Region, line: float) -> None:
    tint = with_alpha(palette.accent, 0.16)
    top = line - 0.031
    sketch.rectangles([[region.left, top]], [[region.width, ROW_PITCH]], tint)
    sketch.rectangles([[region.left, top]], [[0.005, ROW_PITCH]], palette.accent)


def _right_ends(columns: list[Column], region: Region) -> Floats:
    """Return where each column ends: their widths as they are, what is left between them."""
    widths = np.array([column.width for column in columns])
    gap = (region.width - 2 * PADDING - widths.sum()) / max(len(columns) - 1, 1)
    ends = region.left + PADDING + np.cumsum(widths) + gap * np.arange(len(columns))
    return np.asarray(ends, dtype=np.float32)


def _window(count: int, current: int) -> list[int]:
    """Return the indices of the rows to show, the current one among them."""
    first = min(max(current - MOST_ROWS // 2, 0), max(count - MOST_ROWS, 0))
    return list(range(first, min(first + MOST_ROWS, count)))


def _fitting(columns: list[Column], region: Region) -> list[Column]:
    """Return as many columns as fit, without the last inputs, but with two of them at least.

    What can be read elsewhere gives way before the second input does.
    """
    fitting = list(columns)
    room = region.width - 2 * PADDING
    while sum(c.width + NARROWEST_GAP for c in fitting) - NARROWEST_GAP > room:
        inputs = [column for column in fitting if column.heading.startswith("x")]
        spare = [column for column in fitting if column.spare and len(inputs) <= 2]
        fitting.remove((spare or inputs or fitting)[-1])
    return fitting


def _classes(setting: Setting, step: Step, rows: list[int], computed: int) -> list[Column]:
    """Return what a classifier should say of each record, what it says, and how surely."""
    words, names = setting.wording, setting.dataset.classes
    targets, outputs = step.targets[rows], step.activations[-1][rows]
    told = [names[best] for best in outputs.argmax(axis=1)]
    sure = [numeral(value) for value in outputs.max(axis=1)]
    known = [row < computed for row in rows]
    return [
        Column(words.record_number, tuple(f"{record + 1:,}" for record in step.records[rows])),
        Column(words.target, tuple(names[best] for best in targets.argmax(axis=1))),
        Column(words.output, tuple(np.where(known, told, UNKNOWN).tolist())),
        Column(words.certainty, tuple(np.where(known, sure, UNKNOWN).tolist())),
    ]


def _given(setting: Setting, step: Step, rows: list[int]) -> Iterator[Column]:
    """Yield what is given before training: inputs and targets."""
    inputs, targets = step.activations[0][rows], step.targets[rows]
    for index in range(min(inputs.shape[1], MOST_INPUTS)):
        cells = tuple(whole(value, INPUT_DECIMALS) for value in inputs[:, index])
        yield Column(f"x{_subscript(index + 1)}", cells)
    for index in range(min(targets.shape[1], MOST_OUTPUTS)):
        yield Column(setting.wording.target, tuple(whole(value) for value in targets[:, index]))


def _outputs(setting: Setting, step: Step, rows: list[int], computed: int) -> Iterator[Column]:
    outputs = step.activations[-1]
    for index in range(min(outputs.shape[1], MOST_OUTPUTS)):
        cells = tuple(numeral(outputs[row, index]) if row < computed else UNKNOWN for row in rows)
        yield Column(setting.wording.output, cells)


def _errors(setting: Setting, step: Step, rows: list[int], computed: int) -> Iterator[Column]:
    for index in range(min(step.targets.shape[1], MOST_OUTPUTS)):
        cells = tuple(
            error_text(*(values[row, index] for values in (step.targets, step.activations[-1])))
            if row < computed
            else UNKNOWN
            for row in rows
        )
        yield Column(setting.wording.error, cells, spare=True)


def _subscript(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
