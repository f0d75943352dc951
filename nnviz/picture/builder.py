"""A builder: a frame while it is being composed, a few bodies or lines of text at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from nnviz.picture.frame import (
    NO_TRIANGLES,
    Cylinders,
    Floats,
    Labels,
    Maps,
    Rectangles,
    Shape,
    Solids,
    Strokes,
    Triangles,
)
from nnviz.picture.regions import Region

NO_MAPS = Maps(
    np.empty((0, 2), np.float32), np.empty((0, 2), np.float32), np.empty((0, 1, 1, 4), np.float32)
)
Part = TypeVar("Part", Solids, Cylinders, Triangles, Rectangles, Maps, Strokes, Labels)
LEFT, MIDDLE, RIGHT = (0.0, 0.0), (0.5, 0.5), (1.0, 0.0)


@dataclass(frozen=True, eq=False, slots=True)
class Bodies:
    """What of a frame has depth.

    Attributes:
        solids: bodies of nodes.
        cylinders: bodies of edges and of outlines.
        triangles: pieces of surfaces.

    """

    solids: Solids
    cylinders: Cylinders
    triangles: Triangles = NO_TRIANGLES


@dataclass(frozen=True, eq=False, slots=True)
class Flat:
    """What of a frame lies over the picture.

    Attributes:
        rectangles: the grounds of panels and labels.
        maps: pictures upon them.
        strokes: curves and rules.
        labels: text.
        kept_clear: parts of the picture where no label may stand.

    """

    rectangles: Rectangles
    maps: Maps
    strokes: Strokes
    labels: Labels
    kept_clear: tuple[Region, ...]

    def scaled(self, factor: float) -> "Flat":
        """Return the same in other units, of which `factor` are one of its own."""
        if factor == 1.0:
            return self
        by = np.float32(factor)
        boxes, maps, lines, texts = self.rectangles, self.maps, self.strokes, self.labels
        return Flat(
            replace(
                boxes,
                corner=boxes.corner * by,
                size=boxes.size * by,
                rounding=boxes.rounding * by,
                softness=boxes.softness * by,
            ),
            replace(maps, corner=maps.corner * by, size=maps.size * by),
            replace(lines, start=lines.start * by, end=lines.end * by, width=lines.width * by),
            replace(texts, position=texts.position * by, height=texts.height * by),
            tuple(region.scaled(factor) for region in self.kept_clear),
        )


def joined(parts: Sequence[Part]) -> Part:
    """Return things of one kind behind each other; one part alone is itself."""
    if len(parts) == 1:
        return parts[0]
    columns = ([getattr(part, f.name) for part in parts] for f in fields(parts[0]))
    return type(parts[0])(*map(_chained, columns))


class FrameBuilder:
    """Collects what a frame consists of; each call adds n things of one kind.

    Arguments that are the same for all n things may be given once: they are broadcast. Units and
    shapes are those of `nnviz.picture.frame`.

    Attributes:
        kept_clear: parts of the picture that panels take, where no label may stand.

    """

    def __init__(self, kept_clear: Iterable[Region] = ()) -> None:
        self.kept_clear = list(kept_clear)
        self._solids: list[tuple[Floats, ...]] = []
        self._bars: list[tuple[Floats, ...]] = []
        self._triangles = [NO_TRIANGLES]
        self._rectangles: list[tuple[Floats, ...]] = []
        self._maps: list[tuple[Floats, ...]] = []
        self._strokes: list[tuple[Floats, ...]] = []
        self._texts: list[str] = []
        self._fonts: list[str] = []
        self._labels: list[tuple[Floats, ...]] = []

    def solids(
        self,
        centre: ArrayLike,
        half: ArrayLike,
        colour: ArrayLike,
        *,
        shape: Shape = Shape.BOX,
        glow: ArrayLike = 0.0,
        bloom: ArrayLike = 0.0,
    ) -> None:
        """Add bodies; `half` is (n,) for equal sides or (n, 3)."""
        centre = _rows(centre, 3)
        sizes = np.asarray(half, dtype=np.float32)
        sizes = sizes[:, None] if sizes.ndim == 1 else sizes
        n = len(centre)
        self._solids.append(
            (
                _fill(float(shape), n, 1),
                centre,
                _fill(sizes, n, 3),
                _fill(colour, n, 4),
                _fill(_column(glow), n, 1),
                _fill(_column(bloom), n, 1),
            )
        )

    def bars(
        self,
        start: ArrayLike,
        end: ArrayLike,
        radius: ArrayLike,
        colour: ArrayLike,
        *,
        glow: ArrayLike = 0.0,
        rim: float = 0.0,
        outward: ArrayLike = 0.0,
    ) -> None:
        """Add cylinders."""
        start = _rows(start, 3)
        n = len(start)
        self._bars.append(
            (
                start,
                _rows(end, 3),
                _fill(_column(radius), n, 1),
                _fill(colour, n, 4),
                _fill(_column(glow), n, 1),
                _fill(rim, n, 1),
                _fill(outward, n, 3),
            )
        )

    def triangles(self, corner: Floats, colour: Floats) -> None:
        """Add pieces of a surface: (n, 3, 3) corners, (n, 3, 4) colours."""
        self._triangles.append(Triangles(corner, colour))

    def rectangles(
        self,
        corner: ArrayLike,
        size: ArrayLike,
        colour: ArrayLike,
        *,
        rounding: float = 0.0,
        softness: float = 0.0,
    ) -> None:
        """Add filled rectangles."""
        corner = _rows(corner, 2)
        n = len(corner)
        self._rectangles.append(
            (
                corner,
                _fill(size, n, 2),
                _fill(colour, n, 4),
                _fill(rounding, n, 1),
                _fill(softness, n, 1),
            )
        )

    def map(self, corner: ArrayLike, size: ArrayLike, colour: Floats) -> None:
        """Add a picture of (rows, columns, 4) colours; all of a frame have equally many."""
        self._maps.append((_rows(corner, 2), _rows(size, 2), colour[None]))

    def strokes(
        self, start: ArrayLike, end: ArrayLike, colour: ArrayLike, *, width: ArrayLike = 0.0025
    ) -> None:
        """Add straight strokes."""
        start = _rows(start, 2)
        n = len(start)
        self._strokes.append(
            (start, _rows(end, 2), _fill(_column(width), n, 1), _fill(colour, n, 4))
        )

    def curve(self, points: Floats, colour: ArrayLike, *, width: float = 0.0035) -> None:
        """Add a line through (n, 2) points."""
        self.strokes(points[:-1], points[1:], colour, width=width)

    def labels(
        self,
        texts: Sequence[str],
        position: ArrayLike,
        colour: ArrayLike,
        *,
        height: ArrayLike,
        anchor: tuple[float, float] = LEFT,
        font: str | Sequence[str] = "sans",
    ) -> None:
        """Add lines of text."""
        position = _rows(position, 2)
        n = len(texts)
        self._texts.extend(texts)
        self._fonts.extend([font] * n if isinstance(font, str) else font)
        self._labels.append(
            (position, _fill(anchor, n, 2), _fill(_column(height), n, 1), _fill(colour, n, 4))
        )

    def bodies(self) -> Bodies:
        """Return what was added that has depth."""
        shape, centre, half, fill, shine, bloom = _join(self._solids, (1, 3, 3, 4, 1, 1))
        start, end, radius, colour, glow, rim, outward = _join(self._bars, (3, 3, 1, 4, 1, 1, 3))
        kinds = shape[:, 0].astype(np.uint8)
        return Bodies(
            Solids(kinds, centre, half, fill, shine[:, 0], bloom[:, 0]),
            Cylinders(start, end, radius[:, 0], colour, glow[:, 0], rim[:, 0], outward),
            joined(self._triangles),
        )

    def flat(self) -> Flat:
        """Return what was added that lies over the picture."""
        corner, size, fill, rounding, softness = _join(self._rectangles, (2, 2, 4, 1, 1))
        begin, finish, width, ink = _join(self._strokes, (2, 2, 1, 4))
        position, anchor, height, text_colour = _join(self._labels, (2, 2, 1, 4))
        texts, fonts = tuple(self._texts), tuple(self._fonts)
        return Flat(
            Rectangles(corner, size, fill, rounding[:, 0], softness[:, 0]),
            self._finished_maps(),
            Strokes(begin, finish, width[:, 0], ink),
            Labels(texts, fonts, position, anchor, height[:, 0], text_colour),
            tuple(self.kept_clear),
        )

    def _finished_maps(self) -> Maps:
        if not self._maps:
            return NO_MAPS
        return Maps(*(np.concatenate(parts) for parts in zip(*self._maps, strict=True)))


def _chained(column: list[Any]) -> Any:
    if isinstance(column[0], tuple):
        return tuple(chain.from_iterable(column))
    return np.concatenate(column)


def _rows(values: ArrayLike, width: int) -> Floats:
    return np.asarray(values, dtype=np.float32).reshape(-1, width)


def _column(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float32).reshape(-1, 1)


def _fill(values: ArrayLike, n: int, width: int) -> Floats:
    """Return (n, width) values, themselves where they are that already."""
    if isinstance(values, np.ndarray) and values.shape == (n, width) and values.dtype == np.float32:
        return values
    filled = np.empty((n, width), dtype=np.float32)
    filled[:] = values
    return filled


def _join(parts: list[tuple[Floats, ...]], widths: tuple[int, ...]) -> list[Floats]:
    if not parts:
        return [np.empty((0, width), dtype=np.float32) for width in widths]
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)]
