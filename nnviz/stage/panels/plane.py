"""The plane panel: what the network says of every point of a plane, and the records in it."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.regions import GUTTER, HEADLINE_BOTTOM, MARGIN, Region
from nnviz.picture.typography import extent
from nnviz.stage.facts.output_curve import OutputCurve
from nnviz.stage.facts.plane import Plane
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.stage.geometry.arrangement import stands_in_grid
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.ground import PADDING, TITLE_HEIGHT, add_panel
from nnviz.stage.panels.map_axes import MapAxes, add_map_axes, map_within
from nnviz.stage.panels.map_key import DOT, HOLE, add_key, add_key_column, key_entries, key_lines
from nnviz.stage.panels.output_curve import add_output_curve
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.stage.world.staged_bodies import StagedNetwork
from nnviz.story.moment import Phase
from nnviz.story.storyboard import Telling

HEAD = 0.052  # below the upper side of a panel, where the map begins; picture units
KEY_PITCH = 0.032  # from line to line of the key
NAME_IN_COLUMN = 7.0  # em that names of classes are shortened to in a key beside a map
ABOVE_MAP = 0.012  # what is left above a map that has the panel's height
RIM = 0.0032  # by how much the rim of a record is wider than the record
FULLEST = 0.7  # colour of the largest output, so that the records stand out
SMALL = 0.75  # of these sizes, where the square is small
LARGE_SQUARE = 0.25  # from this side on
LEAST_MAP = 0.12  # width of a map with its numbers beside a network, to be read
RING = 0.024  # diameter of what surrounds the record on the stage


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    plane, started = setting.plane, instant.moment.phase != Phase.INITIALISE
    if plane is None:
        return
    step = instant.step if started else None
    current = plane.place_of(instant.step, instant.moment.record) if started else None
    add_panel(builder, setting.palette, region, setting.wording.outputs)
    room = _add_key(builder, setting, plane, region)
    _add_map(builder, setting, (plane, room), step, current)


def _add_key(
    builder: FrameBuilder, setting: Setting, plane: Plane | OutputCurve, region: Region
) -> Region:
    """Add the key, beside the map where the panel is low; return what it leaves to the map."""
    entries, title = partial(key_entries, setting, plane), setting.wording.outputs
    right = region.right - PADDING
    column = entries(NAME_IN_COLUMN)
    wide = max(extent(title, "sans") * TITLE_HEIGHT, *(each.width for each in column))
    left = region.left + wide + 2 * PADDING
    beside = right - left >= region.height - PADDING
    if beside and HEAD + (len(column) + 0.5) * KEY_PITCH <= region.height:
        add_key_column(builder, setting.palette, column, region)
        return Region(left, region.top + ABOVE_MAP, right, region.bottom)
    lines = key_lines(entries, title, region.width - 2 * PADDING)
    add_key(builder, setting.palette, lines, region)
    below = HEAD + (len(lines) - 1) * KEY_PITCH
    return Region(region.left + PADDING, region.top + below, right, region.bottom)


def _add_below(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    if setting.plane is None:
        return
    if stands_in_grid([network.layout for network in row.networks]):
        _add_beside(builder, setting, row)
        return
    middles = [(seat.left + seat.right) / 2 for seat in row.seats]
    places = row.regions.planes_below(middles)
    for network, below in zip(row.networks, places, strict=True):
        add_panel(builder, setting.palette, below, network.name)
        left, right = below.left + PADDING, below.right - PADDING
        room = Region(left, below.top + HEAD, right, below.bottom)
        _add_map(builder, setting, (_plane_of(setting, network), room), network.step)


def _plane_of(setting: Setting, network: StagedNetwork) -> Plane | OutputCurve | None:
    """Return what a network of a row says: a variant may have other layers than the training."""
    number = network.training
    return setting.plane if number is None else setting.variants[number].plane


def _add_beside(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    """Add the map of each network of a grid at its right, under the same name.

    There is none where somebody has gone so near that not all of them have room.
    """
    rooms = _rooms_beside(row.regions.width, row.seats)
    stage = Region(0.0, HEADLINE_BOTTOM, row.regions.width, row.regions.bottom)
    if not all(room.width >= LEAST_MAP and room.within(stage) for room in rooms):
        return
    if any(room.overlaps(taken) for room in rooms for taken in builder.kept_clear):
        return
    for network, room in zip(row.networks, rooms, strict=True):
        builder.kept_clear.append(room)
        _add_map(builder, setting, (_plane_of(setting, network), room), network.step)


def _rooms_beside(width: float, seats: Sequence[Region]) -> list[Region]:
    """Return where the map of each network of a grid stands: from it to the next one."""
    rooms = []
    for seat in seats:
        others = [each.left for each in seats if each.left > seat.right]
        right = min([*others, width - MARGIN + 2 * GUTTER]) - 2 * GUTTER
        side = min(right - seat.right - GUTTER, seat.height * 1.15)
        begin = seat.right + GUTTER
        rooms.append(Region(begin, seat.top, begin + side, seat.bottom))
    return rooms


def _missing(setting: Setting | None, _tell: Telling) -> str:
    if setting is None or setting.plane is None:
        points = "two inputs, or features of two, and one output or two to ten classes"
        return f"{points}; or one input and one output"
    return ""


def _add_map(
    builder: FrameBuilder,
    setting: Setting,
    shown: tuple[Plane | OutputCurve | None, Region],
    step: StepArrays | None,
    current: Values | None = None,
) -> None:
    """Add a map, or the curve over one input, with its axes and records.

    Args:
        builder: what it is added to.
        setting: the show's.
        shown: what is drawn, and where it stands with its numbers and names.
        step: whose weights say what the network says; None: nothing yet.
        current: (2,) coordinates of the record that is on the stage; None: it is not marked.

    """
    (plane, room), palette = shown, setting.palette
    if plane is None:
        return
    if isinstance(plane, OutputCurve):
        axes = add_output_curve(builder, setting, plane, room, step)
    else:
        axes = _add_plane(builder, setting, plane, room, step)
    if current is not None:
        at = axes.places(current[None])
        builder.curve(at + RING / 2 * CIRCLE, palette.accent, width=0.004)


def _add_plane(
    builder: FrameBuilder, setting: Setting, plane: Plane, room: Region, step: StepArrays | None
) -> MapAxes:
    palette, axes = setting.palette, map_within(room, plane.low, plane.high, plane.names)
    square = axes.square
    if step is not None:
        colours = plane.colours(palette, step, FULLEST)
        builder.map([square.left, square.top], [square.width, square.height], colours)
    add_map_axes(builder, palette, axes, room)
    _add_records(builder, setting, plane, axes)
    return axes


def _add_records(builder: FrameBuilder, setting: Setting, plane: Plane, axes: MapAxes) -> None:
    palette, points = setting.palette, plane.points
    size = 1.0 if axes.square.width > LARGE_SQUARE else SMALL
    for records, targets, hollow in (
        (points.held_out, points.held_out_targets, True),
        (points.training, points.targets, False),
    ):
        at = axes.places(records)
        builder.strokes(at, at, palette.background, width=(DOT + RIM) * size)
        builder.strokes(at, at, plane.colours_of(palette, targets), width=DOT * size)
        if hollow:
            builder.strokes(at, at, palette.background, width=HOLE * size)


_TURN = np.linspace(0, 2 * np.pi, 25)
CIRCLE: Floats = np.stack([np.cos(_TURN), np.sin(_TURN)], axis=1).astype(np.float32)


PANEL = Panel(
    name="plane",
    menu="&Plane of the inputs",
    place=Place.LOWER_RIGHT,
    tellings=ALONE | {"race", "compare"},
    unasked=unasked(points=("introduce", "initialise", "steps", "lapse", "compare")),
    add=_add,
    add_below=_add_below,
    missing=_missing,
    grows=True,
    under_each=True,
)
