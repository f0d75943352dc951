"""Text as shapes: which glyphs a line of text consists of, and where they stand.

Layout needs widths and drawing needs glyphs; both ask here, so that a label takes exactly the
room that was planned for it. Lengths are in em, the size of the font, and do not depend on the
resolution. What is written is what is shown: ligatures, which would turn `->` into an arrow, are
off, and figures are tabular, so that a number that changes does not move.

The fonts of nnviz are Latin ones. Where they lack characters, a line goes on in the Japanese font
of the system, on the same baseline and at the same size: Japanese fonts are drawn to be set so.
For a symbol that neither has, like an emoji, there stands a square.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import uharfbuzz
from numpy.typing import NDArray

from nnviz.errors import FontError
from nnviz.picture.fallback_fonts import FallbackFace, japanese_face, remedy

FONTS: Final = {
    "sans": "Inter-Regular.otf",
    "bold": "Inter-SemiBold.otf",
    "mono": "JetBrainsMono-Regular.ttf",
}
FEATURES: Final = {"kern": True, "tnum": True, "liga": False, "clig": False, "calt": False}


STAND_IN: Final = "\N{WHITE SQUARE}"
# Flags are two letters; what else makes one emoji of several: how it is drawn, skin, joined ones.
_FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_MORE: Final = re.compile("\u200d[\u2190-\u2bff\U0001f000-\U0001faff]?|[\ufe0e\ufe0f\u20e3]")
_SKIN: Final = re.compile("(?<=.)[\U0001f3fb-\U0001f3ff]|[\U000e0020-\U000e007f]")
MOST_FACES: Final = 8  # all that are ever open: those of nnviz and two Japanese ones


class ShapedText(NamedTuple):
    """One line of text, laid out from the origin to the right.

    Attributes:
        faces: (n,) which font each glyph is from.
        glyphs: (n,) uint32, that font's own numbers of the glyphs.
        position: (n, 2) float64, origins of the glyphs in em, y up from the baseline.
        width: how far the pen moves in all, em.

    """

    faces: tuple[FallbackFace, ...]
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
def shape(text: str, font: str) -> ShapedText:
    """Return the glyphs of a line of text, kerned, with tabular figures.

    Args:
        text: one line.
        font: "sans", "bold" or "mono".

    Raises:
        FontError: characters are neither in the font nor in a Japanese font of this system; the
            message names them.

    """
    runs = [_shape_run(run, face) for face, run in _runs(_with_stand_ins(text, font), font)]
    shaped = runs[0] if len(runs) == 1 else _joined(runs)
    shaped.glyphs.flags.writeable = shaped.position.flags.writeable = False  # cached, for everybody
    return shaped


def extent(text: str, font: str) -> float:
    """Return how wide a line of text is, em."""
    return shape(text, font).width


@lru_cache(maxsize=len(FONTS))
def metrics(font: str) -> Metrics:
    """Return how tall a font is, em."""
    shaper = _shaper(_own_face(font))
    scale = 1.0 / shaper.face.upem
    extents = shaper.get_font_extents("ltr")
    capital = shaper.get_glyph_extents(shaper.get_nominal_glyph(ord("H")))
    return Metrics(extents.ascender * scale, -extents.descender * scale, capital.y_bearing * scale)


@lru_cache(maxsize=len(FONTS))
def _own_face(font: str) -> FallbackFace:
    return FallbackFace(font_file(font))


@lru_cache(maxsize=MOST_FACES)
def _shaper(face: FallbackFace) -> uharfbuzz.Font:
    blob = uharfbuzz.Blob.from_file_path(str(face.file))
    return uharfbuzz.Font(uharfbuzz.Face(blob, face.number))


def _with_stand_ins(text: str, font: str) -> str:
    """Return a line with a square for each symbol that no font has, whatever it is made of."""
    if text.isascii():
        return text
    own = _own_face(font)
    text = _FLAG.sub(lambda flag: flag[0][0], text)
    text = _MORE.sub("", _SKIN.sub("", text))
    return "".join(STAND_IN if _is_strange_symbol(c, own, font) else c for c in text)


def _is_strange_symbol(character: str, own: FallbackFace, font: str) -> bool:
    if unicodedata.category(character) not in {"So", "Sk"} or _covers(own, character):
        return False
    other = japanese_face(bold=font == "bold")
    return other is None or not _covers(other, character)


def _runs(text: str, font: str) -> Iterator[tuple[FallbackFace, str]]:
    """Yield the runs of a line, each with the one font that all its characters come from."""
    own = _own_face(font)
    for covered, run in groupby(text, key=lambda character: _covers(own, character)):
        yield own if covered else _fallback(text, font), "".join(run)


def _covers(face: FallbackFace, character: str) -> bool:
    return _shaper(face).get_nominal_glyph(ord(character)) is not None


def _fallback(text: str, font: str) -> FallbackFace:
    """Return the font for what the font itself lacks.

    Raises:
        FontError: this system has no Japanese font.

    """
    found = japanese_face(bold=font == "bold")
    if found is None:
        missing = _named(c for c in text if not _covers(_own_face(font), c))
        raise FontError(
            f"the font {font!r} ({FONTS[font]}) lacks {missing} of the text {text!r}, and no "
            f"Japanese font was found on this system: {remedy()}"
        )
    return found


def _shape_run(run: str, face: FallbackFace) -> ShapedText:
    """Return the glyphs of characters that come from one font.

    Raises:
        FontError: the font lacks some of them.

    """
    shaper = _shaper(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper, buffer, FEATURES)
    missing = [run[info.cluster] for info in buffer.glyph_infos if info.codepoint == 0]
    if missing:
        raise FontError(f"no font has {_named(missing)}; {face.file} lacks them as well")
    placed = buffer.glyph_positions or []  # none, rather than an empty list, for an empty text
    moves = np.array([(p.x_advance, p.y_advance) for p in placed], np.float64).reshape(-1, 2)
    offsets = np.array([(p.x_offset, p.y_offset) for p in placed], np.float64).reshape(-1, 2)
    scale = 1.0 / shaper.face.upem
    position = (np.cumsum(moves, axis=0) - moves + offsets) * scale
    glyphs = np.array([info.codepoint for info in buffer.glyph_infos], np.uint32)
    return ShapedText((face,) * len(glyphs), glyphs, position, float(moves[:, 0].sum() * scale))


def _joined(runs: Sequence[ShapedText]) -> ShapedText:
    """Return runs as one line, each beginning where the one before ends."""
    pens = np.cumsum([0.0, *(run.width for run in runs)])
    glyphs = np.concatenate([np.empty(0, np.uint32), *(run.glyphs for run in runs)])
    position = np.concatenate([np.empty((0, 2)), *(run.position for run in runs)])
    position[:, 0] += np.repeat(pens[:-1], [len(run.glyphs) for run in runs])
    return ShapedText(
        tuple(f for run in runs for f in run.faces), glyphs, position, float(pens[-1])
    )


def _named(characters: Iterable[str]) -> str:
    return ", ".join(f"{c!r} (U+{ord(c):04X})" for c in sorted(set(characters)))
