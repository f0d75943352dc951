"""Tags: numbers that stand at the things they belong to, in the picture and clear of each other."""

from dataclasses import dataclass

import numpy as np

from nnviz.stage.camera import project
from nnviz.stage.frame import Camera, Floats
from nnviz.stage.palette import Palette
from nnviz.stage.sketch import MIDDLE, Sketch
from nnviz.stage.typography import extent

NUMBER_HEIGHT = 0.0245  # of the picture; at least 1/45, so that the back row can read it
PADDING = (0.006, 0.003)
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

    """

    text: str
    point: Floats
    colour: Floats
    rank: float = 0.0
    height: float = NUMBER_HEIGHT
    font: str = "sans"


def pin(sketch: Sketch, tags: list[Tag], camera: Camera, aspect: float, palette: Palette) -> None:
    """Add the tags that find a place: inside the picture, and clear of tags of a higher rank."""
    if not tags:
        return
    tags = sorted(tags, key=lambda tag: -tag.rank)
    places = project(camera, aspect, np.stack([tag.point for tag in tags])).position.astype(
        np.float32
    )
    sizes = np.array([_size(tag) for tag in tags], dtype=np.float32)
    low, high = places - sizes / 2, places + sizes / 2
    kept = _clear(low, high, aspect)
    sketch.rectangles(low[kept], sizes[kept], palette.plate, rounding=0.006)
    for index in kept:
        tag = tags[index]
        sketch.labels(
            [tag.text],
            places[index],
            tag.colour,
            height=tag.height,
            anchor=MIDDLE,
            font=tag.font,
        )


def _size(tag: Tag) -> tuple[float, float]:
    width = extent(tag.text, tag.font) * tag.height
    return width + 2 * PADDING[0], ROW * tag.height + 2 * PADDING[1]


def _clear(low: Floats, high: Floats, aspect: float) -> list[int]:
    """Return the indices of boxes that lie in the picture and overlap no box kept before."""
    inside = (low >= 0).all(axis=1) & (high <= [aspect, 1.0]).all(axis=1)
    kept: list[int] = []
    for index in np.flatnonzero(inside):
        apart = (low[kept] >= high[index]).any(axis=1) | (high[kept] <= low[index]).any(axis=1)
        if apart.all():
            kept.append(int(index))
    return kept
