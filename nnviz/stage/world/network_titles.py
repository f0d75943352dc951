"""Network titles: what stands above each of several networks, its name and its error.

Each stands as near to its network as the others of its row let it; where they are too wide, the
errors stand below the names. Names that are still too long are set smaller, then shortened. In a
race a name has the colour of its training, and a sample of its line beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.picture.builder import Flat, FrameBuilder
from nnviz.picture.camera import Doubles, project
from nnviz.picture.frame import Camera, Floats
from nnviz.picture.regions import HEADLINE_BOTTOM, MARGIN, Region, Regions
from nnviz.picture.training_lines import SAMPLE, TrainingLine, add_sample
from nnviz.picture.typography import extent, metrics
from nnviz.picture.wrapping import fitted, shortened

HEIGHT = 0.03  # of the font, picture units
MANY, MANY_HEIGHT = 4, 0.026  # networks in a row, and the font of their names
PITCH = 1.12  # of the font, from the name to the error below it
GAP = 0.02  # between two of them, and from the last line to the networks
BETWEEN, SPACE = "·  ", 0.5  # name and error on one line, and em of the room before it
BEFORE_NAME = SAMPLE + 0.012  # of a sample and the room behind it


@dataclass(frozen=True, eq=False, slots=True)
class NetworkTitle:
    """What stands above a network.

    Attributes:
        name: of its training.
        told: its error, or that it diverged.
        colour: (4,) of what is told.
        corners: (n, 3) of the box that the network stands in, world units.
        line: how its training is drawn in a race; None: it runs in none.

    """

    name: str
    told: str
    colour: Floats
    corners: Floats
    line: TrainingLine | None = None

    @property
    def before(self) -> float:
        """How much room the sample of its line takes, picture units."""
        return 0.0 if self.line is None else BEFORE_NAME


@dataclass(frozen=True, slots=True)
class _Typeset:
    """A title as it is set: (text, height of the font) of its name and of what is told."""

    name: tuple[str, float]
    told: tuple[str, float]
    one_line: bool
    before: float

    @property
    def parts(self) -> tuple[float, float]:
        """How wide both are, the sample of the line with the name; picture units."""
        name, told = (extent(text, "bold") * height for text, height in (self.name, self.told))
        return self.before + name, told

    @property
    def width(self) -> float:
        return sum(self.parts) + self.space if self.one_line else max(self.parts)

    @property
    def space(self) -> float:
        """How much room stands between both on one line, picture units."""
        return SPACE * self.told[1] if self.told[0] else 0.0

    @property
    def lines(self) -> int:
        return 1 if self.one_line or not self.told[0] else 2


def network_titles(
    heads: Sequence[NetworkTitle], camera: Camera, regions: Regions, taken: Sequence[Region] = ()
) -> Flat:
    """Return names and errors above networks, clear of what is taken; labels keep clear of both."""
    builder = FrameBuilder(region.scaled(1 / regions.scale) for region in taken)
    if heads:
        _add_titles(builder, heads, camera, regions)
    return builder.flat().scaled(regions.scale)


def _add_titles(
    builder: FrameBuilder, heads: Sequence[NetworkTitle], camera: Camera, regions: Regions
) -> None:
    places = [
        project(camera, regions.aspect, head.corners).position / regions.scale for head in heads
    ]
    seen = np.array([[*each.min(axis=0), *each.max(axis=0)] for each in places])
    rows = _rows_of(seen)
    ends = [_right_end(builder, seen, row, regions.width) for row in rows]
    room = min((end - MARGIN + GAP) / len(row) - GAP for row, end in zip(rows, ends, strict=True))
    titles = _typeset(heads, room=room, count=max(map(len, rows)))
    for row, end in zip(rows, ends, strict=True):
        room_of_row = Region(MARGIN, HEADLINE_BOTTOM, end, regions.height)
        _add_row(builder, [(heads[each], titles[each]) for each in row], seen[row], room_of_row)


def _rows_of(seen: Doubles) -> list[list[int]]:
    """Return the numbers of the networks of each row, from the top; (n, 4) boxes of all."""
    rows: list[list[int]] = []
    for number in np.argsort(seen[:, 1], kind="stable").tolist():
        above = seen[rows[-1]] if rows else seen[:0]
        if len(above) and seen[number, 1] < (above[:, 1] + above[:, 3]).mean() / 2:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [sorted(row) for row in rows]


def _right_end(builder: FrameBuilder, seen: Doubles, row: list[int], width: float) -> float:
    """Return how far the titles of a row may reach: to what stands right of its networks.

    Where somebody has gone near, all but the first of them may lie below that.
    """
    middle = ((seen[row, 0] + seen[row, 2]) / 2).min()
    foot = max(seen[row, 1].min(), HEADLINE_BOTTOM + GAP + HEIGHT) - 1e-3
    beside = (
        region.left - GAP
        for region in builder.kept_clear
        if region.left >= middle and region.top < foot and region.bottom > foot - HEIGHT
    )
    return min([*beside, width - MARGIN])


def _typeset(heads: Sequence[NetworkTitle], *, room: float, count: int) -> list[_Typeset]:
    """Return how each title is set: all in one line, or all in two."""
    height = HEIGHT if count < MANY else MANY_HEIGHT
    lines = [
        _Typeset(
            (head.name, height),
            (f"{BETWEEN if head.name and head.told else ''}{head.told}", height),
            one_line=True,
            before=head.before,
        )
        for head in heads
    ]
    if all(line.width <= room for line in lines):
        return lines
    beside = room - max(head.before for head in heads)
    size = min(fitted(head.name, "bold", height=height, room=beside)[1] for head in heads)
    return [
        _Typeset(
            (shortened(head.name, "bold", widest=beside / size), size),
            fitted(head.told, "bold", height=height, room=room),
            one_line=False,
            before=head.before,
        )
        for head in heads
    ]


def _add_row(
    builder: FrameBuilder,
    titled: Sequence[tuple[NetworkTitle, _Typeset]],
    seen: Doubles,
    room: Region,
) -> None:
    """Add the titles of a row of networks, which stand at (n, 4) boxes, within a room."""
    widths = np.array([title.width for _, title in titled])
    middles = (seen[:, 0] + seen[:, 2]) / 2
    lefts = spread_apart(middles - widths / 2, widths + GAP, room.left, room.right + GAP)
    for own, (left, end) in enumerate(zip(lefts, lefts + widths, strict=True)):
        below = (seen[:, 0] < end) & (seen[:, 2] > left)  # it may have been moved aside
        top = min(seen[own, 1], seen[below, 1].min(initial=room.bottom))
        _add(builder, *titled[own], Region(left, 0.0, end, top))


def _add(builder: FrameBuilder, head: NetworkTitle, title: _Typeset, over: Region) -> None:
    """Add a title at the foot of a region, but below the headline."""
    height = title.told[1]
    rise = metrics("bold").cap_height * title.name[1] + (title.lines - 1) * PITCH * height
    last = max(over.bottom - GAP / 2, HEADLINE_BOTTOM + GAP / 2 + rise)
    builder.kept_clear.append(Region(over.left, last - rise - GAP / 2, over.right, last + GAP / 3))
    first = last - (title.lines - 1) * PITCH * height
    named, said = title.parts
    left = over.left + (0.0 if title.one_line else (over.width - named) / 2)
    ink = head.colour
    if head.line is not None:
        ink = head.line.colour
        middle = first - metrics("bold").cap_height * title.name[1] / 2
        add_sample(builder, head.line, left, middle)
    _write(builder, title.name, (left + title.before, first), ink)
    beside = left + named + title.space if title.one_line else over.left + (over.width - said) / 2
    _write(builder, title.told, (beside, last), head.colour)


def _write(
    builder: FrameBuilder, line: tuple[str, float], at: tuple[float, float], colour: Floats
) -> None:
    text, height = line
    if text:
        builder.labels([text], at, colour, height=height, font="bold")


def spread_apart(wanted: Doubles, widths: Doubles, low: float, high: float) -> Doubles:
    """Return where intervals begin that keep their order, do not overlap, and stay in between.

    Args:
        wanted: (n,) where they want to begin.
        widths: (n,) how long they are.
        low: where the first may begin.
        high: where the last must have ended.

    """
    order = np.argsort(wanted + widths / 2, kind="stable")
    begins, long = wanted[order].astype(np.float64), widths[order]
    free = low
    for i, width in enumerate(long):
        begins[i] = max(begins[i], free)
        free = begins[i] + width
    end = high
    for i in reversed(range(len(long))):
        begins[i] = min(begins[i], end - long[i])
        end = begins[i]
    placed = np.empty_like(begins)
    placed[order] = begins
    return placed
