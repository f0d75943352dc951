"""The palette: the only home of colours, and of the scales from values to sizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.picture.frame import Floats
from nnviz.story.theme import Theme

Values = NDArray[np.float64]

# Sizes in world units, of which one lies between two neighbouring nodes.
LARGEST_HALF_BOX = 0.2
LARGEST_RADIUS = 0.14
LARGEST_HALF_DELTA = 0.2  # of a delta that its zoom brings to 1
OUTLINE_RADIUS = 0.006
LARGEST_ZOOMED = 1e300  # so that the inverse of its zoom is finite

SIGN_AT = 0.65  # part of the largest value at which a pixel has the colour of its sign
STEPPED_BACK = 0.72  # how far towards the background goes what takes no part


def hex_colour(code: str, alpha: float = 1.0) -> Floats:
    """Return (4,) float32 sRGB with `alpha` from a code like `#4c9bff`."""
    channels = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return np.array([*channels, alpha], dtype=np.float32)


def with_alpha(colour: Floats, alpha: float) -> Floats:
    """Return (4,) `colour` with another alpha."""
    return np.array([*colour[:3], alpha], dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Palette:
    """The colours of one theme; each (4,) float32 sRGB with straight alpha.

    Attributes:
        background: behind everything.
        panel: ground of the panels.
        plate: ground of a label that stands over the stage.
        rule: lines that divide, grids and axes; fainter than what they help to read.
        outline: around bodies, as large as 1.0.
        ghost: what was, around what is; seen through.
        text: what is to be read.
        quiet_text: what explains it.
        accent: the emphasis of what is under way.
        positive: values above zero; darker than `negative`, so that greyscale tells them apart.
        negative: values below zero.
        strange: values that are not finite.
        zero: a value of zero in maps.
        plane: the ground of images and grids.
        dark_pixel: a value of zero in images and grids.
        full_positive: the largest value in images and grids.
        full_negative: the largest value below zero there.

    """

    background: Floats
    panel: Floats
    plate: Floats
    rule: Floats
    outline: Floats
    ghost: Floats
    text: Floats
    quiet_text: Floats
    accent: Floats
    positive: Floats
    negative: Floats
    strange: Floats
    zero: Floats
    plane: Floats
    dark_pixel: Floats
    full_positive: Floats
    full_negative: Floats

    def of_sign(self, values: Values) -> Floats:
        """Return the colours of values by their sign.

        Args:
            values: (n,) float.

        Returns:
            (n, 4) float32; zero counts as positive.

        """
        signs = (values < 0).astype(np.intp)
        signs[~np.isfinite(values)] = 2
        return self._of_signs.take(signs, axis=0)

    def of_weights(self, weights: Values) -> Floats:
        """Return the colours of weights by their sign, (n,) float; zero has that of outlines."""
        colours = self.of_sign(weights)
        colours[weights == 0] = self.outline
        return colours

    @cached_property
    def _of_signs(self) -> Floats:
        return np.stack([self.positive, self.negative, self.strange])

    def of_share(self, shares: Values) -> Floats:
        """Return the colours of values in maps: the fuller, the larger.

        Args:
            shares: (…) float, values as parts of the largest one, −1 to 1.

        Returns:
            (…, 4) float32, from that of zero to that of the sign.

        """
        size = np.minimum(np.abs(np.nan_to_num(shares, nan=1.0)), 1.0)[..., None]
        full = np.where((shares < 0)[..., None], self.negative, self.positive)
        colours = self.zero + (full - self.zero) * size.astype(np.float32)
        colours[~np.isfinite(shares)] = self.strange
        return np.asarray(colours, dtype=np.float32)

    def of_pixel(self, shares: Values) -> Floats:
        """Return the colours of values in images and grids, from nearly none to brilliant.

        Args:
            shares: (…) float, values as parts of the largest one, −1 to 1.

        Returns:
            (…, 4) float32: from that of zero to that of the sign, and on to that of the largest.

        """
        size = np.minimum(np.abs(np.nan_to_num(shares, nan=1.0)), 1.0)[..., None]
        below = (shares < 0)[..., None]
        sign = np.where(below, self.negative, self.positive)
        full = np.where(below, self.full_negative, self.full_positive)
        low, high = np.minimum(size / SIGN_AT, 1.0), np.maximum(size - SIGN_AT, 0) / (1 - SIGN_AT)
        colours = self.dark_pixel + (sign - self.dark_pixel) * low + (full - sign) * high
        colours[~np.isfinite(shares)] = self.strange
        return np.asarray(colours, dtype=np.float32)

    def step_back(
        self, colours: Floats, amount: ArrayLike = STEPPED_BACK, towards: Floats | None = None
    ) -> Floats:
        """Return (n, 4) or (4,) colours drawn towards the background, alpha stays; (n,) amounts."""
        ground = self.background if towards is None else towards
        amount, dimmed = np.asarray(amount, dtype=np.float32), colours.copy()
        for channel in range(3):  # of many colours several times as fast as all at once
            dimmed[..., channel] += (ground[channel] - colours[..., channel]) * amount
        return dimmed


DARK = Palette(
    background=hex_colour("#0d1118"),
    panel=hex_colour("#151b26", 0.92),
    plate=hex_colour("#0d1118", 0.84),
    rule=hex_colour("#3a4557"),
    outline=hex_colour("#5b6a82"),
    ghost=hex_colour("#eef3fb", 0.28),
    text=hex_colour("#eef3fb"),
    quiet_text=hex_colour("#9fadc2"),
    accent=hex_colour("#ffe08a"),
    positive=hex_colour("#3d8bff"),
    negative=hex_colour("#ffab5c"),
    strange=hex_colour("#ff5fa8"),
    zero=hex_colour("#222b3a"),
    plane=hex_colour("#05070b"),
    dark_pixel=hex_colour("#0b1018"),
    full_positive=hex_colour("#dbe9ff"),
    full_negative=hex_colour("#ffecd6"),
)

LIGHT = Palette(
    background=hex_colour("#ffffff"),
    panel=hex_colour("#f0f3f8", 0.94),
    plate=hex_colour("#ffffff", 0.88),
    rule=hex_colour("#c2cbd8"),
    outline=hex_colour("#8592a6"),
    ghost=hex_colour("#8592a6", 0.36),
    text=hex_colour("#10182a"),
    quiet_text=hex_colour("#46546a"),
    accent=hex_colour("#007259"),
    positive=hex_colour("#1a56c4"),
    negative=hex_colour("#e07a12"),
    strange=hex_colour("#d6006c"),
    zero=hex_colour("#d3dae5"),
    plane=hex_colour("#c4ccd8"),
    dark_pixel=hex_colour("#f4f6fa"),
    full_positive=hex_colour("#0a2458"),
    full_negative=hex_colour("#6e3600"),
)

THEMES: Mapping[Theme, Palette] = MappingProxyType({"dark": DARK, "light": LIGHT})


@dataclass(frozen=True, slots=True)
class Scales:
    """From values to sizes in world units, the same for the whole film.

    Sizes are proportional to absolute values. What is not finite, or greater than the largest
    finite value of the training, gets the largest size.

    Attributes:
        largest_weight: absolute value that gets the thickest cylinder.
        largest_activations: for each layer, the absolute value that gets the largest box; outlines
            show in every layer how large 1.0 is.
        thickest: radius that the largest weight gets.

    """

    largest_weight: float
    largest_activations: tuple[float, ...]
    thickest: float = LARGEST_RADIUS

    def radius(self, weights: Values) -> Floats:
        """Return the radii of the cylinders of weights, same shape, float32."""
        return _proportional(weights, self.largest_weight, self.thickest)

    def half_side(self, activations: Values, layer: int) -> Floats:
        """Return half the sides of the boxes of a layer's activations, same shape, float32."""
        return _proportional(activations, self.largest_activations[layer], LARGEST_HALF_BOX)

    def half_delta(self, deltas: Values, zoom: float) -> Floats:
        """Return half the heights of the diamonds of deltas enlarged by `zoom`, float32."""
        return _proportional(deltas, 1.0 / zoom, LARGEST_HALF_DELTA)

    def half_side_of_one(self, layer: int) -> float:
        """Return half the side of the box that stands for 1.0 in a layer."""
        return float(self.half_side(np.ones(1), layer)[0])


def _proportional(values: Values, largest: float, size: float) -> Floats:
    share = np.fmin(np.abs(values) / largest, 1.0)  # of NaN and 1 that is 1
    return (share * size).astype(np.float32)


def zoom_for(largest: float) -> float:
    """Return the zoom, of 1, 2 or 5 times a power of ten, that brings `largest` near 1.

    Args:
        largest: absolute value of the largest of the values to show.

    Returns:
        the greatest such zoom with `largest * zoom <= 1`, and 1.0 where there is nothing to zoom.

    """
    if not largest > np.finfo(np.float64).tiny:
        return 1.0
    decade = 10.0 ** np.floor(-np.log10(min(largest, LARGEST_ZOOMED)))
    zooms = [step * decade for step in (1, 2, 5, 10)]
    return float(max(zoom for zoom in zooms if zoom == zooms[0] or largest * zoom <= 1.0))
