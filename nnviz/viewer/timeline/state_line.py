"""The line at the foot of the window that says how the training is gone through just now."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import QLabel

from nnviz.story.training_track import TrainingTrack
from nnviz.viewer.player import Player, TrackKind
from nnviz.viewer.record_words import record_said, total_of
from nnviz.viewer.timeline.transport_bar import DETAILS, SPEEDS
from nnviz.viewer.translation import retranslate, tr

if TYPE_CHECKING:
    from nnviz.viewer.opening.follower import Follower

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

    def __init__(self, player: Player, follow: "Follower") -> None:
        super().__init__()
        self._player, self._follow = player, follow
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = QFont()
        font.setBold(True)
        self.setFont(font)
        self.setMinimumWidth(1)  # it may be cut, rather than keep the window wide
        self.setContentsMargins(12, 0, 12, 0)
        retranslate(self, self._retranslate)
        for signal in (player.changed, player.moved, follow.changed):
            signal.connect(self._retranslate)

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("How the training is gone through"))
        parts = [] if self._player.moment is None else self._parts()
        text = BETWEEN.join(parts)
        if text != self.text():
            self.setText(text)

    def _parts(self) -> list[str]:
        on_training_track = self._player.track_kind is TrackKind.TRAINING
        parts = (
            self._of_training() if on_training_track else [tr("Story"), tr("as the scene tells it")]
        )
        return parts + self._of_playing() + self._of_following()

    def _of_training(self) -> list[str]:
        training_track = self._player.training_track
        if training_track is None:
            return []
        names = {detail: text for text, detail in DETAILS.items()}
        parts = [tr("Training"), tr(names[training_track.detail])]
        if len(training_track.records) < training_track.outline.n_records:
            parts.append(self._records_of(training_track))
        return parts

    def _records_of(self, training_track: TrainingTrack) -> str:
        """Return which records are gone through; one alone is named by the controls, too."""
        outline, first, last = (
            training_track.outline,
            training_track.records[0],
            training_track.records[-1],
        )
        if first == last and (number := outline.number_of(first)) is not None:
            return record_said(outline, number, first)
        if outline.n_records < total_of(outline):
            return tr(SOME_RECORDED, told=len(training_track.records), count=outline.n_records)
        return tr(SOME_RECORDS, first=first + 1, last=last + 1, count=outline.n_records)

    def _of_playing(self) -> list[str]:
        transport = self._player.transport
        parts = []
        if transport.speed != 1.0:
            name = next(name for name, speed in SPEEDS.items() if speed == abs(transport.speed))
            parts.append(tr("backwards {speed}", speed=name) if transport.speed < 0 else name)
        if transport.looping:
            parts.append(tr("looping a part" if transport.marked else "looping"))
        return parts

    def _of_following(self) -> list[str]:
        if not self._follow.following:
            return []
        return [tr(FOLLOWING if self._follow.leading else RECORDED)]
