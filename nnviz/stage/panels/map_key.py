"""The key of a map: which dots are learned from, and which class each colour stands for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import shortened
from nnviz.stage.facts.output_curve import MOST_PARTS, OutputCurve
from nnviz.stage.facts.plane import Plane
from nnviz.stage.panels.ground import PADDING, TITLE_HEIGHT, TITLE_LINE
from nnviz.stage.setting import Setting

HEIGHT = 0.025  # of the font, picture units
PITCH = 0.032  # from line to line
DOT, HOLE = 0.009, 0.0048  # diameters of a record, of what is hollow
AFTER_DOT, APART = 0.008, 0.017  # from a dot to its word, and to the next dot
LINE = 0.026  # length of a line of the key
WIDTHS = (7.0, 5.0, 3.2, 2.2, 1.5)  # em that names of classes are shortened to, as need be
MOST_LINES = 3


@dataclass(frozen=True, eq=False, slots=True)
class KeyEntry:
    """An entry of the key.

    Attributes:
        text: what a dot stands for.
        colour: (4,) of the dot.
        hollow: whether it is.
        line: how thick the line is that stands in place of the dot; 0: the dot does.

    """

    text: str
    colour: Floats
    hollow: bool = False
    line: float = 0.0

    @property
    def width(self) -> float:
        """How wide it is with its dot, picture units."""
        return self.sample + AFTER_DOT + extent(self.text, "sans") * HEIGHT

    @property
    def sample(self) -> float:
        """How wide its dot or its line is, picture units."""
        return LINE if self.line else DOT


Entries = Callable[[float], list[KeyEntry]]


def key_lines(entries: Entries, title: str, room: float) -> list[list[KeyEntry]]:
    """Return the entries of the key in lines: the first stands beside the title of the panel.

    Args:
        entries: gives them, with names that are not wider than so many em.
        title: of the panel.
        room: how wide a line may be, picture units.

    """
    beside = room - extent(title, "sans") * TITLE_HEIGHT - APART
    for widest in WIDTHS:
        lines: list[list[KeyEntry]] = [[]]
        for entry in entries(widest):
            if _width([*lines[-1], entry]) > (beside if len(lines) == 1 else room):
                lines.append([])
            lines[-1].append(entry)
        if len(lines) <= MOST_LINES:
            break
    return lines


def add_key(
    builder: FrameBuilder, palette: Palette, lines: Sequence[Sequence[KeyEntry]], region: Region
) -> None:
    """Add the lines of the key, each to the right end of a panel."""
    for number, line in enumerate(lines):
        base = region.top + TITLE_LINE + number * PITCH
        left = region.right - PADDING - _width(line)
        for entry in line:
            _add_sample(builder, palette, entry, (left, base - 0.008))
            place = [left + entry.sample + AFTER_DOT, base]
            builder.labels([entry.text], place, palette.quiet_text, height=HEIGHT)
            left += entry.width + APART


def add_key_column(
    builder: FrameBuilder, palette: Palette, entries: Sequence[KeyEntry], region: Region
) -> None:
    """Add the key with an entry on each line, below the title of a panel."""
    left = region.left + PADDING
    for number, entry in enumerate(entries, 1):
        base = region.top + TITLE_LINE + number * PITCH
        _add_sample(builder, palette, entry, (left, base - 0.008))
        place = [left + entry.sample + AFTER_DOT, base]
        builder.labels([entry.text], place, palette.quiet_text, height=HEIGHT)


def _add_sample(
    builder: FrameBuilder, palette: Palette, entry: KeyEntry, at: tuple[float, float]
) -> None:
    """Add the dot or the line of an entry, which begins at a point."""
    if entry.line:
        end = [[at[0] + LINE, at[1]]]
        builder.strokes([at], end, entry.colour, width=entry.line)
        return
    middle = [[at[0] + DOT / 2, at[1]]]
    builder.strokes(middle, middle, entry.colour, width=DOT * 1.2)
    if entry.hollow:
        builder.strokes(middle, middle, palette.panel, width=HOLE * 1.2)


def key_entries(setting: Setting, plane: Plane | OutputCurve, widest: float) -> list[KeyEntry]:
    """Return what is to be told apart: classes or lines, and records held out from others.

    Args:
        setting: the show's.
        plane: whose key it is.
        widest: em that names of classes are shortened to.

    """
    words, palette = setting.wording, setting.palette
    if isinstance(plane, OutputCurve):
        first = _lines(setting)
    else:
        classes = () if _say_their_sign(plane.classes) else plane.classes
        colours = palette.classes if plane.has_regions else (palette.negative, palette.positive)
        names = [shortened(name, "sans", widest=widest) for name in classes]
        first = [*map(KeyEntry, names, colours)]
    records = [KeyEntry(words.training_points, palette.quiet_text)]
    if len(plane.held_out):
        records.append(KeyEntry(words.held_out_points, palette.quiet_text, hollow=True))
    elif first and isinstance(plane, Plane):
        records.clear()  # all dots are of one kind
    return [*first, *records]


def _lines(setting: Setting) -> list[KeyEntry]:
    """Return what the lines over one input are."""
    words, palette, widths = setting.wording, setting.palette, setting.layout.widths
    lines = [KeyEntry(words.output, palette.text, line=0.005)]
    if len(widths) == 3 and widths[1] <= MOST_PARTS:
        lines.append(KeyEntry(words.parts, palette.positive, line=0.0024))
    return lines


def _say_their_sign(classes: Sequence[str]) -> bool:
    """Return whether two classes are called by numbers whose signs their colours say already."""
    try:
        low, high = map(float, classes)
    except ValueError:
        return False
    return low < 0 < high


def _width(line: Sequence[KeyEntry]) -> float:
    return sum(entry.width for entry in line) + APART * max(len(line) - 1, 0)
