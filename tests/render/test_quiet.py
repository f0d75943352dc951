"""What takes no part is still seen, and its sign too, once light and fog have been upon it."""

import numpy as np
import pytest

from nnviz.picture.palette import THEMES

from .frames import HEIGHT, WIDTH, camera, cylinder, draw, solid

LOOKING = camera(eye=(-4, 2.5, 9))
LEAST, LEAST_BETWEEN_SIGNS = 2.5, 1.25


def light(pixels):
    """Return (n,) how much light (n, 3) pixels of 0 to 255 send."""
    c = pixels.astype(float) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = np.minimum(one, other), np.maximum(one, other)
    return (high + 0.05) / (low + 0.05)


def seen(canvas, palette, value, body):
    """Return how much light the middle of a body of a quiet colour sends."""
    colour = palette.of_part(np.array([value]), np.zeros(1))[0]
    if body == "box":
        parts = {"solids": [solid(half=0.8, colour=colour, glow=0.0)]}
    else:
        bar = cylinder((-3, 0, 0), (3, 0, 0), 0.25, colour, glow=0.0, rim=0.01)
        parts = {"cylinders": [bar]}
    image = draw(canvas, background=tuple(palette.background), seen_by=LOOKING, **parts)
    pixels = image[HEIGHT // 2 - 3 : HEIGHT // 2 + 4, WIDTH // 2 - 15 : WIDTH // 2 + 15, :3]
    return light(pixels.reshape(-1, 3)).mean()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("body", ["box", "bar"])
def test_what_takes_no_part_keeps_its_contrast_and_its_sign_in_greyscale(canvas, theme, body):
    palette = THEMES[theme]
    ground = light(palette.background[None, :3] * 255)[0]
    positive, negative = (seen(canvas, palette, value, body) for value in (1.0, -1.0))
    assert contrast(positive, ground) >= LEAST
    assert contrast(negative, ground) >= LEAST
    assert contrast(positive, negative) >= LEAST_BETWEEN_SIGNS
