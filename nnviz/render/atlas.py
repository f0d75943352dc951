"""Glyphs as pictures, side by side in one texture.

A glyph is drawn by FreeType at the exact size at which it will be seen, in up to four versions
that differ by a quarter of a pixel to the right: so text may stand anywhere along its line and is
crisp everywhere. A version is drawn when it is first needed. Rows of glyphs fill the texture from
the top; when it is full, it starts anew.
"""

from collections.abc import Sequence
from ctypes import string_at
from typing import Any, Final

import freetype
import numpy as np
from numpy.typing import NDArray
from vispy import gloo

from nnviz.picture.fallback_fonts import FallbackFace

VERSIONS: Final = 4
LARGEST_SIDE: Final = 8192
LOADING: Final = freetype.FT_LOAD_NO_BITMAP | freetype.FT_LOAD_TARGET_LIGHT
UPRIGHT: Final = freetype.Matrix(0x10000, 0, 0, 0x10000)  # 1 in FreeType's 16.16 numbers


class AtlasFullError(Exception):
    """No room is left; the atlas must start anew."""


class Atlas:
    """The glyphs that have been drawn so far.

    Attributes:
        side: width and height of the texture, pixels.
        texture: coverage, 0 to 1.

    """

    def __init__(self, side: int = 1024) -> None:
        """Start with an empty texture."""
        self._faces: dict[FallbackFace, freetype.Face] = {}
        self.texture = gloo.Texture2D(
            np.zeros((side, side, 1), np.uint8), format="luminance", interpolation="nearest"
        )
        self.restart(side)

    def restart(self, side: int) -> None:
        """Forget all glyphs, and have room for `side` × `side` pixels."""
        self.side = side
        self._pixels = np.zeros((side, side, 1), np.uint8)
        self._places: dict[tuple[FallbackFace, float, int], int] = {}
        self._glyphs: list[tuple[FallbackFace, float, int]] = []
        self._slots = np.zeros((0, 6), np.float32)
        self._drawn = np.zeros(0, np.bool_)
        self._pen_x, self._pen_y, self._row_height = 0, 0, 0
        self.texture.set_data(self._pixels)
        self._sent = True

    def places(
        self, faces: Sequence[FallbackFace], size: float, glyphs: NDArray[np.uint32]
    ) -> NDArray[np.int64]:
        """Return (n,) the slots of the first versions of glyphs; those of the others follow them.

        Args:
            faces: (n,) which font each glyph is from.
            size: of the em, pixels.
            glyphs: (n,) that font's numbers of the glyphs.

        """
        pairs = zip(faces, glyphs.tolist(), strict=True)
        return np.array(
            [self._place_of_glyph((face, size, glyph)) for face, glyph in pairs], np.int64
        )

    def slots(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what is in some slots, and draw what is not there yet.

        Args:
            numbers: (n,) of the slots.

        Returns:
            (n, 6) x, y, width, height in the atlas and the offset to left and top.

        Raises:
            AtlasFullError: no room is left.

        """
        self._make_slots()
        for number in sorted({*numbers[~self._drawn[numbers]].tolist()}):
            face, size, glyph = self._glyphs[number // VERSIONS]
            self._slots[number] = self._draw(face, size, glyph, number % VERSIONS)
            self._drawn[number] = True
        return self._slots[numbers]

    def send(self) -> None:
        """Send what was drawn since the last time to the graphics card."""
        if not self._sent:
            self.texture.set_data(self._pixels)
            self._sent = True

    def _place_of_glyph(self, key: tuple[FallbackFace, float, int]) -> int:
        if key not in self._places:
            self._places[key] = len(self._glyphs) * VERSIONS
            self._glyphs.append(key)
        return self._places[key]

    def _make_slots(self) -> None:
        """Have a slot for every version of every glyph that has a place."""
        missing = len(self._glyphs) * VERSIONS - len(self._slots)
        if missing:
            self._slots = np.pad(self._slots, ((0, missing), (0, 0)))
            self._drawn = np.pad(self._drawn, (0, missing))

    def _draw(
        self, font: FallbackFace, size: float, glyph: int, version: int
    ) -> tuple[int, int, int, int, int, int]:
        if font not in self._faces:
            self._faces[font] = freetype.Face(str(font.file), font.number)
        face = self._faces[font]
        face.set_char_size(round(size * 64))
        face.set_transform(UPRIGHT, freetype.Vector(64 * version // VERSIONS, 0))
        face.load_glyph(glyph, LOADING)
        face.glyph.render(freetype.FT_RENDER_MODE_NORMAL)
        bitmap = face.glyph.bitmap
        height, width = bitmap.rows, bitmap.width
        x, y = self._room(width, height)
        if width and height:
            self._pixels[y : y + height, x : x + width, 0] = _coverage(bitmap)[:, :width]
            self._sent = False
        return x, y, width, height, face.glyph.bitmap_left, face.glyph.bitmap_top

    def _room(self, width: int, height: int) -> tuple[int, int]:
        if self._pen_x + width > self.side:
            self._pen_x, self._pen_y = 0, self._pen_y + self._row_height
            self._row_height = 0
        if self._pen_y + height > self.side or width > self.side:
            raise AtlasFullError
        place = self._pen_x, self._pen_y
        self._pen_x += width
        self._row_height = max(self._row_height, height)
        return place


def _coverage(bitmap: Any) -> NDArray[np.uint8]:
    """Return (rows, pitch) what FreeType drew; `bitmap.buffer` would make a list of its numbers."""
    rows, pitch = bitmap.rows, bitmap.pitch
    drawn = string_at(bitmap._FT_Bitmap.buffer, rows * pitch)
    return np.frombuffer(drawn, np.uint8).reshape(rows, pitch)
