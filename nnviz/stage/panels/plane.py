"""The plane panel: what the network says of every point of a plane, and the records in it."""

import numpy as np

from nnviz.picture.builder import LEFT, RIGHT, FrameBuilder
from nnviz.picture.frame import Floats
from nnviz.picture.numerals import brief
from nnviz.picture.palette import Palette
from nnviz.picture.regions import Region, Regions
from nnviz.picture.typography import extent
from nnviz.stage.facts.plane import Plane
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.ground import PADDING, TITLE_LINE, add_panel
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.setting import Setting
from nnviz.story.moment import Phase
from nnviz.story.storyboard import Telling

TICK_HEIGHT = 0.0225  # of the font, picture units
HEAD, FOOT, LEFT_ROOM = 0.052, 0.045, 0.045  # beside the square
DOT, RIM, HOLE = 0.009, 0.0122, 0.0048  # diameters of a record, of its rim, of what is hollow
FULLEST = 0.7  # colour of the largest output, so that the records stand out
SMALL = 0.75  # of these sizes, where the square is small
LARGE_SQUARE = 0.25  # from this side on
RING = 0.024  # diameter of what surrounds the record on the stage
KEY_GAP = 0.012  # between a dot of the key and its word


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    plane, started = setting.plane, instant.moment.phase != Phase.INITIALISE
    if plane is None:
        return
    add_plane(
        builder,
        setting,
        plane,
        region,
        step=instant.step if started else None,
        current=plane.place_of(instant.step, instant.moment.record) if started else None,
    )


def _add_below(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    if setting.plane is None:
        return
    places = Regions(setting.aspect).planes_below(row.across)
    for network, below in zip(row.networks, places, strict=True):
        add_plane(builder, setting, setting.plane, below, step=network.step, title=network.name)


def _missing(setting: Setting | None, _tell: Telling) -> str:
    if setting is None or setting.plane is None:
        return "two inputs, or features of two, and one output or two classes"
    return ""


def add_plane(
    builder: FrameBuilder,
    setting: Setting,
    plane: Plane,
    region: Region,
    *,
    step: StepArrays | None,
    current: Values | None = None,
    title: str = "",
) -> None:
    """Add the panel.

    Args:
        builder: what it is added to.
        setting: the show's.
        plane: what is drawn.
        region: where the panel stands.
        step: whose weights say what the network says; None: nothing yet.
        current: (2,) coordinates of the record that is on the stage; None: it is not marked.
        title: above it, in place of the key.

    """
    palette = setting.palette
    add_panel(builder, palette, region, title or setting.wording.outputs)
    if not title:
        _key(builder, setting, plane, region)
    square = _square(region)
    if step is not None:
        colours = palette.of_share(plane.shares(step) * FULLEST)
        builder.map([square.left, square.top], [square.width, square.height], colours)
    _axes(builder, palette, plane, square)
    size = 1.0 if square.width > LARGE_SQUARE else SMALL
    points = plane.points
    for records, targets, hollow in (
        (points.held_out, points.held_out_targets, True),
        (points.training, points.targets, False),
    ):
        at = _places(records, plane, square)
        builder.strokes(at, at, palette.background, width=RIM * size)
        colours = palette.of_sign(plane.share_of(targets))
        builder.strokes(at, at, colours, width=DOT * size)
        if hollow:
            builder.strokes(at, at, palette.background, width=HOLE * size)
    if current is not None:
        at = _places(current[None], plane, square)
        builder.curve(at + RING / 2 * CIRCLE, palette.accent, width=0.004)


_TURN = np.linspace(0, 2 * np.pi, 25)
CIRCLE = np.stack([np.cos(_TURN), np.sin(_TURN)], axis=1).astype(np.float32)


def _square(region: Region) -> Region:
    """Return where the plane is drawn: as large as the panel allows, in its middle."""
    room = region.width - LEFT_ROOM - PADDING, region.height - HEAD - FOOT
    side = min(room)
    left = region.left + LEFT_ROOM + (room[0] - side) / 2
    top = region.top + HEAD
    return Region(left, top, left + side, top + side)


def _places(points: Values, plane: Plane, square: Region) -> Floats:
    """Return (n, 2) where points lie in the picture."""
    share = points / (2 * plane.half)
    x = square.left + (0.5 + share[:, 0]) * square.width
    y = square.top + (0.5 - share[:, 1]) * square.height
    return np.column_stack([x, y]).astype(np.float32)


def _axes(builder: FrameBuilder, palette: Palette, plane: Plane, square: Region) -> None:
    """Frame the square, and say where it ends."""
    corners = np.array(
        [
            [square.left, square.top],
            [square.right, square.top],
            [square.right, square.bottom],
            [square.left, square.bottom],
            [square.left, square.top],
        ],
        dtype=np.float32,
    )
    builder.curve(corners, palette.rule, width=0.0016)
    base, ink = square.bottom + 0.03, palette.quiet_text
    low, high = (brief(float(f"{end:.2g}")) for end in (-plane.half, plane.half))
    name, centre = "x₁", (square.left + square.right) / 2
    aside = (extent(name, "sans") + extent(low, "sans")) * TICK_HEIGHT
    for text, x, anchor in (
        (low, min(square.left, centre - aside), LEFT),
        (name, centre, (0.5, 0.0)),
        (high, max(square.right, centre + aside), RIGHT),
    ):
        builder.labels([text], [x, base], ink, height=TICK_HEIGHT, anchor=anchor)
    middle = (square.top + square.bottom) / 2
    at = [square.left - 0.012, middle + 0.008]
    builder.labels(["x₂"], at, ink, height=TICK_HEIGHT, anchor=RIGHT)


def _key(builder: FrameBuilder, setting: Setting, plane: Plane, region: Region) -> None:
    """Say at the upper right which dots are which, from right to left."""
    palette, words = setting.palette, setting.wording
    kinds = [(words.training_points, False)]
    if len(plane.points.held_out):
        kinds.insert(0, (words.held_out_points, True))
    right, base = region.right - PADDING, region.top + TITLE_LINE
    for text, hollow in kinds:
        builder.labels([text], [right, base], palette.quiet_text, height=TICK_HEIGHT, anchor=RIGHT)
        right -= extent(text, "sans") * TICK_HEIGHT + KEY_GAP
        at = np.array([[right, base - 0.008]], dtype=np.float32)
        builder.strokes(at, at, palette.quiet_text, width=DOT)
        if hollow:
            builder.strokes(at, at, palette.panel, width=HOLE)
        right -= 2 * KEY_GAP


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
