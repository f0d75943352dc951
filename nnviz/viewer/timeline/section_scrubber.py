"""A scrubber divided into named sections: the phases of an epoch, or the chapters of a story."""

from dataclasses import dataclass

from PyQt6.QtCore import QEvent, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPalette
from PyQt6.QtWidgets import QToolTip, QWidget

from nnviz.story.track import EPSILON_SECONDS
from nnviz.viewer.timeline.scrubber import Scrubber

LINES = 1.4  # how high it is, in heights of a line of text
GAP = 1.0  # pixels between two sections, to either side
MARGIN = 4.0  # pixels between the end of a section and its name
READABLE_LETTERS = 9  # of a name that is cut off; fewer say less than its mark


@dataclass(frozen=True, slots=True)
class NamedSection:
    """A section of a timeline with its name.

    Attributes:
        name: what it is called.
        start_seconds: where it begins.
        end_seconds: where it ends.
        mark: stands for the name where that has no room; without its first letter, if need be.

    """

    name: str
    start_seconds: float
    end_seconds: float
    mark: str = ""

    def text_within(self, room: float, metrics: QFontMetricsF) -> str:
        """Return what can be read in so many pixels: the name, most of it, its mark, or nothing."""
        most = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, room)
        if most == self.name or len(most) >= READABLE_LETTERS:
            return most
        marks = (self.mark, self.mark[1:])
        return next((mark for mark in marks if metrics.horizontalAdvance(mark) <= room), "")


class SectionScrubber(Scrubber):
    """Goes to any second of a timeline; its values are milliseconds."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, lines=LINES, parent=parent)
        self._sections: tuple[NamedSection, ...] = ()
        self._marked: tuple[float, float] | None = None

    def load(self, duration_seconds: float, sections: tuple[NamedSection, ...]) -> None:
        """Show a timeline.

        Args:
            duration_seconds: its length.
            sections: what it consists of, in order; there may be gaps.

        """
        self._sections = sections
        self.set_maximum(round(duration_seconds * 1000))
        self.update()

    def set_marked(self, marked: tuple[float, float] | None) -> None:
        """Show which part is looped, from one second to another."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def show_seconds(self, seconds: float) -> None:
        """Move the playhead there, unless somebody holds it."""
        # Who stands a hair before the end of a section has not come to the next one.
        self.show_value(int((seconds + EPSILON_SECONDS / 2) * 1000))

    def event(self, event: QEvent | None) -> bool:
        """Say which section is under the pointer, where it rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x()), self)
            return True
        return super().event(event)

    def tip_at(self, x: float) -> str:
        """Return the name of the section at a pixel."""
        seconds = self.value_at(self.share_at(x)) / 1000
        names = [s.name for s in self._sections if s.start_seconds <= seconds < s.end_seconds]
        return names[0] if names else ""

    def paint_ground(self, painter: QPainter, ground: QRectF) -> None:
        """Paint the sections with their names."""
        if not self._sections:
            super().paint_ground(painter, ground)
        here_seconds = self.value() / 1000
        for section in self._sections:
            left, right = self._ends(section.start_seconds, section.end_seconds)
            box = QRectF(left + GAP, ground.top(), max(right - left - 2 * GAP, 1), ground.height())
            here = self.active and section.start_seconds <= here_seconds < section.end_seconds
            self._paint_section(painter, box, section, here=here)
        if self._marked is not None:
            left, right = self._ends(*self._marked)
            painter.fillRect(
                QRectF(left, ground.top(), max(right - left, 2.0), ground.height()),
                self.colour(QPalette.ColorRole.Highlight, 0.22),
            )

    def _ends(self, start_seconds: float, end_seconds: float) -> tuple[float, float]:
        """Return where two seconds are, in pixels of the widget."""
        ends = (self.share_of(round(seconds * 1000)) for seconds in (start_seconds, end_seconds))
        left, right = map(self.x_of, ends)
        return left, right

    def _paint_section(
        self, painter: QPainter, box: QRectF, section: NamedSection, *, here: bool
    ) -> None:
        role = QPalette.ColorRole
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(role.Button if here else role.Base))
        painter.drawRoundedRect(box, 3, 3)
        text = section.text_within(box.width() - 2 * MARGIN, QFontMetricsF(painter.font()))
        painter.setPen(self.colour(role.Text if here else role.PlaceholderText))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
