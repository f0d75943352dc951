"""Pictures that were looked at once and must stay as they are.

Software OpenGL rounds differently from processor to processor, hence the tolerance. A picture that
changed on purpose is looked at, then copied from where the failure says into `reference`.
"""

from itertools import pairwise
from pathlib import Path

import imageio.v3 as imageio
import numpy as np
import pytest

from nnviz.picture.frame import Floor, Shape

from .frames import camera, cylinder, frame, label, rectangle, solid, stroke

REFERENCE = Path(__file__).parent / "reference"
BLUE, ORANGE = (0.3, 0.61, 1.0, 1.0), (1.0, 0.6, 0.24, 1.0)
SHADE = np.float32([0, 0, 0, 0.8])
GREY, INK = (0.55, 0.58, 0.65, 1.0), (0.91, 0.93, 0.96, 1.0)


def bodies():
    edges = [
        cylinder((-2, y, 0), (2, 0, 0), 0.03 + 0.05 * abs(y), BLUE if y > 0 else ORANGE, glow=0.0)
        for y in (-1.2, 0.4, 1.2)
    ]
    outline = [
        cylinder((1.5, y, z), (2.5, y, z), 0.012, GREY) for y in (-0.5, 0.5) for z in (-0.5, 0.5)
    ]
    return frame(
        background=(0.07, 0.08, 0.11, 1.0),
        seen_by=camera(eye=(3, 2.4, 8)),
        cylinders=[*edges, *outline, cylinder((-2, 1.2, 0), (2, 0, 0), 0.16, (*GREY[:3], 0.3))],
        solids=[
            solid((-2, 1.2, 0), 0.45, BLUE, glow=0.0),
            solid((-2, -1.2, 0), 0.3, ORANGE, glow=0.0),
            solid((2, 0, 0), 0.35, BLUE, glow=0.5),
            solid((0.2, -1.0, 0.4), 0.35, ORANGE, shape=Shape.OCTAHEDRON, glow=0.0),
            solid((0, 0.6, 0), 0.15, INK, shape=Shape.SPHERE),
            solid((3.1, 0, 0), 0.45, (*BLUE[:3], 0.3), glow=0.0),
        ],
    )


def stage():
    """Rods that cross, an outline with its far edges, a floor with shadows, what blooms."""
    edges = [
        cylinder(
            (-2, y, z), (1.4, -0.8 * y, z), 0.1, BLUE if y > 0 else ORANGE, glow=0.0, rim=0.015
        )
        for y, z in ((-1.1, 0.05), (0.2, 0.0), (1.1, -0.05))
    ]
    picks = np.array(list(np.ndindex(2, 2, 2))) * 2.0 - 1.0
    pairs = [
        (a, b) for a in picks for b in picks if np.abs(a - b).sum() == 2 and tuple(a) < tuple(b)
    ]
    outline = [
        cylinder(a * 0.6 + (2, 0, 0), b * 0.6 + (2, 0, 0), 0.02, GREY, outward=(a + b) * 0.3)
        for a, b in pairs
    ]
    return frame(
        background=(0.07, 0.08, 0.11, 1.0),
        seen_by=camera(eye=(-3, 2.4, 8)),
        floor=Floor(
            -1.7, np.float32([0, 0]), np.float32([4, 3]), np.float32([0.2, 0.24, 0.3, 1]), SHADE
        ),
        cylinders=[*edges, *outline],
        solids=[
            solid((2, 0, 0), 0.4, BLUE, glow=0.1, bloom=0.4),
            solid((-2.4, -1.1, 0), 0.4, ORANGE, glow=0.0),
            solid((2, 1.2, 0), (0.5, 0.3, 0.3), ORANGE, shape=Shape.ARROWHEAD, glow=0.2, bloom=0.3),
        ],
    )


def sheet():
    x = np.linspace(0.9, 1.65, 60)
    points = list(zip(x, 0.75 - 0.4 * np.exp(-5 * (x - 0.9)), strict=True))
    curve = [stroke(a, b, 0.012, BLUE) for a, b in pairwise(points)]
    return frame(
        background=(0.07, 0.08, 0.11, 1.0),
        rectangles=[
            rectangle((0.06, 0.3), (0.72, 0.56), (1, 1, 1, 0.08), rounding=0.04),
            rectangle((0.84, 0.3), (0.88, 0.56), (1, 1, 1, 0.08), rounding=0.04),
        ],
        strokes=[*curve, stroke((0.9, 0.8), (1.65, 0.8), 0.004, GREY)],
        labels=[
            label("Epoch 3, backward", (0.06, 0.18), 0.12, font="bold", colour=INK),
            label("δ = (t − a) · σ′(z)", (0.1, 0.44), 0.075, colour=INK),
            label("−0.1179", (0.74, 0.58), 0.075, anchor=(1, 0), colour=ORANGE),
            label("w1 += a1.T @ d2", (0.1, 0.76), 0.07, font="mono", colour=INK),
        ],
    )


@pytest.mark.parametrize("picture", [bodies, stage, sheet])
def test_the_picture_is_the_one_that_was_looked_at(canvas, tmp_path, picture):
    canvas.draw(picture())
    drawn = canvas.image()[..., :3]
    imageio.imwrite(tmp_path / f"{picture.__name__}.png", drawn)
    expected = imageio.imread(REFERENCE / f"{picture.__name__}.png")
    difference = np.abs(drawn.astype(int) - expected).max(axis=2)
    imageio.imwrite(tmp_path / "difference.png", np.minimum(4 * difference, 255).astype(np.uint8))
    assert difference.mean() < 0.5, f"see {tmp_path}"
    assert np.mean(difference > 32) < 0.002, f"see {tmp_path}"
