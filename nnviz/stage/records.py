"""Records: the table of training records with outputs and errors, the current one marked."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nnviz.stage.frame import Floats
from nnviz.stage.numerals import numeral, signed, whole
from nnviz.stage.palette import Palette
from nnviz.stage.regions import Region
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import RIGHT, Sketch
from nnviz.stage.step import Step

CELL_HEIGHT = 0.0255  # of the font, picture units
ROW_PITCH = 0.046
MOST_ROWS, MOST_INPUTS, MOST_OUTPUTS = 8, 4, 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    Attributes:
        heading: above it.
        cells: its texts, one a row.
        share: how much of the table's width it takes.

    """

    heading: str
    cells: tuple[str, ...]
    share: float


def add_records(
    sketch: Sketch, setting: Setting, step: Step, region: Region, *, current: int, computed: int
) -> None:
    """Add the table of training records.

    Args:
        sketch: what it is added to.
        setting: the show's.
        step: the epoch that is shown.
        region: where the table stands.
        current: index of the record that is shown on the stage.
        computed: number of records whose outputs the epoch has computed so far.

    """
    rows = _window(len(setting.dataset.inputs), current)
    columns = [
        *_given(setting, rows),
        *_outputs(step, rows, computed),
        *_errors(step, rows, computed),
    ]
    add_table(sketch, setting.palette, "Training records", columns, region, rows.index(current))


def add_comparison(
    sketch: Sketch, setting: Setting, before: Step, after: Step, region: Region
) -> None:
    """Add the table of outputs at two epochs beside the targets."""
    rows = _window(len(setting.dataset.inputs), 0)
    columns = list(_given(setting, rows))
    for step in (before, after):
        outputs = step.activations[-1][rows, 0]
        cells = tuple(numeral(output) for output in outputs)
        columns.append(Column(f"epoch {step.epoch:,}", cells, 1.9))
    add_table(sketch, setting.palette, "Outputs", columns, region, None)


def add_table(
    sketch: Sketch,
    palette: Palette,
    title: str,
    columns: list[Column],
    region: Region,
    marked: int | None,
) -> None:
    """Add a table; `marked` is the index of the row to emphasise."""
    count = len(columns[0].cells)
    high = (count + 2) * ROW_PITCH + 0.018
    sketch.rectangles(
        [[region.left, region.top]], [[region.width, high]], palette.panel, rounding=0.012
    )
    base = region.top + 0.036
    sketch.labels([title], [region.left + 0.018, base], palette.quiet_text, height=0.026)
    lines = base + ROW_PITCH * np.arange(1, count + 2)
    if marked is not None:
        _mark(sketch, palette, region, lines[marked + 1])
    for column, right in zip(columns, _right_ends(columns, region), strict=True):
        positions = np.column_stack([np.full(count + 1, right), lines])
        colours = np.stack([palette.quiet_text] + [palette.text] * count)
        sketch.labels(
            [column.heading, *column.cells], positions, colours, height=CELL_HEIGHT, anchor=RIGHT
        )


def _mark(sketch: Sketch, palette: Palette, region: Region, line: float) -> None:
    tint: Floats = palette.accent * np.float32([1, 1, 1, 0.16])
    top = line - 0.031
    sketch.rectangles([[region.left, top]], [[region.width, ROW_PITCH]], tint, rounding=0.006)
    sketch.rectangles([[region.left, top]], [[0.005, ROW_PITCH]], palette.accent)


def _right_ends(columns: list[Column], region: Region) -> Floats:
    shares = np.cumsum([column.share for column in columns])
    return (region.left + shares / shares[-1] * (region.width - 0.02)).astype(np.float32)


def _window(count: int, current: int) -> list[int]:
    """Return the indices of the rows to show, the current one among them."""
    first = min(max(current - MOST_ROWS // 2, 0), max(count - MOST_ROWS, 0))
    return list(range(first, min(first + MOST_ROWS, count)))


def _given(setting: Setting, rows: list[int]) -> Iterator[Column]:
    """Yield what is given before training: inputs and targets."""
    inputs, targets = setting.dataset.inputs[rows], setting.dataset.targets[rows]
    for index in range(min(inputs.shape[1], MOST_INPUTS)):
        cells = tuple(whole(value) for value in inputs[:, index])
        yield Column(f"x{_subscript(index + 1)}", cells, 0.75 if index else 1.0)
    for index in range(min(targets.shape[1], MOST_OUTPUTS)):
        yield Column("target", tuple(whole(value) for value in targets[:, index]), 1.5)


def _outputs(step: Step, rows: list[int], computed: int) -> Iterator[Column]:
    outputs = step.activations[-1]
    for index in range(min(outputs.shape[1], MOST_OUTPUTS)):
        cells = tuple(numeral(outputs[row, index]) if row < computed else "" for row in rows)
        yield Column("output", cells, 1.75)


def _errors(step: Step, rows: list[int], computed: int) -> Iterator[Column]:
    errors = step.errors[-1]
    for index in range(min(errors.shape[1], MOST_OUTPUTS)):
        cells = tuple(signed(errors[row, index]) if row < computed else "" for row in rows)
        yield Column("error", cells, 1.75)


def _subscript(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
