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
LARGEST_RADIUS = 0.08
LARGEST_HALF_DELTA = 0.13  # half the height of the largest delta of a film
DELTA_LENGTH = 1.7  # times its height: so it points
OUTLINE_RADIUS = 0.006

SIGN_AT = 0.65  # part of the largest value at which a pixel has the colour of its sign
QUIET_STRANGE = 0.35  # how far towards the background goes a strange value that takes no part
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
        quiet_positive: the same of what takes no part: it can still be seen, and told from the
            other, also in greyscale.
        quiet_negative: likewise.
        strange: values that are not finite.
        zero: a value of zero in maps.
        plane: the ground of images and grids.
        dark_pixel: a value of zero in images and grids.
        full_positive: the largest value in images and grids.
        full_negative: the largest value below zero there.
        floor: below the networks, where it is brightest.
        shadow: on the floor, where it is darkest.
        trainings: (4, 4) one for each training of a race; no two equally light, so that greyscale
            tells them apart, and none that stands for a sign or the emphasis.
        surface: (3, 4) of a surface, from its lowest to its highest; seen through.
        surface_rim: where it ends.
        classes: (10, 4) one for each class on a map of more than two, from the first one on.

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
    quiet_positive: Floats
    quiet_negative: Floats
    strange: Floats
    zero: Floats
    plane: Floats
    dark_pixel: Floats
    full_positive: Floats
    full_negative: Floats
    floor: Floats
    shadow: Floats
    trainings: Floats
    classes: Floats
    surface: Floats
    surface_rim: Floats

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

    def of_part(self, values: Values, part: NDArray[np.bool_] | Floats) -> Floats:
        """Return the colours of values by their sign, and by how much they take part.

        Args:
            values: (n,) float.
            part: (n,) 0 to 1, or whether.

        Returns:
            (n, 4) float32, from the quiet colour of the sign to the full one.

        """
        full = self.of_sign(values)
        signs = (values < 0).astype(np.intp)
        signs[~np.isfinite(values)] = 2
        quiet = self._quiet_signs.take(signs, axis=0)
        share = np.asarray(part, np.float32)[:, None]
        return np.asarray(full * share + quiet * (1 - share))

    @cached_property
    def _of_signs(self) -> Floats:
        return np.stack([self.positive, self.negative, self.strange])

    @cached_property
    def _quiet_signs(self) -> Floats:
        strange = self.step_back(self.strange, QUIET_STRANGE)
        return np.stack([self.quiet_positive, self.quiet_negative, strange])

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

    def of_height(self, shares: Values) -> Floats:
        """Return (n, 4) the colours of a surface's heights, (n,) parts of the greatest one."""
        at = np.linspace(0.0, 1.0, len(self.surface))
        shares = np.nan_to_num(shares, posinf=1.0)
        columns = [np.interp(shares, at, column) for column in self.surface.T]
        return np.stack(columns, axis=-1).astype(np.float32)

    def step_back(
        self, colours: Floats, amount: ArrayLike = STEPPED_BACK, towards: Floats | None = None
    ) -> Floats:
        """Return (n, 4) or (4,) colours drawn towards the background, alpha stays; (n,) amounts."""
        ground = self.background if towards is None else towards
        amount, dimmed = np.asarray(amount, dtype=np.float32), colours.copy()
        for channel in range(3):  # of many colours several times as fast as all at once
            dimmed[..., channel] += (ground[channel] - colours[..., channel]) * amount
        return dimmed


def _hex_colours(codes: str, alpha: float = 1.0) -> Floats:
    """Return (n, 4) colours from their codes, with spaces between."""
    return np.stack([hex_colour(code, alpha) for code in codes.split()])


