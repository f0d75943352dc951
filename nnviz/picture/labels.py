"""Labels: numbers that stand at the things they belong to, in the picture and clear of each other.

Where several networks stand beside each other, none stands over another network than its own, and
what is said of one of them is said of all: a number that finds no room at one stands at none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from nnviz.picture.builder import MIDDLE, FrameBuilder
from nnviz.picture.camera import Doubles, project
from nnviz.picture.frame import Camera, Floats
from nnviz.picture.label_bars import ROOM, LabelBar, add_label_bars
from nnviz.picture.label_clearance import off_body, tie, ways_beside
from nnviz.picture.palette import Palette
from nnviz.picture.typography import extent

NUMBER_HEIGHT = 0.0245  # of the picture; at least 1/45, so that the back row can read it
PADDING = (0.006, 0.003)
# Where a label may go when its place is taken: offsets in its own widths and heights, near first.
NEARBY = np.array(
    [
        *((0.0, 0.0), (0.0, -0.35), (0.0, 0.35), (0.05, 0.0), (0.1, 0.0), (0.2, 0.0), (-0.2, 0.0)),
        *((0.0, -0.7), (0.0, 0.7)),
        *((0.2, -0.5), (0.4, 0.0), (-0.05, 0.0), (-0.1, 0.0), (-0.15, 0.0)),
        *((-0.4, 0.0), (0.6, 0.0), (-0.6, 0.0), (0.8, 0.0), (-0.8, 0.0)),
    ]
)
TIE = 0.0016  # picture units: the width of the line from a rod to its number
NO_CORES = np.empty((0, 8, 3), dtype=np.float32)
ROW = 0.78  # height of a label as a share of its em: digits and capitals, no descenders


@dataclass(frozen=True, eq=False, slots=True)
class Label:
    """A line of text that stands at a point of the stage.

    Attributes:
        text: what it says.
        point: (3,) world units, where its middle stands.
        colour: (4,).
        rank: labels of a higher rank keep their place where two collide.
        height: of the font, picture units.
        font: its name.
        align: which point of the text's width stands at `point`, 0 its left and 1 its right end.
        plate: (4,) its ground; None: that of all labels.
        key: what it says, the same in all networks that it is said of; empty: it stands by itself.
        body: (8, 3) corners of the body that it tells of, world units: it stands off that, on the
            side of `point`. None: of none.
        row: how many lines stand between it and that body.
        rod: (2, 3) ends of the rod that it tells of, world units: it stands beside that, and is
            tied to it. None: of none.
        bar: below it; None: there is none. Labels of a network that have one begin below each
            other.

    """

    text: str
    point: Floats
    colour: Floats
    rank: float = 0.0
    height: float = NUMBER_HEIGHT
    font: str = "sans"
    align: float = 0.5
    plate: Floats | None = None
    key: tuple[str, int, int] | None = None
    body: Floats | None = None
    row: int = 0
    rod: Floats | None = None
    bar: LabelBar | None = None


@dataclass(frozen=True, eq=False, slots=True)
class LabelGroup:
    """The labels of one of the networks on the stage.

    Attributes:
        labels: its numbers.
        corners: (n, 3) of the box that it stands in, world units.
        cores: (n, 8, 3) corners of what no label may cover, of any network, world units.

    """

    labels: Sequence[Label]
    corners: Floats
    cores: Floats


def place_labels(
    builder: FrameBuilder,
    groups: Sequence[LabelGroup],
    camera: Camera,
    aspect: float,
    palette: Palette,
    *,
    scale: float = 1.0,
) -> None:
    """Add the labels that find a place: in the picture, clear of panels and of higher ranks.

    Args:
        builder: what they are added to.
        groups: what is to be read, of each network.
        camera: from where the stage is seen.
        aspect: width of the picture divided by its height.
        palette: the colours.
        scale: of the sizes of all texts.

    """
    every = [(label, number) for number, group in enumerate(groups) for label in group.labels]
    if not every:
        return
    every.sort(key=lambda pair: -pair[0].rank)
    labels, networks = [label for label, _ in every], [number for _, number in every]
    cores = [group.cores.reshape(-1, 3) for group in groups]
    points = np.concatenate([np.stack([label.point for label in labels]), *cores])
    places = project(camera, aspect, points).position
    labels = _with_bars_that_fit(labels, networks, places, scale)
    sizes = np.array([_size(label) for label in labels]) * scale
    middle = np.array([[label.align, 0.5] for label in labels])
    clear = np.array([[r.left, r.top, r.right, r.bottom] for r in builder.kept_clear])
    covered = places[len(labels) :].reshape(-1, 8, 2)
    covered = np.concatenate([covered.min(axis=1), covered.max(axis=1)], axis=1)
    low = places[: len(labels)] - middle * sizes
    taken = np.concatenate([clear.reshape(-1, 4), covered])
    bodies, rods = (_seen(labels, name, camera, aspect) for name in ("body", "rod"))
    for index, body in bodies.items():
        low[index] = off_body(low[index], sizes[index], body, labels[index].row)
    _line_up(low, labels, networks)
    ways = [NEARBY * size for size in sizes]
    for index, rod in rods.items():
        ways[index] = ways_beside(places[index], sizes[index], rod)
    wanted = _Wanted(low, sizes, networks, ways)
    kept, low = _settled(wanted, labels, aspect, taken, _elsewhere(groups, camera, aspect))
    for index, corner in zip(kept, low, strict=True):
        if index in rods:
            builder.strokes(*tie(corner, sizes[index], rods[index]), palette.quiet_text, width=TIE)
    own = [labels[index].plate for index in kept]
    plates = np.array([palette.plate if plate is None else plate for plate in own])
    builder.rectangles(low, sizes[kept], plates.reshape(-1, 4), rounding=0.006)
    placed = [labels[index] for index in kept]
    below = scale * np.array([ROOM if label.bar else 0.0 for label in placed])
    barred = [index for index, label in enumerate(placed) if label.bar]
    ends = low + sizes[kept] * [0, 1] + scale * np.array([PADDING[0], -PADDING[1]])
    add_label_bars(
        builder, palette, [label.bar for label in placed if label.bar], ends[barred], scale
    )
    builder.labels(
        [label.text for label in placed],
        low + (sizes[kept] - np.outer(below, [0, 1])) / 2,
        np.array([label.colour for label in placed]).reshape(-1, 4),
        height=[label.height * scale for label in placed],
        anchor=MIDDLE,
        font=[label.font for label in placed],
    )


def _seen(
    labels: Sequence[Label], name: Literal["body", "rod"], camera: Camera, aspect: float
) -> dict[int, Doubles]:
    """Return where the bodies or the rods are seen that labels tell of, by the labels' indices."""
    found = {index: getattr(each, name) for index, each in enumerate(labels)}
    found = {index: points for index, points in found.items() if points is not None}
    if not found:
        return {}
    places = project(camera, aspect, np.concatenate(list(found.values()))).position
    parts = np.split(places, np.cumsum([len(points) for points in found.values()])[:-1])
    return dict(zip(found, parts, strict=True))


