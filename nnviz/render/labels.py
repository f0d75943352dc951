"""Text: every glyph a quad that shows its picture in the atlas, pixel for pixel."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from vispy.scene import Node
from vispy.scene.visuals import create_visual_node

from nnviz.errors import GraphicsError
from nnviz.picture.frame import Labels, same_picture
from nnviz.picture.typography import metrics, shape
from nnviz.render.atlas import LARGEST_SIDE, VERSIONS, Atlas, AtlasFullError
from nnviz.render.panels import SheetVisual
from nnviz.render.quads import Quads

STEPS_PER_PIXEL: Final = 4  # sizes of text are rounded to this part of a pixel
MOST_LINES: Final = 4096  # lines of text whose layout is kept
COMPONENTS: Final = {"place": 2, "glyph": 4, "colour": 4}

LabelSheet = create_visual_node(SheetVisual)


class GlyphLine(NamedTuple):
    """A line of text at one size, laid out from its origin.

    Attributes:
        places: (n,) the atlas's slots of the glyphs' first versions.
        offset: (n, 2) from the origin to the glyphs' origins, pixels, y down.
        width: pixels.
        cap_height: pixels.

    """

    places: NDArray[np.int64]
    offset: NDArray[np.float64]
    width: float
    cap_height: float


class LabelsNode:
    """The labels of a frame as a node of VisPy's scene graph.

    Attributes:
        quads: what the graphics card holds, a quad for each glyph.
        atlas: pictures of the glyphs.

    """

    def __init__(self, parent: Node) -> None:
        """Hang the text below a node whose space is the picture's."""
        self.quads = Quads(COMPONENTS)
        self.atlas = Atlas()
        self._lines: dict[tuple[str, str, float], GlyphLine] = {}
        self._shown: tuple[Labels, float] | None = None
        self._sheet = LabelSheet(self.quads, "labels", parent=parent)
        self._sheet.order = 3
        self._sheet.shared_program["atlas"] = self.atlas.texture

    def show(self, labels: Labels, height: float) -> None:
        """Show these labels.

        Args:
            labels: what is written.
            height: of the picture, pixels.

        Raises:
            FontError: a font lacks characters.
            GraphicsError: the text is too large for any texture.

        """
        if self._shows(labels, height):
            return
        self._sheet.show(self._laid_out(labels, height))
        self._sheet.shared_program["side"] = float(self.atlas.side)
        self.atlas.send()
        self._shown = (labels, height)

    def _shows(self, labels: Labels, height: float) -> bool:
        return (
            self._shown is not None
            and self._shown[1] == height
            and same_picture(self._shown[0], labels)
        )

    def _laid_out(self, labels: Labels, height: float) -> dict[str, NDArray[np.float32]]:
        side = self.atlas.side
        for attempt in range(8):
            try:
                return self._glyphs(labels, height)
            except AtlasFullError:
                side = side * 2 if attempt else side
                self._restart(side)
        raise AssertionError("a texture is never doubled so often")

    def _restart(self, side: int) -> None:
        if side > LARGEST_SIDE:
            raise GraphicsError(
                f"the text of one picture does not fit into {LARGEST_SIDE} × {LARGEST_SIDE} pixels "
                "of glyphs: draw a smaller picture, or smaller text"
            )
        self._lines.clear()
        self._shown = None
        self.atlas.restart(side)

    def _glyphs(self, labels: Labels, height: float) -> dict[str, NDArray[np.float32]]:
        sizes = np.round(labels.height * height * STEPS_PER_PIXEL) / STEPS_PER_PIXEL
        lines = [
            self._line(*key) for key in zip(labels.text, labels.font, sizes.tolist(), strict=True)
        ]
        if not lines:
            return {name: np.zeros((0, n), np.float32) for name, n in COMPONENTS.items()}
        counts = [len(line.places) for line in lines]
        widths = np.array([line.width for line in lines])
        capitals = np.array([line.cap_height for line in lines])
        x = labels.position[:, 0] * height - labels.anchor[:, 0] * widths
        y = np.round(labels.position[:, 1] * height + labels.anchor[:, 1] * capitals)
        origin = np.repeat(np.stack([x, y], axis=1), counts, axis=0)
        pen = origin + np.concatenate([line.offset for line in lines])
        places = np.concatenate([line.places for line in lines])
        return self._quads_of(pen, places) | {"colour": np.repeat(labels.colour, counts, axis=0)}

    def _quads_of(
        self, pen: NDArray[np.float64], places: NDArray[np.int64]
    ) -> dict[str, NDArray[np.float32]]:
        quarter = np.round(pen[:, 0] * VERSIONS).astype(np.int64)
        slots = self.atlas.slots(places + quarter % VERSIONS)
        left = quarter // VERSIONS + slots[:, 4]
        top = np.round(pen[:, 1]) - slots[:, 5]
        return {"place": np.stack([left, top], axis=1).astype(np.float32), "glyph": slots[:, :4]}

    def _line(self, text: str, font: str, size: float) -> GlyphLine:
        key = (text, font, size)
        if key not in self._lines:
            if len(self._lines) >= MOST_LINES:
                self._lines.clear()
            shaped = shape(text, font)
            self._lines[key] = GlyphLine(
                self.atlas.places(shaped.faces, size, shaped.glyphs),
                shaped.position * (size, -size),
                shaped.width * size,
                metrics(font).cap_height * size,
            )
        return self._lines[key]
