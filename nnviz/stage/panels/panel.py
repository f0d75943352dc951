"""A panel: what may stand around the stage, and all that the rest of the program knows of it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.setting import Setting
from nnviz.story.storyboard import Telling

ALONE: frozenset[Telling] = frozenset({"introduce", "initialise", "steps", "lapse", "surface"})
"""The kinds of shot in which one network, or a loss surface, stands on the stage."""


class Place(Enum):
    """Where a panel stands beside one network; two of the same place exclude each other."""

    TOP = "top"
    UPPER_LEFT = "upper left"
    LOWER_LEFT = "lower left"
    UPPER_RIGHT = "upper right"
    LOWER_RIGHT = "lower right"


LEFT = frozenset({Place.UPPER_LEFT, Place.LOWER_LEFT})
RIGHT = frozenset({Place.UPPER_RIGHT, Place.LOWER_RIGHT})


class Learned(Enum):
    """What a training is about, as far as it decides which panels are there unasked."""

    POINTS = "points of a plane"
    CLASSES = "classes of something else"
    OTHER = "something else"


def nothing_missing(_setting: Setting | None, _tell: Telling) -> str:
    """Return that a panel lacks nothing of any training."""
    return ""


def explains_nothing(_setting: Setting) -> bool:
    """Return that a panel does not say what sizes stand for."""
    return False


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Panel:
    """A panel.

    Attributes:
        name: as a scene calls it.
        menu: as the window's menu calls it in English, `&` before the letter that is its key.
        place: where it stands beside one network.
        tellings: the kinds of shot in which it has something to show.
        unasked: those in which it is there unasked, by what the training is about.
        unasked_in_deep: those in which it is there unasked where a network has many layers, in
            place of what stands there else.
        add: adds it to its region beside one network, or a loss surface.
        add_below: adds it to a row of networks, below it or above all; None: it has nothing to
            show there.
        missing: says what it needs and a training lacks; empty: nothing. Without a setting it is
            the lecture's training.
        grows: whether it is large, and what stands above it low, where nothing needs all the room.
        needs_room: whether it does, so that nothing beside it grows.
        largest_unit: what a world unit may measure so that it has room, picture units.
        tells_calculation: whether it tells the calculation of the moment.
        explains_sizes: whether it says what sizes on the stage stand for in a show, so that no note
            has to.
        under_each: whether it stands under each network of a row, wherever that is seen.
        says_over: whether it says in a row over which records the error is.

    """

    name: str
    menu: str
    place: Place
    tellings: frozenset[Telling]
    unasked: Mapping[Learned, frozenset[Telling]]
    add: Callable[[FrameBuilder, Setting, Instant, Region], None]
    unasked_in_deep: frozenset[Telling] = frozenset()
    add_below: Callable[[FrameBuilder, Setting, RowInstant], None] | None = None
    missing: Callable[[Setting | None, Telling], str] = nothing_missing
    grows: bool = False
    needs_room: bool = False
    largest_unit: float = math.inf
    tells_calculation: bool = False
    explains_sizes: Callable[[Setting], bool] = explains_nothing
    under_each: bool = False
    says_over: bool = False


def unasked(
    *tellings: Telling,
    points: tuple[Telling, ...] | None = None,
    classes: tuple[Telling, ...] | None = None,
) -> Mapping[Learned, frozenset[Telling]]:
    """Return in which shots a panel is unasked, and in which others of points or of classes."""
    return MappingProxyType(
        {
            Learned.OTHER: frozenset(tellings),
            Learned.POINTS: frozenset(tellings if points is None else points),
            Learned.CLASSES: frozenset(tellings if classes is None else classes),
        }
    )