def _size(label: Label) -> tuple[float, float]:
    width = extent(label.text, label.font) * label.height
    below = ROOM if label.bar else 0.0
    return width + 2 * PADDING[0], ROW * label.height + 2 * PADDING[1] + below


def _with_bars_that_fit(
    labels: list[Label], networks: Sequence[int], places: Doubles, scale: float
) -> list[Label]:
    """Return labels, without the bars of a network whose labels stand too near to each other."""
    crowded = set[int]()
    for network in set(networks):
        barred = [i for i, each in enumerate(labels) if each.bar and networks[i] == network]
        apart = np.diff(np.sort(places[barred, 1]))
        if len(apart) and apart.min() < scale * max(_size(labels[i])[1] for i in barred):
            crowded.add(network)
    return [
        replace(label, bar=None) if label.bar and network in crowded else label
        for label, network in zip(labels, networks, strict=True)
    ]


def _line_up(low: Doubles, labels: Sequence[Label], networks: Sequence[int]) -> None:
    """Let those labels of a network that have bars begin below each other."""
    barred = np.array([label.bar is not None for label in labels])
    for network in set(networks):
        column = barred & (np.array(networks) == network)
        if column.any():
            low[column, 0] = low[column, 0].max()


@dataclass(frozen=True, eq=False, slots=True)
class _Wanted:
    """Where boxes want to be.

    Attributes:
        low: (n, 2) upper left corners, picture units.
        sizes: (n, 2) widths and heights.
        networks: (n,) which network each belongs to.
        ways: for each, (k, 2) by how much it may be moved from there, the best first.

    """

    low: Doubles
    sizes: Doubles
    networks: list[int]
    ways: list[Doubles]


