"""The line at the foot of the window that says how the training is gone through just now."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import QLabel

from nnviz.story.tour import Tour
from nnviz.viewer.player import Player, Way
from nnviz.viewer.record_words import record_said, total_of
from nnviz.viewer.transport_bar import DETAILS, SPEEDS
from nnviz.viewer.wording import said, saying

if TYPE_CHECKING:
    from nnviz.viewer.follow import Follow

BETWEEN = "  ·  "
SOME_RECORDS = "records {first:,} to {last:,} of {count:,}"
SOME_RECORDED = "{told:,} of {count:,} recorded records"
FOLLOWING, RECORDED = "● following the recording", "○ being recorded; End follows it"


class StateLine(QLabel):
    """Says which way is gone, how finely and how fast, what is looped, and what is followed.

    Args:
        player: what moves the playhead.
        follow: goes along with a recording.

    """

    def __init__(self, player: Player, follow: "Follow") -> None:
        super().__init__()
        self._player, self._follow = player, follow
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = QFont()
        font.setBold(True)
        self.setFont(font)
        self.setMinimumWidth(1)  # it may be cut, rather than keep the window wide
        self.setContentsMargins(12, 0, 12, 0)
        saying(self, self._say)
        for signal in (player.changed, player.moved, follow.changed):
            signal.connect(self._say)

    def _say(self) -> None:
        self.setAccessibleName(said("How the training is gone through"))
        parts = [] if self._player.moment is None else self._parts()
        text = BETWEEN.join(parts)
        if text != self.text():
            self.setText(text)

    def _parts(self) -> list[str]:
        touring = self._player.way is Way.TRAINING
        parts = self._of_training() if touring else [said("Story"), said("as the scene tells it")]
        return parts + self._of_playing() + self._of_following()

    def _of_training(self) -> list[str]:
        tour = self._player.tour
        if tour is None:
            return []
        names = {detail: text for text, detail in DETAILS.items()}
        parts = [said("Training"), said(names[tour.detail])]
        if len(tour.records) < tour.course.samples:
            parts.append(self._records_of(tour))
        return parts

    def _records_of(self, tour: Tour) -> str:
        """Return which records are gone through; one alone is named by the controls, too."""
        course, first, last = tour.course, tour.records[0], tour.records[-1]
        if first == last and (number := course.number_of(first)) is not None:
            return record_said(course, number, first)
        if course.samples < total_of(course):
            return said(SOME_RECORDED, told=len(tour.records), count=course.samples)
        return said(SOME_RECORDS, first=first + 1, last=last + 1, count=course.samples)

    def _of_playing(self) -> list[str]:
        transport = self._player.transport
        parts = []
        if transport.speed != 1.0:
            name = next(name for name, speed in SPEEDS.items() if speed == abs(transport.speed))
            parts.append(said("backwards {speed}", speed=name) if transport.speed < 0 else name)
        if transport.looping:
            parts.append(said("looping a part" if transport.marked else "looping"))
        return parts

    def _of_following(self) -> list[str]:
        if not self._follow.following:
            return []
        return [said(FOLLOWING if self._follow.leading else RECORDED)]
