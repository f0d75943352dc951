"""The card beside the pointer: the numbers of what it points at."""

from collections.abc import Sequence
from html import escape

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QLabel, QWidget

from nnviz.picture.palette import Palette
from nnviz.viewer.inspector.picked_facts import Fact
from nnviz.viewer.qt_theme import qt_colour
from nnviz.viewer.translation import retranslate, tr

BESIDE = QPoint(18, 14)  # from the pointer, so that it covers nothing of the card


class Card(QLabel):
    """A small label over the picture; the mouse goes through it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        retranslate(self, lambda: self.setAccessibleName(tr("Under the pointer")))
        self.hide()

    def set_palette(self, palette: Palette) -> None:
        """Take over the colours of a theme."""
        ground, rule, text = (
            qt_colour(colour).name() for colour in (palette.panel, palette.rule, palette.text)
        )
        self.setStyleSheet(
            f"background: {ground}; color: {text}; border: 1px solid {rule};"
            "border-radius: 6px; padding: 6px 9px;"
        )

    def show_facts(self, title: str, facts: Sequence[Fact], at: QPoint, *, note: str = "") -> None:
        """Show numbers beside a point of the picture, and inside the picture.

        Args:
            title: what they belong to.
            facts: the numbers.
            at: where the pointer is.
            note: what is said below them; may be empty.

        """
        rows = "".join(
            f"<tr><td>{escape(fact.name)}&nbsp;&nbsp;</td>"
            f"<td align=right>{escape(fact.text)}</td></tr>"
            for fact in facts
        )
        self.setFont(QApplication.font())  # which a style sheet keeps from coming by itself
        said_below = f"<i>{escape(note)}</i>" if note else ""
        self.setText(f"<b>{escape(title)}</b><table cellspacing=1>{rows}</table>{said_below}")
        self.adjustSize()
        self.move(self._corner_beside(at))
        self.show()

    def _corner_beside(self, at: QPoint) -> QPoint:
        """Return where the card stands: right below the pointer, or where there is room."""
        parent = self.parentWidget()
        corner = at + BESIDE
        if parent is None:
            return corner
        if corner.x() + self.width() > parent.width():
            corner.setX(at.x() - BESIDE.x() - self.width())
        if corner.y() + self.height() > parent.height():
            corner.setY(at.y() - BESIDE.y() - self.height())
        return QPoint(max(corner.x(), 0), max(corner.y(), 0))
