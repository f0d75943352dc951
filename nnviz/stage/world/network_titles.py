"""Network titles: what stands above each of several networks, its name and its error.

Each stands as near to its network as the others let it; where they are too wide, the errors stand
below the names. Names that are still too long are set smaller, then shortened.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.camera import Doubles, project
from nnviz.picture.frame import Camera, Floats
from nnviz.picture.regions import HEADLINE_BOTTOM, MARGIN, Region
from nnviz.picture.typography import extent, metrics
from nnviz.picture.wrapping import fitted, shortened

HEIGHT = 0.03  # of the font, picture units
MANY, MANY_HEIGHT = 4, 0.025  # networks in a row, and the font of their names
PITCH = 1.12  # of the font, from the name to the error below it
GAP = 0.02  # between two of them, and from the last line to the networks
BETWEEN = "  ·  "  # name and error on one line


@dataclass(frozen=True, eq=False, slots=True)
class NetworkTitle:
    """What stands above a network.

    Attributes:
        name: of its training.
        told: its error, or that it diverged.
        colour: (4,).
        corners: (n, 3) of the box that the network stands in, world units.

    """

    name: str
    told: str
    colour: Floats
    corners: Floats


def add_network_titles(
    builder: FrameBuilder, heads: Sequence[NetworkTitle], camera: Camera, aspect: float
) -> None:
    """Add names and errors above networks; labels keep clear of them."""
    if not heads:
        return
    rows = _rows(heads, room=(aspect - 2 * MARGIN + GAP) / len(heads) - GAP, count=len(heads))
    widths = np.array([max(extent(t, "bold") * size for t, size in each) for each in rows])
    places = [project(camera, aspect, head.corners).position for head in heads]
    seen = np.array([[*each.min(axis=0), *each.max(axis=0)] for each in places])
    middles = (seen[:, 0] + seen[:, 2]) / 2
    lefts = spread_apart(middles - widths / 2, widths + GAP, MARGIN, aspect - MARGIN + GAP)
    for own, (left, right) in enumerate(zip(lefts, lefts + widths, strict=True)):
        below = (seen[:, 0] < right) & (seen[:, 2] > left)  # it may have been moved aside
        top = min(seen[own, 1], seen[below, 1].min(initial=np.inf))
        _add(builder, heads[own], rows[own], Region(left, 0.0, right, top))


def _rows(
    heads: Sequence[NetworkTitle], *, room: float, count: int
) -> list[list[tuple[str, float]]]:
    """Return the lines of each head and how high they are: all in one line, or all in two."""
    height = HEIGHT if count < MANY else MANY_HEIGHT
    lines = [BETWEEN.join(filter(None, (head.name, head.told))) for head in heads]
    if all(extent(line, "bold") * height <= room for line in lines):
        return [[(line, height)] for line in lines]
    size = min(fitted(head.name, "bold", height=height, room=room)[1] for head in heads)
    names = [shortened(head.name, "bold", widest=room / size) for head in heads]
    told = [fitted(head.told, "bold", height=height, room=room) for head in heads]
    return [
        [(name, size), each] if each[0] else [(name, size)]
        for name, each in zip(names, told, strict=True)
    ]


def _add(
    builder: FrameBuilder, head: NetworkTitle, rows: list[tuple[str, float]], over: Region
) -> None:
    """Add the lines of a head at the foot of a region, but below the headline."""
    height = rows[-1][1]
    rise = metrics("bold").cap_height * rows[0][1] + (len(rows) - 1) * PITCH * height
    last = float(np.clip(over.bottom - GAP / 2, HEADLINE_BOTTOM + GAP / 2 + rise, 1.0 - GAP))
    builder.kept_clear.append(Region(over.left, last - rise - GAP / 2, over.right, last + GAP / 3))
    for row, (text, size) in enumerate(reversed(rows)):
        at = [(over.left + over.right) / 2, last - row * PITCH * height]
        builder.labels([text], at, head.colour, height=size, anchor=(0.5, 0.0), font="bold")


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
