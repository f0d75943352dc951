"""Heads: what stands above each of several networks, its name and its error.

All stand on one line, each as near to the middle of its network as the others let it; where that
is too narrow, the error stands below the name. A name that is still too long is set smaller, then
shortened.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.stage.camera import Doubles, project
from nnviz.stage.frame import Camera, Floats
from nnviz.stage.headline import BOTTOM
from nnviz.stage.regions import MARGIN, Region
from nnviz.stage.sketch import Sketch
from nnviz.stage.typography import extent, metrics
from nnviz.stage.wrapping import fitted

HEIGHT = 0.03  # of the font, picture units
MANY, MANY_HEIGHT = 4, 0.025  # networks in a row, and the font of their names
PITCH = 1.12  # of the font, from the name to the error below it
GAP = 0.02  # between two of them, and from the last line to the networks
BETWEEN = "  ·  "  # name and error on one line


@dataclass(frozen=True, eq=False, slots=True)
class Head:
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


def add_heads(sketch: Sketch, heads: Sequence[Head], camera: Camera, aspect: float) -> None:
    """Add names and errors above networks; tags keep clear of them."""
    if not heads:
        return
    height = HEIGHT if len(heads) < MANY else MANY_HEIGHT
    room = (aspect - 2 * MARGIN + GAP) / len(heads) - GAP
    one = [[f"{head.name}{BETWEEN}{head.told}"] for head in heads]
    fits = all(extent(line, "bold") * height <= room for (line,) in one)
    lines = one if fits else [[head.name, head.told] for head in heads]
    set_lines = [[fitted(t, "bold", height=height, room=room) for t in each] for each in lines]
    widths = np.array(
        [max(extent(text, "bold") * size for text, size in each) for each in set_lines]
    )
    seen = [project(camera, aspect, head.corners).position for head in heads]
    middles = np.array([(each[:, 0].min() + each[:, 0].max()) / 2 for each in seen])
    lefts = apart(middles - widths / 2, widths + GAP, MARGIN, aspect - MARGIN + GAP)
    top = min(float(each[:, 1].min()) for each in seen)
    rows, capital = len(lines[0]), metrics("bold").cap_height * height
    highest = BOTTOM + GAP / 2 + capital + (rows - 1) * PITCH * height
    last = float(np.clip(top - GAP / 2, highest, 1.0 - GAP))
    for head, each, left, wide in zip(heads, set_lines, lefts, widths, strict=True):
        first = last - (rows - 1) * PITCH * height
        sketch.kept_clear.append(
            Region(float(left), first - capital - GAP / 2, float(left + wide), last + GAP / 3)
        )
        for row, (text, size) in enumerate(each):
            at = [left + wide / 2, first + row * PITCH * height]
            sketch.labels([text], at, head.colour, height=size, anchor=(0.5, 0.0), font="bold")


def apart(wanted: Doubles, widths: Doubles, low: float, high: float) -> Doubles:
    """Return where stretches begin that keep their order, do not overlap, and stay in between.

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
