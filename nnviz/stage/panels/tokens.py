"""Tokens: rows of texts, each upon a plate of its own, the current ones ringed."""

import numpy as np

from nnviz.picture.builder import RIGHT, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent, metrics
from nnviz.picture.wrapping import SMALLEST
from nnviz.stage.panels.table import (
    CELL_HEIGHT,
    NOTE_PITCH,
    Column,
    Table,
    fitting_columns,
    notes_below,
)
from nnviz.stage.setting import Setting

PITCH, LEAST_PITCH = 0.047, 0.035  # from token to token
BETWEEN = 0.007  # two tokens
HEAD = 0.034  # above the first
BESIDE = 0.01  # from a text to the end of its token
GAP = 0.008  # between two columns, at least
APART = 0.95  # em between two columns, at most
RING, ROUNDING = 0.0026, 0.009
ARROW = "→"  # before what a record leads to
MOST_NOTES = 1


def rows_in(region: Region, count: int, total: int) -> int:
    """Return how many of so many tokens find room, with what says how many of all are left out."""
    room = region.height - HEAD + BETWEEN
    if count * LEAST_PITCH <= room - (MOST_NOTES * NOTE_PITCH if count < total else 0.0):
        return count
    return max(int((room - MOST_NOTES * NOTE_PITCH) / LEAST_PITCH), 1)


def add_tokens(builder: FrameBuilder, setting: Setting, table: Table, region: Region) -> None:
    """Add as much of a table as there is room for as tokens, and say what is left out."""
    columns, size = fitting_columns(table.columns, region.width - 2 * BESIDE, GAP)
    notes, count = notes_below(setting, table, columns, region.width), len(columns[0].cells)
    room = region.height - HEAD - len(notes) * NOTE_PITCH
    pitch = min(PITCH, room / count)
    ends = _right_ends(columns, region, size)
    token = Region(region.left, region.top + HEAD, float(ends[-1]) + BESIDE, 0.0)
    for row in range(count):
        top = token.top + row * pitch
        one = Region(token.left, top, token.right, top + pitch - BETWEEN)
        _add_plate(builder, setting.palette, one, ringed=row in table.marked)
    base = token.top + (pitch - BETWEEN + metrics("sans").cap_height * size) / 2
    lines = np.array([region.top + HEAD - 0.012, *(base + pitch * np.arange(count))])
    for column, right in zip(columns, ends, strict=True):
        _add_column(builder, setting.palette, column, _places(right, lines), size)
    bottom = token.top + count * pitch
    for number, note in enumerate(notes, 1):
        at = [region.left, bottom + number * NOTE_PITCH - 0.006]
        builder.labels([note], at, setting.palette.quiet_text, height=SMALLEST)
    foot = bottom + len(notes) * NOTE_PITCH
    wide = max((extent(note, "sans") for note in notes), default=0.0) * SMALLEST
    right = max(token.right, region.left + wide)
    builder.kept_clear.append(Region(region.left, region.top, right, foot))


def _right_ends(columns: list[Column], region: Region, size: float) -> Floats:
    """Return where each column ends: they stand together where there is more room than needed."""
    widths = np.array([column.width for column in columns]) * size
    spare = region.width - 2 * BESIDE - widths.sum()
    gap = min(spare / max(len(columns) - 1, 1), APART * CELL_HEIGHT)
    ends = region.left + BESIDE + np.cumsum(widths) + gap * np.arange(len(columns))
    return np.asarray(ends, dtype=np.float32)


def _places(right: float, lines: Floats) -> Floats:
    return np.column_stack([np.full(len(lines), right), lines]).astype(np.float32)


def _add_plate(builder: FrameBuilder, palette: Palette, token: Region, *, ringed: bool) -> None:
    corner, size = np.array([token.left, token.top]), np.array([token.width, token.height])
    if ringed:
        around, wider = corner - RING, size + 2 * RING
        builder.rectangles([around], [wider], palette.accent, rounding=ROUNDING + RING)
        builder.rectangles([corner], [size], palette.background, rounding=ROUNDING)
    builder.rectangles([corner], [size], palette.panel, rounding=ROUNDING)


def _add_column(
    builder: FrameBuilder, palette: Palette, column: Column, places: Floats, size: float
) -> None:
    colours = np.stack([palette.quiet_text] + [palette.text] * len(column.cells))
    builder.labels([column.heading, *column.cells], places, colours, height=size, anchor=RIGHT)
    if column.leads:
        arrows = places[1:] - np.array([column.width * size, 0], dtype=np.float32)
        count = len(column.cells)
        builder.labels([ARROW] * count, arrows, palette.quiet_text, height=size)
