"""Regions: which part of the picture belongs to the stage and which to each panel.

Where a picture is wide, panels stand in columns beside the network. In squarish ones, curves and
planes do, and all others stand in a band below it; in narrow ones, all do. In pictures that are
high for their width, text and all that surrounds the stage is smaller in parts of the height. So
regions are told in units of their own, see `Regions.scale`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise
from math import sqrt

from nnviz.errors import UsageError

MARGIN = 0.035
LEFT_COLUMN, RIGHT_COLUMN = 0.36, 0.313  # at most
WIDE_LEFT, WIDE_RIGHT = 0.43, 0.4  # where a panel needs all the room
KEY_COLUMN, MAP_COLUMN = 0.25, 0.42  # where a map has beside it nothing but the key
GUTTER = 0.012
PLANE_WIDTH = 0.34  # of a plane below a network
TOP, CAPTION_ROOM = 0.15, 0.115  # above the stage; below it
HEADLINE_BOTTOM = 0.142
BARE_TOP = 0.1  # where nothing but names stands above the networks
NARROWEST, WIDEST = 0.56, 2.4  # aspects that there is room for panels in, and a use for
BESIDE = 1.56  # aspect from which on panels stand beside the network
CURVES_BESIDE = 0.95  # aspect from which on those at the right do, others in a band below it
SQUARISH = 0.73  # of their width that they take there
UPRIGHT = 0.8  # aspect below which its layers stand above each other
SMALLEST_SCALE, FULL_SCALE = 0.72, 1.3  # at the narrowest; the aspect from which on it is 1
NETWORK_SHARE = 0.571  # of a picture's width that two columns leave: a network takes half or more
BAND_SHARE = 0.602  # of its height that is left above a band
UPPER_SHARE, LOW_UPPER_SHARE = 0.517, 0.45  # of the right column: its upper panel
ABOVE_MAP_SHARE = 0.36  # likewise above a map that has a column of its own
CELL = 0.21  # the least width of a cell of a band
CODE_TOP, LISTING_TOP, KEY_TOP = 0.607, 0.44, 0.732  # in the left column
KEY_HEIGHT = 0.108  # in a band


class Place(Enum):
    """Where a panel stands around one network; two of the same place exclude each other."""

    TOP = "top"
    STAGE = "on the stage"
    UPPER_LEFT = "upper left"
    LOWER_LEFT = "lower left"
    KEY = "foot"
    UPPER_RIGHT = "upper right"
    LOWER_RIGHT = "lower right"


LEFT = frozenset({Place.UPPER_LEFT, Place.LOWER_LEFT, Place.KEY})
RIGHT = frozenset({Place.UPPER_RIGHT, Place.LOWER_RIGHT})
# How wide cells of a band are beside those of others.
WIDTHS = {Place.UPPER_LEFT: 1.5, Place.LOWER_LEFT: 1.5, Place.KEY: 1.2}


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


SHAPES = "choose a shape from 9:16 to 12:5, like 1080x1920, 1080x1080, 640x480 or 1920x1080"


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

    def scaled(self, factor: float) -> "Region":
        """Return the same part in other units, of which `factor` are one of its own."""
        sides = (self.left, self.top, self.right, self.bottom)
        return Region(*(factor * side for side in sides))

    def within(self, other: "Region") -> bool:
        """Return whether another region holds all of it."""
        sides = self.left >= other.left and self.right <= other.right
        return sides and self.top >= other.top and self.bottom <= other.bottom

    def overlaps(self, other: "Region") -> bool:
        """Return whether it has some part in common with another region."""
        beside = self.right <= other.left or self.left >= other.right
        return not (beside or self.bottom <= other.top or self.top >= other.bottom)


@dataclass(frozen=True)
class Regions:
    """How a picture is divided; all in units of `scale` of the picture's height.

    Attributes:
        aspect: width of the picture divided by its height.
        places: where panels stand; what they leave is the stage's.
        left_column: how wide panels at the left are where there is room.
        right_column: likewise at the right.

    """

    aspect: float
    places: frozenset[Place] = frozenset(Place)
    left_column: float = LEFT_COLUMN
    right_column: float = RIGHT_COLUMN

    @cached_property
    def scale(self) -> float:
        """Picture units that one of the regions' units is: 1 where the height is the short side."""
        share = (self.aspect - NARROWEST) / (FULL_SCALE - NARROWEST)
        return SMALLEST_SCALE + (1.0 - SMALLEST_SCALE) * min(max(share, 0.0), 1.0)

    @property
    def width(self) -> float:
        """How wide the picture is."""
        return self.aspect / self.scale

    @property
    def height(self) -> float:
        """How high the picture is."""
        return 1.0 / self.scale

    @property
    def bottom(self) -> float:
        """Where the caption's room begins."""
        return self.height - CAPTION_ROOM

    @property
    def beside(self) -> bool:
        """Whether panels stand beside the network, not in a band below it."""
        return self.aspect >= BESIDE

    @property
    def _right_beside(self) -> bool:
        """Whether those at the right do."""
        return self.aspect >= CURVES_BESIDE

    @property
    def _in_band(self) -> frozenset[Place]:
        """Places in the band below the network."""
        return frozenset() if self.beside else LEFT if self._right_beside else LEFT | RIGHT

    @property
    def stage(self) -> Region:
        """Where the network stands: between the columns of panels, above their band."""
        left, right, bottom = MARGIN, self.width - MARGIN, self.bottom
        top = TOP if Place.TOP in self.places else MARGIN
        if self.places & self._in_band:
            bottom = self._band_top
        if self.beside and self.places & LEFT:
            left += self._columns[0] + GUTTER
        if self._right_beside and self.places & RIGHT:
            right -= self._columns[1] + GUTTER
        return Region(left, top, right, bottom)

    @property
    def network_shape(self) -> float:
        """Width by height of a network that fills half of the picture in each of its stages."""
        kinds = (frozenset(Place), LEFT | {Place.TOP})
        stages = [Regions(self.aspect, places).stage for places in kinds]
        if self.aspect < UPRIGHT:  # numbers need the room beside the nodes of a row
            return min(stage.width / stage.height for stage in stages)
        widest = min(stage.width for stage in stages) / (self.height / 2)
        narrowest = self.width / 2 / max(stage.height for stage in stages)
        return sqrt(widest * narrowest)

    def bare_stage(self, *, named: bool) -> Region:
        """Where networks stand without any panel: all but the caption's line.

        Args:
            named: whether their names stand above them.

        """
        top = BARE_TOP if named else MARGIN
        return Region(MARGIN, top, self.width - MARGIN, self.bottom)

    @property
    def wide_stage(self) -> Region:
        """Where two networks stand beside each other, above a table."""
        return Region(MARGIN + 0.02, 0.2, self.width - MARGIN - 0.04, self.height - 0.425)

    @property
    def race(self) -> Region:
        """The curves of several trainings, below their networks."""
        return Region(MARGIN, self.height - 0.4, self.width - MARGIN, self.bottom)

    @property
    def comparison(self) -> Region:
        """The outputs of two epochs beside each other, below the networks."""
        middle, half = self.width / 2, min(0.36, self.width / 2 - MARGIN)
        return Region(middle - half, self.height - 0.405, middle + half, self.height - 0.11)

    def planes_below(self, middles: Sequence[float]) -> list[Region]:
        """Return where planes stand below networks, or evenly where they do not fit there."""
        count, wide = len(middles), self.width - 2 * MARGIN + GUTTER
        half = min(PLANE_WIDTH, wide / count - GUTTER) / 2
        inside = all(x - half >= MARGIN and x + half <= self.width - MARGIN for x in middles)
        apart = all(b - a >= 2 * half + GUTTER for a, b in pairwise(middles))
        if not (inside and apart):
            first = (self.width - wide) / 2
            middles = [first + (number + 0.5) / count * wide for number in range(count)]
        top, bottom = self.height - 0.425, self.height - 0.11
        return [Region(x - half, top, x + half, bottom) for x in middles]

    @property
    def headline(self) -> Region:
        """The epoch, the phase and the error, above all."""
        return Region(0.0, 0.0, self.width, HEADLINE_BOTTOM)

    @property
    def upper_left(self) -> Region:
        """The training records."""
        if not self.beside:
            return self._cells[Place.UPPER_LEFT]
        return Region(MARGIN, TOP + 0.02, MARGIN + self._columns[0], LISTING_TOP - GUTTER)

    @property
    def lower_left(self) -> Region:
        """The lines of code that run."""
        return self._lower_left(CODE_TOP)

    @property
    def listing(self) -> Region:
        """More of the code."""
        return self._lower_left(LISTING_TOP)

    def _lower_left(self, top: float) -> Region:
        if not self.beside:
            return self._cells[Place.LOWER_LEFT]
        right = MARGIN + self._columns[0] + GUTTER  # where nothing but code ends
        return Region(MARGIN - GUTTER, top, right, KEY_TOP - GUTTER)

    @property
    def key(self) -> Region:
        """What stands for what."""
        if not self.beside:
            return self._cells[Place.KEY]
        return Region(MARGIN, KEY_TOP, MARGIN + self._columns[0], self.bottom)

    @property
    def upper_right(self) -> Region:
        """The curve of the error."""
        return self._upper_right(UPPER_SHARE)

    @property
    def low_upper_right(self) -> Region:
        """The curve of the error, above a large plane."""
        return self._upper_right(self._low_upper_share)

    @property
    def high_lower_right(self) -> Region:
        """What the network says of every point of a plane."""
        return self._lower_right(self._low_upper_share)

    @property
    def lower_right(self) -> Region:
        """The curve of the size of the updates."""
        return self._lower_right(UPPER_SHARE)

    @property
    def _low_upper_share(self) -> float:
        return ABOVE_MAP_SHARE if self.right_column >= MAP_COLUMN else LOW_UPPER_SHARE

    def _upper_right(self, share: float) -> Region:
        right, bottom = self.width - MARGIN, TOP + share * (self.stage.bottom - TOP)
        if not self._right_beside:
            return self._cells[Place.UPPER_RIGHT]
        return Region(right - self._columns[1], TOP + 0.02, right, bottom)

    def _lower_right(self, share: float) -> Region:
        right, top = self.width - MARGIN, TOP + share * (self.stage.bottom - TOP) + GUTTER
        if not self._right_beside:
            return self._cells[Place.LOWER_RIGHT]
        return Region(right - self._columns[1], top, right, self.stage.bottom)

    @property
    def _columns(self) -> tuple[float, float]:
        """Return the widths of the left and of the right column."""
        room = self.width * (1 - NETWORK_SHARE) - 2 * (MARGIN + GUTTER)
        narrower = min(room / (LEFT_COLUMN + RIGHT_COLUMN), 1.0) if self.beside else SQUARISH
        return self.left_column * narrower, self.right_column * narrower

    @property
    def _band_top(self) -> float:
        return TOP + BAND_SHARE * self.height

    @cached_property
    def _cells(self) -> dict[Place, Region]:
        """Where panels stand in the band: beside each other, two above each other if need be."""
        stacks = [
            [place for place in side if place in self.places & self._in_band]
            for side in (
                (Place.UPPER_LEFT,),
                (Place.LOWER_LEFT,),
                (Place.KEY,),
                (Place.UPPER_RIGHT,),
                (Place.LOWER_RIGHT,),
            )
        ]
        wide = self.width - 2 * MARGIN
        most = int((wide + GUTTER) / (CELL + GUTTER))
        if sum(map(bool, stacks)) > most:  # code and key
            stacks[1:3] = [stacks[1] + stacks[2]]
        if sum(map(bool, stacks)) > most:  # with the records, or what is at the right
            merged = 0 if len(stacks[1]) < 2 else 2
            stacks[merged : merged + 2] = [stacks[merged] + stacks[merged + 1]]
        stacks = [stack for stack in stacks if stack]
        shares = [max(WIDTHS.get(place, 1.0) for place in stack) for stack in stacks]
        cells: dict[Place, Region] = {}
        left = MARGIN
        for stack, share in zip(stacks, shares, strict=True):
            step = (wide + GUTTER) * share / sum(shares)
            cells |= self._stacked(stack, left, left + step - GUTTER)
            left += step
        return cells

    def _stacked(self, stack: list[Place], left: float, right: float) -> dict[Place, Region]:
        """Return where places are above each other; the key takes no more than it needs."""
        top, bottom = self._band_top + GUTTER, self.bottom
        cells: dict[Place, Region] = {}
        if Place.KEY in stack and len(stack) > 1:
            cells[Place.KEY] = Region(left, bottom - KEY_HEIGHT, right, bottom)
            stack, bottom = stack[:-1], bottom - KEY_HEIGHT - GUTTER
        high = (bottom - top + GUTTER) / max(len(stack), 1)
        for number, place in enumerate(stack):
            upper = top + number * high
            cells[place] = Region(left, upper, right, upper + high - GUTTER)
        return cells
