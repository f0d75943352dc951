"""Text as shapes: which glyphs a line of text consists of, and where they stand.

Layout needs widths and drawing needs glyphs; both ask here, so that a label takes exactly the
room that was planned for it. Lengths are in em, the size of the font, and do not depend on the
resolution. What is written is what is shown: ligatures, which would turn `->` into an arrow, are
off, and figures are tabular, so that a number that changes does not move.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import uharfbuzz
from numpy.typing import NDArray

from nnviz.errors import FontError

FONTS: Final = {
    "sans": "Inter-Regular.otf",
    "bold": "Inter-SemiBold.otf",
    "mono": "JetBrainsMono-Regular.ttf",
}
FEATURES: Final = {"kern": True, "tnum": True, "liga": False, "clig": False, "calt": False}


class Shaped(NamedTuple):
    """One line of text, laid out from the origin to the right.

    Attributes:
        glyphs: (n,) uint32, the font's own numbers of the glyphs.
        position: (n, 2) float64, origins of the glyphs in em, y up from the baseline.
        width: how far the pen moves in all, em.

    """

    glyphs: NDArray[np.uint32]
    position: NDArray[np.float64]
    width: float


class Metrics(NamedTuple):
    """How tall a font is, em.

    Attributes:
        ascent: how far lines reach above the baseline.
        descent: how far they reach below it, positive.
        cap_height: height of a capital.

    """

    ascent: float
    descent: float
    cap_height: float


def font_file(font: str) -> Path:
    """Return the file that holds a font.

    Args:
        font: "sans", "bold" or "mono".

    Raises:
        FontError: there is no font of this name, or its file is missing.

    """
    if font not in FONTS:
        raise FontError(f"font {font!r} is unknown; choose one of {', '.join(FONTS)}")
    path = Path(__file__).parent / "fonts" / FONTS[font]
    if not path.is_file():
        raise FontError(f"{path} is missing; it is part of nnviz: install nnviz again")
    return path


@lru_cache(maxsize=4096)
def shape(text: str, font: str) -> Shaped:
    """Return the glyphs of a line of text, kerned, with tabular figures.

    Args:
        text: one line.
        font: "sans", "bold" or "mono".

    Raises:
        FontError: the font lacks characters of the text, which the message names.

    """
    shaper = _shaper(font)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper, buffer, FEATURES)
    _refuse_missing(text, font, buffer)
    placed = buffer.glyph_positions or []  # none, rather than an empty list, for an empty text
    moves = np.array([(p.x_advance, p.y_advance) for p in placed], np.float64).reshape(-1, 2)
    offsets = np.array([(p.x_offset, p.y_offset) for p in placed], np.float64).reshape(-1, 2)
    scale = 1.0 / shaper.face.upem
    position = (np.cumsum(moves, axis=0) - moves + offsets) * scale
    glyphs = np.array([info.codepoint for info in buffer.glyph_infos], np.uint32)
    glyphs.flags.writeable = position.flags.writeable = False  # the cache hands them to everybody
    return Shaped(glyphs, position, float(moves[:, 0].sum() * scale))


def extent(text: str, font: str) -> float:
    """Return how wide a line of text is, em."""
    return shape(text, font).width


@lru_cache(maxsize=len(FONTS))
def metrics(font: str) -> Metrics:
    """Return how tall a font is, em."""
    shaper = _shaper(font)
    scale = 1.0 / shaper.face.upem
    extents = shaper.get_font_extents("ltr")
    capital = shaper.get_glyph_extents(shaper.get_nominal_glyph(ord("H")))
    return Metrics(extents.ascender * scale, -extents.descender * scale, capital.y_bearing * scale)


@lru_cache(maxsize=len(FONTS))
def _shaper(font: str) -> uharfbuzz.Font:
    blob = uharfbuzz.Blob.from_file_path(str(font_file(font)))
    return uharfbuzz.Font(uharfbuzz.Face(blob))


def _refuse_missing(text: str, font: str, buffer: uharfbuzz.Buffer) -> None:
    missing = sorted({text[info.cluster] for info in buffer.glyph_infos if info.codepoint == 0})
    if missing:
        names = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in missing)
        raise FontError(f"the font {font!r} ({FONTS[font]}) lacks {names} of the text {text!r}")
