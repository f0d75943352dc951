"""Frames to draw, built from only what a test cares about."""

import numpy as np

from nnviz.picture.frame import (
    Camera,
    Cylinders,
    Frame,
    Labels,
    Maps,
    Rectangles,
    Shape,
    Solids,
    Strokes,
)

SIZE = WIDTH, HEIGHT = 320, 180
ASPECT = 16 / 9
RED, GREEN, BLUE = (1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 1, 1)
WHITE, BLACK, CLEAR = (1, 1, 1, 1), (0, 0, 0, 1), (0, 0, 0, 0)


def array(values, columns=None):
    flat = np.array(values, np.float32)
    return flat.reshape(-1) if columns is None else flat.reshape(-1, columns)


def camera(eye=(0, 0, 10), target=(0, 0, 0), fov_deg=30.0, shift=(0, 0)):
    return Camera(array(eye), array(target), fov_deg, array(shift))


def solid(centre=(0, 0, 0), half=0.5, colour=RED, *, shape=Shape.BOX, glow=1.0, bloom=0.0):
    return shape, centre, np.broadcast_to(half, 3), colour, glow, bloom


def cylinder(start, end, radius, colour=RED, *, glow=1.0, rim=0.0, outward=(0, 0, 0)):
    return start, end, radius, colour, glow, rim, outward


def rectangle(corner, size, colour=RED, *, rounding=0.0, softness=0.0):
    return corner, size, colour, rounding, softness


def stroke(start, end, width, colour=RED):
    return start, end, width, colour


def label(text, position, height, *, anchor=(0, 0), font="sans", colour=WHITE):
    return text, font, position, anchor, height, colour


def columns(rows, n):
    return zip(*rows, strict=True) if rows else ((),) * n


def frame(
    *,
    solids=(),
    cylinders=(),
    rectangles=(),
    maps=(),
    strokes=(),
    labels=(),
    background=BLACK,
    seen_by=None,
    floor=None,
):
    shape, centre, half, solid_colour, solid_glow, bloom = columns(solids, 6)
    start, end, radius, colour, glow, rim, outward = columns(cylinders, 7)
    corner, size, ground, rounding, softness = columns(rectangles, 5)
    map_corner, map_size, _ = columns(maps, 3)
    stroke_start, stroke_end, width, ink = columns(strokes, 4)
    text, font, position, anchor, height, text_colour = columns(labels, 6)
    return Frame(
        aspect=ASPECT,
        background=array(background),
        camera=seen_by or camera(),
        solids=Solids(
            np.array(shape, np.uint8),
            array(centre, 3),
            array(half, 3),
            array(solid_colour, 4),
            array(solid_glow),
            array(bloom),
        ),
        cylinders=Cylinders(
            array(start, 3),
            array(end, 3),
            array(radius),
            array(colour, 4),
            array(glow),
            array(rim),
            array(outward, 3),
        ),
        rectangles=Rectangles(
            array(corner, 2),
            array(size, 2),
            array(ground, 4),
            array(rounding),
            array(softness),
        ),
        maps=Maps(array(map_corner, 2), array(map_size, 2), colours_of(maps)),
        strokes=Strokes(array(stroke_start, 2), array(stroke_end, 2), array(width), array(ink, 4)),
        labels=Labels(
            tuple(text),
            tuple(font),
            array(position, 2),
            array(anchor, 2),
            array(height),
            array(text_colour, 4),
        ),
        floor=floor,
    )


def colours_of(maps):
    """Return (n, rows, columns, 4) the colours of maps."""
    colours = [np.array(colour, np.float32) for *_, colour in maps]
    return np.stack(colours) if colours else np.empty((0, 1, 1, 4), np.float32)


def draw(canvas, **parts):
    canvas.draw(frame(**parts))
    return canvas.image()
