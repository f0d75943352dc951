"""Regions: which part of the picture belongs to the stage and which to each panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nnviz.errors import UsageError

MARGIN = 0.035
LEFT_COLUMN, RIGHT_COLUMN = 0.43, 0.4
GUTTER = 0.012
PLANE_WIDTH = 0.34  # of a plane below a network
TOP, BOTTOM = 0.15, 0.885
HEADLINE_BOTTOM = 0.142
BARE_TOP = 0.1  # where nothing but names stands above the networks
NARROWEST, WIDEST = 1.33, 2.4  # aspects that there is room for panels in, and a use for


def require_shape(aspect: float) -> None:
    """Refuse a picture in which panels would lie upon each other.

    Args:
        aspect: width of the picture divided by its height.

    Raises:
        UsageError: it is too narrow or too wide.

    """
    if not NARROWEST <= aspect <= WIDEST:
        fault = "narrow" if aspect < NARROWEST else "wide"
        raise UsageError(
            f"a picture that is {aspect:.3g} times as wide as high is too {fault} for network and "
            f"panels; {SHAPES}"
        )


SHAPES = "choose a shape from 4:3 to 12:5, like 640x480, 1920x1080 (16:9) or 2560x1080 (21:9)"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture; picture units.

    Attributes:
        left: where it begins, from the picture's left side.
        top: where it begins, from the picture's upper side.
        right: where it ends, from the picture's left side.
        bottom: where it ends, from the picture's upper side.

    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Regions:
    """How a picture is divided.

    Attributes:
        aspect: width of the picture divided by its height.

    """

    aspect: float

    def stage(self, *, left_panels: bool, right_panels: bool) -> Region:
        """Where the network stands: between the columns of panels, or in their place."""
        left = MARGIN + (LEFT_COLUMN + GUTTER if left_panels else 0.0)
        right = self.aspect - MARGIN - (RIGHT_COLUMN + GUTTER if right_panels else 0.0)
        return Region(left, TOP, right, BOTTOM)

    def bare_stage(self, *, named: bool) -> Region:
        """Where networks stand without any panel: all but the caption's line.

        Args:
            named: whether their names stand above them.

        """
        top = BARE_TOP if named else MARGIN
        return Region(MARGIN, top, self.aspect - MARGIN, BOTTOM)

    @property
    def wide_stage(self) -> Region:
        """Where two networks stand beside each other, above a table."""
        return Region(MARGIN + 0.02, 0.2, self.aspect - MARGIN - 0.04, 0.58)

    @property
    def race(self) -> Region:
        """The curves of several trainings, below their networks."""
        return Region(MARGIN, 0.6, self.aspect - MARGIN, 0.885)

    @property
    def comparison(self) -> Region:
        """The outputs of two epochs beside each other, below the networks."""
        middle = self.aspect / 2
        return Region(middle - 0.36, 0.595, middle + 0.36, 0.89)

    @property
    def headline(self) -> Region:
        """The epoch, the phase and the error, above all."""
        return Region(0.0, 0.0, self.aspect, HEADLINE_BOTTOM)

    @property
    def upper_left(self) -> Region:
        """The training records."""
        return Region(MARGIN, TOP + 0.03, MARGIN + LEFT_COLUMN, 0.48)

    @property
    def lower_left(self) -> Region:
        """The code, or what stands for what."""
        return Region(MARGIN, 0.505, MARGIN + LEFT_COLUMN, 0.885)

    @property
    def upper_right(self) -> Region:
        """The calculation, or the curve of the error."""
        right = self.aspect - MARGIN
        return Region(right - RIGHT_COLUMN, TOP + 0.03, right, 0.53)

    @property
    def low_upper_right(self) -> Region:
        """The curve of the error, above a large plane."""
        right = self.aspect - MARGIN
        return Region(right - RIGHT_COLUMN, TOP + 0.03, right, 0.43)

    @property
    def high_lower_right(self) -> Region:
        """What the network says of every point of a plane."""
        right = self.aspect - MARGIN
        return Region(right - RIGHT_COLUMN, 0.455, right, 0.885)

    def planes_below(self, middles: Sequence[float]) -> list[Region]:
        """Return where planes stand below networks, or evenly where they do not fit there."""
        half, count = PLANE_WIDTH / 2, len(middles)
        inside = all(x - half >= MARGIN and x + half <= self.aspect - MARGIN for x in middles)
        apart = all(b - a >= PLANE_WIDTH + GUTTER for a, b in pairwise(middles))
        if not (inside and apart):
            middles = [(number + 0.5) / count * self.aspect for number in range(count)]
        return [Region(x - half, 0.575, x + half, 0.89) for x in middles]

    @property
    def lower_right(self) -> Region:
        """The activation function, or the curve of the size of the updates."""
        right = self.aspect - MARGIN
        return Region(right - RIGHT_COLUMN, 0.555, right, 0.885)
