"""Results: the table of what the trainings of a race have come to, which grows while they run.

For each training it tells the value that is watched: at the epochs 1, 10, 100 … as they pass, and
now; and now also what is recorded besides, the loss on what is held out and the accuracies. Its
names say by their colours and lines which curve is whose.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nnviz.picture.builder import RIGHT, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import numeral
from nnviz.picture.regions import Region
from nnviz.picture.training_lines import SAMPLE, add_sample, training_line
from nnviz.picture.typography import extent, metrics
from nnviz.picture.wrapping import shortened
from nnviz.stage.facts.curve import Curve
from nnviz.stage.instant import RowInstant
from nnviz.stage.panels.ground import PADDING, add_panel
from nnviz.stage.setting import Setting

HEIGHT = 0.025  # of the font, picture units
TALLEST_ROW = 0.052
HEADINGS = 2  # lines of them
LEAST_NAME = 5.0  # em that names are shortened to, rather than that a column is left out
GAP, WIDEST_GAP = 0.022, 0.045  # between two columns
AFTER_SAMPLE = 0.01


@dataclass(frozen=True, eq=False, slots=True)
class _Results:
    """A column of the table.

    Attributes:
        heading: above it, in two lines: what the values are, and of when or over which records.
        cells: a text for each training.
        widest: how wide a text may become while the race runs, em.
        epoch: of which its values are; None: of now.
        alone: what stands above it where no epochs stand beside it; empty: the same.
        spare: whether other columns say as much.

    """

    heading: tuple[str, str]
    cells: tuple[str, ...]
    widest: float
    epoch: int | None = None
    alone: str = ""
    spare: bool = False

    @property
    def width(self) -> float:
        """How wide the column is at any time, em."""
        return max(self.widest, *(extent(text, "sans") for text in (self.heading[1], *self.cells)))

    def without_epochs(self) -> "_Results":
        """Return the column as it is called beside no other epochs."""
        return replace(self, heading=(self.alone or self.heading[0], self.heading[1]))


def add_results(
    builder: FrameBuilder, setting: Setting, row: RowInstant, quantity: str, region: Region
) -> None:
    """Add the table of results.

    Args:
        builder: what it is added to.
        setting: the show's.
        row: what is told of a race.
        quantity: `error`, `loss` or `accuracy`: what is told at several epochs.
        region: where the table stands.

    """
    palette, names = setting.palette, [variant.name for variant in setting.variants]
    columns, room = _columns(setting, row, quantity), region.width - 2 * PADDING - SAMPLE
    columns = _fitting(columns, names, room - AFTER_SAMPLE)
    gap = _gap(columns, names, room - AFTER_SAMPLE)
    used = sum(column.width * HEIGHT + gap for column in columns)
    widest = (room - AFTER_SAMPLE - used) / HEIGHT + 0.01
    pitch = min(TALLEST_ROW, region.height / (len(names) + HEADINGS + 0.5))
    lines = region.top + pitch * (np.arange(len(names) + HEADINGS) + 0.9)
    ground = Region(region.left, region.top, region.right, float(lines[-1] + 0.6 * pitch))
    add_panel(builder, palette, ground)
    left = region.left + PADDING
    for number, (name, base) in enumerate(zip(names, lines[HEADINGS:], strict=True)):
        line = training_line(palette, number)
        add_sample(builder, line, left, base - metrics("bold").cap_height * HEIGHT / 2)
        at = [left + SAMPLE + AFTER_SAMPLE, base]
        text = shortened(name, "bold", widest=widest)
        builder.labels([text], at, line.colour, height=HEIGHT, font="bold")
    _add_columns(builder, setting, _placed(columns, region.right - PADDING, gap), lines)


def _gap(columns: Sequence[_Results], names: Sequence[str], room: float) -> float:
    """Return how far columns stand apart: what names and texts leave, but not too far."""
    texts = max(extent(name, "bold") for name in names) + sum(c.width for c in columns)
    return float(np.clip((room - texts * HEIGHT) / len(columns), GAP, WIDEST_GAP))


_Placed = Sequence[tuple[_Results, float, float]]


def _placed(columns: Sequence[_Results], right: float, gap: float) -> _Placed:
    """Return columns with where they begin and end; the last one ends at `right`."""
    placed = []
    for column in reversed(columns):
        placed.append((column, right - column.width * HEIGHT, right))
        right -= column.width * HEIGHT + gap
    return placed[::-1]


def _add_columns(builder: FrameBuilder, setting: Setting, columns: _Placed, lines: Floats) -> None:
    """Add columns, and above those that say the same their title."""
    palette = setting.palette
    for column, _, right in columns:
        texts = [column.heading[1], *column.cells]
        places = np.column_stack([np.full(len(texts), right), lines[HEADINGS - 1 :]])
        inks = np.stack([palette.quiet_text] + [palette.text] * len(column.cells))
        builder.labels(texts, places, inks, height=HEIGHT, anchor=RIGHT)
    for title in dict.fromkeys(column.heading[0] for column, *_ in columns):
        spans = [span for column, *span in columns if column.heading[0] == title]
        _add_title(builder, setting, title, (spans[0][0], spans[-1][1], float(lines[0])))


def _add_title(
    builder: FrameBuilder, setting: Setting, title: str, over: tuple[float, float, float]
) -> None:
    """Add the title of columns that say the same, with a rule below it."""
    (left, right, base), palette = over, setting.palette
    text = shortened(title, "sans", widest=(right - left) / HEIGHT + 0.01)
    builder.labels([text], [right, base], palette.quiet_text, height=HEIGHT, anchor=RIGHT)
    below = base + 0.35 * HEIGHT
    builder.strokes([[left, below]], [[right, below]], palette.rule, width=0.0016)


def _columns(setting: Setting, row: RowInstant, quantity: str) -> list[_Results]:
    """Return all columns that there would be with room enough."""
    words, upto, name = setting.wording, row.moment.epoch, _short(setting, quantity)
    watched = [variant.curves[quantity] for variant in setting.variants]
    percent, title = quantity == "accuracy", words.at_epoch.format(value=name)
    columns = []
    for epoch in _milestones(watched, row.last):
        passed = _of_curves(watched, (title, f"{epoch:,}"), min(epoch, upto), percent=percent)
        cells = passed.cells if epoch <= upto else ("",) * len(watched)
        columns.append(replace(passed, cells=cells, epoch=epoch))
    now = _of_curves(watched, (title, words.now), upto, percent=percent)
    columns.append(replace(now, alone=name))
    for heading in setting.variants[0].results:
        curves = [v.results[heading] for v in setting.variants if heading in v.results]
        if len(curves) == len(setting.variants) and not _are_equal(curves, watched):
            is_share = heading[0] == words.accuracy
            column = _of_curves(curves, heading, upto, percent=is_share)
            columns.append(replace(column, spare=not is_share and bool(setting.accuracies)))
    return columns


def _short(setting: Setting, quantity: str) -> str:
    words = setting.wording
    if quantity == "error":
        return setting.variants[0].watched.name
    return words.accuracy if quantity == "accuracy" else words.loss


def _are_equal(curves: Sequence[Curve], watched: Sequence[Curve]) -> bool:
    """Return whether the watched curves say the same already."""
    return all(np.array_equal(a.values, b.values) for a, b in zip(curves, watched, strict=True))


def _milestones(curves: Sequence[Curve], last: int) -> list[int]:
    """Return the powers of ten before the last epoch that all trainings have recorded."""
    powers = [10**power for power in range(len(str(last)))]
    return [p for p in powers if p < last and all(np.isin(p, c.epochs) for c in curves)]


def _of_curves(
    curves: Sequence[Curve], heading: tuple[str, str], epoch: int, *, percent: bool
) -> _Results:
    """Return the column of the values at an epoch."""
    cells = tuple(_cell(curve, epoch, percent=percent) for curve in curves)
    return _Results(heading, cells, extent("100.0%" if percent else "0.0000", "sans"))


def _cell(curve: Curve, epoch: int, *, percent: bool) -> str:
    at = max(int(np.searchsorted(curve.epochs, epoch, side="right")) - 1, 0)
    value = float(curve.values[at])
    return f"{value:.1%}" if percent and np.isfinite(value) else numeral(value)


def _fitting(columns: list[_Results], names: Sequence[str], room: float) -> list[_Results]:
    """Return the columns that fit beside the names.

    What is spare gives way first, then epochs that have passed, the first one before the others;
    then names are shortened; what is now and watched stays longest.
    """
    left, longest = list(columns), max(extent(name, "bold") for name in names)
    while True:
        earlier = [column for column in left if column.epoch is not None]
        fitting = _as_wide_as_titles([c if earlier else c.without_epochs() for c in left])
        name = longest if earlier else min(longest, LEAST_NAME)
        if len(left) == 1 or _width(fitting) + name * HEIGHT <= room:
            return fitting
        spare = [column for column in left if column.spare]
        left.remove([*spare, *earlier, *left[:0:-1]][0])


def _width(columns: Sequence[_Results]) -> float:
    return sum(column.width * HEIGHT + GAP for column in columns)


def _as_wide_as_titles(columns: Sequence[_Results]) -> list[_Results]:
    """Return columns that are wide enough for the titles above them."""
    counts = Counter(column.heading[0] for column in columns)
    wide = {title: extent(title, "sans") for title in counts}
    gap = GAP / HEIGHT
    return [
        replace(c, widest=max(c.widest, (wide[title] - (counts[title] - 1) * gap) / counts[title]))
        for c in columns
        for title in [c.heading[0]]
    ]
