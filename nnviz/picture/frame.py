"""A frame: everything that one instant looks like, as arrays.

The frame is the waist of the program. The stage composes it without knowing who draws it;
the renderer draws it without knowing what it means.

Two spaces are used. *World* units: one unit is the distance between two neighbouring nodes;
x leads from the input to the output, y up, z towards the viewer. *Picture* units: one unit is
the height of the picture; the origin is its upper left corner, x leads right, y down, so that
the picture covers [0, aspect] × [0, 1].

Colours are sRGB with straight alpha, 0 to 1. Every array is float32 unless stated otherwise.
"""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Shape(IntEnum):
    """The bodies that a solid can have; `half` is what each calls its half size."""

    BOX = 0
    OCTAHEDRON = 1
    SPHERE = 2
    ARROWHEAD = 3  # half an octahedron and a little more, its point towards −x


@dataclass(frozen=True, eq=False, slots=True)
class Camera:
    """A perspective camera.

    Attributes:
        eye: (3,) where it stands, world units.
        target: (3,) what it looks at, world units; up is +y.
        fov_deg: vertical field of view in degrees.
        shift: (2,) by how much the picture of the target lies beside the picture's centre,
            picture units: room for panels without turning the camera.

    """

    eye: Floats
    target: Floats
    fov_deg: float
    shift: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Solids:
    """Boxes, octahedra and spheres.

    Attributes:
        shape: (n,) uint8, a `Shape`.
        centre: (n, 3) world units.
        half: (n, 3) half extents along x, y, z, world units.
        colour: (n, 4).
        glow: (n,) 0 is lit by the lamps, 1 shines by itself.
        bloom: (n,) 0 to 1: how much of its colour it sheds on what is beside it in the picture.

    """

    shape: NDArray[np.uint8]
    centre: Floats
    half: Floats
    colour: Floats
    glow: Floats
    bloom: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Cylinders:
    """Round bars with round ends.

    Attributes:
        start: (n, 3) middle of one end, world units.
        end: (n, 3) middle of the other end, world units.
        radius: (n,) world units; thinner than a pixel is drawn as a fainter pixel.
        colour: (n, 4).
        glow: (n,) 0 is lit by the lamps, 1 shines by itself.
        rim: (n,) by how much it is set off from what it passes in front of, in the background's
            colour, picture units. Such bars never run into each other where they cross: the one
            whose axis is nearer is in front. They cast shadows on the floor.
        outward: (n, 3) of an edge of an upright box, the way from the middle of the box to that of
            the edge: it is fainter where it is one of the box's far edges; else 0.

    """

    start: Floats
    end: Floats
    radius: Floats
    colour: Floats
    glow: Floats
    rim: Floats
    outward: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Floor:
    """A floor below the bodies, on which they cast soft shadows; it fades out around its middle.

    Attributes:
        height: y of it, world units.
        middle: (2,) x and z of its middle, world units.
        reach: (2,) world units along x and z from there to where nothing is left of it.
        colour: (4,) in its middle.
        shadow: (4,) of shadows; alpha of the darkest.

    """

    height: float
    middle: Floats
    reach: Floats
    colour: Floats
    shadow: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Triangles:
    """Pieces of surfaces, seen from both sides; light is in their colours already.

    Attributes:
        corner: (n, 3, 3) their corners, world units.
        colour: (n, 3, 4) at the corners; between them colours blend.

    """

    corner: Floats
    colour: Floats


NO_TRIANGLES = Triangles(np.empty((0, 3, 3), np.float32), np.empty((0, 3, 4), np.float32))


@dataclass(frozen=True, eq=False, slots=True)
class Rectangles:
    """Filled rectangles over the picture, later ones over earlier ones.

    Attributes:
        corner: (n, 2) upper left corner, picture units.
        size: (n, 2) width and height, picture units.
        colour: (n, 4).
        rounding: (n,) radius of the corners, picture units.
        softness: (n,) how far inwards their rims fade out, picture units.

    """

    corner: Floats
    size: Floats
    colour: Floats
    rounding: Floats
    softness: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Maps:
    """Pictures of equally many colours each, over the rectangles; between colours they blend.

    Attributes:
        corner: (n, 2) upper left corner, picture units.
        size: (n, 2) width and height, picture units.
        colour: (n, rows, columns, 4), the uppermost row first; opaque.

    """

    corner: Floats
    size: Floats
    colour: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Strokes:
    """Straight strokes with round ends, over the rectangles; a dot is a stroke of no length.

    Attributes:
        start: (n, 2) picture units.
        end: (n, 2) picture units.
        width: (n,) picture units.
        colour: (n, 4).

    """

    start: Floats
    end: Floats
    width: Floats
    colour: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Labels:
    """Lines of text, over everything else.

    Attributes:
        text: n strings, each one line.
        font: n names of fonts, see `nnviz.picture.typography`.
        position: (n, 2) where the text stands, picture units.
        anchor: (n, 2) which point of the text stands there: (0, 0) is the left end of its
            baseline, (1, 0) the right end, (0.5, 0.5) the middle of its width at half the height
            of a capital.
        height: (n,) size of the font (the em), picture units.
        colour: (n, 4).

    """

    text: tuple[str, ...]
    font: tuple[str, ...]
    position: Floats
    anchor: Floats
    height: Floats
    colour: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """One instant, ready to be drawn: bodies with depth, then flat things in their order.

    Attributes:
        aspect: width of the picture divided by its height.
        background: (4,) colour behind everything; alpha 0 leaves the picture transparent.
        camera: how the bodies are seen.
        solids: bodies of nodes.
        cylinders: bodies of edges and of outlines.
        rectangles: the grounds of panels and labels.
        maps: pictures upon them.
        strokes: curves and rules.
        labels: text.
        floor: below the bodies; None: there is none.
        triangles: surfaces, drawn with the bodies.

    """

    aspect: float
    background: Floats
    camera: Camera
    solids: Solids
    cylinders: Cylinders
    rectangles: Rectangles
    maps: Maps
    strokes: Strokes
    labels: Labels
    floor: Floor | None = None
    triangles: Triangles = NO_TRIANGLES


PARTS = (
    Frame | Camera | Floor | Solids | Cylinders | Triangles | Rectangles | Maps | Strokes | Labels
)


def same_picture(one: object, other: object) -> bool:
    """Return whether two frames, or two parts of frames, describe the same picture exactly."""
    if one is other:
        return True
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and np.array_equal(one, other, equal_nan=True)
    if isinstance(one, PARTS):
        return type(one) is type(other) and all(
            same_picture(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)
        )
    return one == other
