"""Tags: numbers that stand at the things they belong to, in the picture and clear of each other."""

from dataclasses import dataclass

import numpy as np

from nnviz.stage.camera import Doubles, project
from nnviz.stage.frame import Camera, Floats
from nnviz.stage.palette import Palette
from nnviz.stage.sketch import MIDDLE, Sketch
from nnviz.stage.typography import extent

NUMBER_HEIGHT = 0.0245  # of the picture; at least 1/45, so that the back row can read it
PADDING = (0.006, 0.003)
# Where a tag may go when its place is taken: offsets in its own widths and heights, near first.
NEARBY = (
    *((0.0, 0.0), (0.0, -0.35), (0.0, 0.35), (0.2, 0.0), (-0.2, 0.0), (0.0, -0.7), (0.0, 0.7)),
    *((0.2, -0.5), (0.4, 0.0), (-0.05, 0.0), (-0.1, 0.0), (-0.15, 0.0)),
)
NO_CORES = np.empty((0, 4, 3), dtype=np.float32)
ROW = 0.78  # height of a tag as a share of its em: digits and capitals, no descenders


@dataclass(frozen=True, eq=False, slots=True)
class Tag:
    """A line of text that stands at a point of the stage.

    Attributes:
        text: what it says.
        point: (3,) world units, where its middle stands.
        colour: (4,).
        rank: tags of a higher rank keep their place where two collide.
        height: of the font, picture units.
        font: its name.
        align: which point of the text's width stands at `point`, 0 its left and 1 its right end.
        plate: (4,) its ground; None: that of all labels.

    """

    text: str
    point: Floats
    colour: Floats
    rank: float = 0.0
    height: float = NUMBER_HEIGHT
    font: str = "sans"
    align: float = 0.5
    plate: Floats | None = None


def pin(
    sketch: Sketch,
    tags: list[Tag],
    camera: Camera,
    aspect: float,
    palette: Palette,
    cores: Floats = NO_CORES,
) -> None:
    """Add the tags that find a place: in the picture, clear of panels and of higher ranks.

    Args:
        sketch: what they are added to.
        tags: what is to be read.
        camera: from where the stage is seen.
        aspect: width of the picture divided by its height.
        palette: the colours.
        cores: (n, 4, 3) corners of what no tag may cover, world units.

    """
    if not tags:
        return
    tags = sorted(tags, key=lambda tag: -tag.rank)
    points = np.concatenate([np.stack([tag.point for tag in tags]), cores.reshape(-1, 3)])
    places = project(camera, aspect, points).position
    sizes = np.array([_size(tag) for tag in tags])
    middle = np.array([[tag.align, 0.5] for tag in tags])
    clear = np.array([[r.left, r.top, r.right, r.bottom] for r in sketch.kept_clear])
    covered = places[len(tags) :].reshape(-1, 4, 2)
    covered = np.concatenate([covered.min(axis=1), covered.max(axis=1)], axis=1)
    taken = np.concatenate([clear.reshape(-1, 4), covered])
    kept, low = _settle(places[: len(tags)] - middle * sizes, sizes, aspect, taken)
    own = [tags[index].plate for index in kept]
    plates = np.array([palette.plate if plate is None else plate for plate in own])
    sketch.rectangles(low, sizes[kept], plates.reshape(-1, 4), rounding=0.006)
    placed = [tags[index] for index in kept]
    sketch.labels(
        [tag.text for tag in placed],
        low + sizes[kept] / 2,
        np.array([tag.colour for tag in placed]).reshape(-1, 4),
        height=[tag.height for tag in placed],
        anchor=MIDDLE,
        font=[tag.font for tag in placed],
    )


def _size(tag: Tag) -> tuple[float, float]:
    width = extent(tag.text, tag.font) * tag.height
    return width + 2 * PADDING[0], ROW * tag.height + 2 * PADDING[1]


def _settle(
    low: Doubles, sizes: Doubles, aspect: float, taken: Doubles
) -> tuple[list[int], Doubles]:
    """Find a place for boxes, first come first served, each where it wants to be or close by.

    Args:
        low: (n, 2) upper left corners where they want to be, picture units.
        sizes: (n, 2) their widths and heights.
        aspect: width of the picture divided by its height.
        taken: (m, 4) left, top, right and bottom of what is taken already.

    Returns:
        The indices of the boxes that found a place, and the (k, 2) upper left corners of these.

    """
    kept: list[int] = []
    boxes = taken.tolist()
    count = len(boxes)
    for index, ((x, y), (wide, high)) in enumerate(zip(low.tolist(), sizes.tolist(), strict=True)):
        for across, down in NEARBY:
            left, top = x + across * wide, y + down * high
            right, bottom = left + wide, top + high
            inside = left >= 0 and top >= 0 and right <= aspect and bottom <= 1
            if inside and all(
                x1 >= right or y1 >= bottom or x2 <= left or y2 <= top for x1, y1, x2, y2 in boxes
            ):
                boxes.append([left, top, right, bottom])
                kept.append(index)
                break
    return kept, np.array(boxes[count:]).reshape(-1, 4)[:, :2]