Box = tuple[float, float, float, float]


def _elsewhere(groups: Sequence[LabelGroup], camera: Camera, aspect: float) -> list[list[Box]]:
    """Return for each network where the others stand, as far as they do not stand behind it."""
    boxes: list[Box] = []
    for group in groups if len(groups) > 1 else ():
        seen = project(camera, aspect, group.corners).position
        (left, top), (right, bottom) = seen.min(axis=0).tolist(), seen.max(axis=0).tolist()
        boxes.append((left, top, right, bottom))
    return [
        [other for other in boxes if other is not own and _apart(own, other)] for own in boxes
    ] or [[]]


def _apart(one: Box, other: Box) -> bool:
    return one[0] >= other[2] or one[1] >= other[3] or one[2] <= other[0] or one[3] <= other[1]


def _settled(
    wanted: _Wanted, labels: list[Label], aspect: float, taken: Doubles, elsewhere: list[list[Box]]
) -> tuple[list[int], Doubles]:
    """Find a place for boxes, and leave out what finds none in all networks that it is said of."""
    left_out: set[tuple[str, int, int]] = set()
    while True:
        chosen = [index for index, label in enumerate(labels) if label.key not in left_out]
        kept, low = _settle(wanted, chosen, aspect, taken, elsewhere)
        missing = {labels[index].key for index in set(chosen) - set(kept)} - {None}
        if not missing or len(elsewhere) < 2:
            return kept, low
        left_out |= {key for key in missing if key is not None}


def _settle(
    wanted: _Wanted, chosen: list[int], aspect: float, taken: Doubles, elsewhere: list[list[Box]]
) -> tuple[list[int], Doubles]:
    """Find a place for boxes, first come first served, each where it wants to be or close by.

    Args:
        wanted: where they want to be.
        chosen: the indices of those that are to be placed.
        aspect: width of the picture divided by its height.
        taken: (m, 4) left, top, right and bottom of what is taken already.
        elsewhere: for each network, likewise what its own boxes may not cover.

    Returns:
        The indices of the boxes that found a place, and the (k, 2) upper left corners of these.

    """
    kept: list[int] = []
    boxes = taken.tolist()
    count, corners, sizes = len(boxes), wanted.low.tolist(), wanted.sizes.tolist()
    for index in chosen:
        (x, y), (wide, high), others = corners[index], sizes[index], elsewhere[0]
        if len(elsewhere) > 1:
            others = elsewhere[wanted.networks[index]]
        for across, down in wanted.ways[index].tolist():
            left, top = x + across, y + down
            right, bottom = left + wide, top + high
            inside = left >= 0 and top >= 0 and right <= aspect and bottom <= 1
            if inside and all(
                x1 >= right or y1 >= bottom or x2 <= left or y2 <= top
                for each in (boxes, others)
                for x1, y1, x2, y2 in each
            ):
                boxes.append([left, top, right, bottom])
                kept.append(index)
                break
    return kept, np.array(boxes[count:]).reshape(-1, 4)[:, :2]
