"""The size of everything around the picture: one scale for the whole window, of its own.

The desktop's scale is for what is read on a desk; a lecture is read from the last row. Texts follow
the application's font, and whatever else has a size takes it from its text.
"""

from PyQt6.QtGui import QFont, QFontDatabase
from PyQt6.QtWidgets import QApplication

from nnviz.viewer.settings import settings

TEXT_PIXELS = 15  # at a scale of 100 %, on a screen that the desktop does not enlarge
SCALES = (75, 85, 100, 115, 130, 150, 175, 200, 250, 300)  # per cent
USUAL = 100


class Scale:
    """Sizes the running application, as it was sized last."""

    def __init__(self) -> None:
        kept = str(settings().value("scale", USUAL))
        self.percent = int(kept) if kept in map(str, SCALES) else USUAL
        self._apply()

    def enlarge(self) -> None:
        """Make everything one size larger."""
        self._take(min((scale for scale in SCALES if scale > self.percent), default=SCALES[-1]))

    def reduce(self) -> None:
        """Make everything one size smaller."""
        self._take(max((scale for scale in SCALES if scale < self.percent), default=SCALES[0]))

    def reset(self) -> None:
        """Give everything its usual size."""
        self._take(USUAL)

    def _take(self, percent: int) -> None:
        self.percent = percent
        settings().setValue("scale", percent)
        self._apply()

    def _apply(self) -> None:
        font = QApplication.font()
        font.setPixelSize(round(TEXT_PIXELS * self.percent / 100))
        QApplication.setFont(font)


def fixed_font() -> QFont:
    """Return a font whose letters are equally wide; its size is that of the text around it."""
    font = QFont()
    font.setFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
    font.setFixedPitch(True)
    return font
