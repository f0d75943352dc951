"""The key of a map: which dots are learned from, and which class each colour stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import shortened
from nnviz.stage.facts.plane import Plane
from nnviz.stage.panels.ground import PADDING, TITLE_HEIGHT, TITLE_LINE
from nnviz.stage.setting import Setting

HEIGHT = 0.025  # of the font, picture units
PITCH = 0.032  # from line to line
DOT, HOLE = 0.009, 0.0048  # diameters of a record, of what is hollow
AFTER_DOT, APART = 0.01, 0.022  # from a dot to its word, and to the next dot
WIDTHS = (7.0, 5.0, 3.2, 2.2, 1.5)  # em that names of classes are shortened to, as need be
MOST_LINES = 3


@dataclass(frozen=True, eq=False, slots=True)
class KeyEntry:
    """An entry of the key.

    Attributes:
        text: what a dot stands for.
        colour: (4,) of the dot.
        hollow: whether it is.

    """

    text: str
    colour: Floats
    hollow: bool = False

    @property
    def width(self) -> float:
        """How wide it is with its dot, picture units."""
        return DOT + AFTER_DOT + extent(self.text, "sans") * HEIGHT


def key_lines(setting: Setting, plane: Plane, room: float) -> list[list[KeyEntry]]:
    """Return the entries of the key in lines: the first stands beside the title of the panel.

    Args:
        setting: the show's.
        plane: whose key it is.
        room: how wide a line may be, picture units.

    """
    beside = room - extent(setting.wording.outputs, "sans") * TITLE_HEIGHT - APART
    for widest in WIDTHS:
        lines: list[list[KeyEntry]] = [[]]
        for entry in _entries(setting, plane, widest):
            if _width([*lines[-1], entry]) > (beside if len(lines) == 1 else room):
                lines.append([])
            lines[-1].append(entry)
        if len(lines) <= MOST_LINES:
            break
    return lines


def add_key(
    builder: FrameBuilder, setting: Setting, lines: Sequence[Sequence[KeyEntry]], region: Region
) -> None:
    """Add the lines of the key, each to the right end of a panel."""
    palette = setting.palette
    for number, line in enumerate(lines):
        base = region.top + TITLE_LINE + number * PITCH
        left = region.right - PADDING - _width(line)
        for entry in line:
            at = np.array([[left + DOT / 2, base - 0.008]], dtype=np.float32)
            builder.strokes(at, at, entry.colour, width=DOT * 1.2)
            if entry.hollow:
                builder.strokes(at, at, palette.panel, width=HOLE * 1.2)
            place = [left + DOT + AFTER_DOT, base]
            builder.labels([entry.text], place, palette.quiet_text, height=HEIGHT)
            left += entry.width + APART


def _entries(setting: Setting, plane: Plane, widest: float) -> list[KeyEntry]:
    """Return what is to be told apart: classes, and records that are held out from others."""
    words, palette = setting.wording, setting.palette
    classes = () if _say_their_sign(plane.classes) else plane.classes
    entries = [KeyEntry(words.training_points, palette.quiet_text)]
    if len(plane.points.held_out):
        entries.append(KeyEntry(words.held_out_points, palette.quiet_text, hollow=True))
    elif classes:
        entries.clear()  # all dots are of one kind
    colours = palette.classes if plane.has_regions else (palette.negative, palette.positive)
    names = [shortened(name, "sans", widest=widest) for name in classes]
    return [*map(KeyEntry, names, colours), *entries]


def _say_their_sign(classes: Sequence[str]) -> bool:
    """Return whether two classes are called by numbers whose signs their colours say already."""
    try:
        low, high = map(float, classes)
    except ValueError:
        return False
    return low < 0 < high


def _width(line: Sequence[KeyEntry]) -> float:
    return sum(entry.width for entry in line) + APART * max(len(line) - 1, 0)