TRAININGS_ON_DARK = _hex_colours("#f5f7fb #a5f230 #caa1e6 #1f991f")
TRAININGS_ON_LIGHT = _hex_colours("#100a1a #4e1773 #3f6010 #98569e")
SURFACE_ON_DARK = _hex_colours("#2a2350 #56478f #a08cd0", alpha=0.8)
SURFACE_ON_LIGHT = _hex_colours("#6f60a8 #a99dd2 #e3ddf3", alpha=0.8)
CLASSES_ON_DARK = _hex_colours(
    "#3fbfa6 #c95a4a #e8e46a #a96fc0 #8a62f2 #b6caf2 #97d985 #8c8669 #5fe0c0 #69818c"
)
CLASSES_ON_LIGHT = _hex_colours(
    "#1f7a6a #3a2a78 #a8741d #bf69bf #7a2525 #779954 #1f5f75 #7a55b8 #3a3ad0 #5c5849"
)

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
    quiet_positive=hex_colour("#2a5eae"),
    quiet_negative=hex_colour("#9c6b3b"),
    strange=hex_colour("#ff5fa8"),
    zero=hex_colour("#222b3a"),
    plane=hex_colour("#05070b"),
    dark_pixel=hex_colour("#0b1018"),
    full_positive=hex_colour("#dbe9ff"),
    full_negative=hex_colour("#ffecd6"),
    floor=hex_colour("#27303f", 0.85),
    shadow=hex_colour("#05070b", 0.8),
    trainings=TRAININGS_ON_DARK,
    classes=CLASSES_ON_DARK,
    surface=SURFACE_ON_DARK,
    surface_rim=hex_colour("#a99cd6"),
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
    quiet_positive=hex_colour("#6583c0"),
    quiet_negative=hex_colour("#cb9562"),
    strange=hex_colour("#d6006c"),
    zero=hex_colour("#d3dae5"),
    plane=hex_colour("#c4ccd8"),
    dark_pixel=hex_colour("#f4f6fa"),
    full_positive=hex_colour("#0a2458"),
    full_negative=hex_colour("#6e3600"),
    floor=hex_colour("#e3e8f0", 0.9),
    shadow=hex_colour("#33425c", 0.42),
    trainings=TRAININGS_ON_LIGHT,
    classes=CLASSES_ON_LIGHT,
    surface=SURFACE_ON_LIGHT,
    surface_rim=hex_colour("#6a5c9c"),
)

THEMES: Mapping[Theme, Palette] = MappingProxyType({"dark": DARK, "light": LIGHT})


@dataclass(frozen=True, slots=True)
class Scales:
    """From values to sizes in world units, the same for the whole film.

    Sides of boxes are proportional to absolute values, and so are cross-sections of cylinders, so
    that their radii are to the roots, and volumes of deltas, so that their sides are to the cube
    roots. What is not finite, or greater than the largest finite value
    of the training, gets the largest size.

    Attributes:
        largest_weight: absolute value that gets the thickest cylinder.
        largest_activations: for each layer, the absolute value that gets the largest box; outlines
            show in every layer how large 1.0 is.
        largest_delta: absolute value that gets the largest body.
        thickest: radius that the largest weight gets.

    """

    largest_weight: float
    largest_activations: tuple[float, ...]
    largest_delta: float = 1.0
    thickest: float = LARGEST_RADIUS

    def radius(self, weights: Values) -> Floats:
        """Return the radii of the cylinders of weights, same shape, float32."""
        return np.sqrt(_share(weights, self.largest_weight)).astype(np.float32) * np.float32(
            self.thickest
        )

    def half_side(self, activations: Values, layer: int) -> Floats:
        """Return half the sides of the boxes of a layer's activations, same shape, float32."""
        return _proportional(activations, self.largest_activations[layer], LARGEST_HALF_BOX)

    def half_delta(self, deltas: Values) -> Floats:
        """Return half the heights of the bodies of deltas, same shape, float32."""
        sides = np.cbrt(_share(deltas, self.largest_delta))
        return (sides * LARGEST_HALF_DELTA).astype(np.float32)

    def half_side_of_one(self, layer: int) -> float:
        """Return half the side of the box that stands for 1.0 in a layer."""
        return float(self.half_side(np.ones(1), layer)[0])


def _proportional(values: Values, largest: float, size: float) -> Floats:
    return (_share(values, largest) * size).astype(np.float32)


def _share(values: Values, largest: float) -> Values:
    """Return absolute values as parts of the largest one; of what is not a number, that is 1."""
    return np.fmin(np.abs(values) / largest, 1.0)
