"""The boxes that say which epoch and which record are shown, and go to others by their numbers."""

from dataclasses import replace
from functools import partial

from PyQt6.QtCore import QObject, QSignalBlocker
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnviz.story.moment import Moment, Phase
from nnviz.viewer.player import Player
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.record_box import RecordBox
from nnviz.viewer.record_words import Numbering, place_said, record_said, total_of
from nnviz.viewer.translation import retranslate, tr

EPOCHS = "Epochs {first:,} to {last:,}"
RECORD_TIP = "Show another record (Shift+← →)"
LAST_PLACES = 20  # the longest of their names is as long as any


class PositionBoxes(QObject):
    """Follows a player, and moves it.

    Attributes:
        groups: what stands together: the box of the epoch, that of the record, each with its words.
        epoch: the number of the epoch.
        record: the number of the record in the training set, from 1.

    """

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._numbering: Numbering | None = None
        self.epoch, self.record = _box(EPOCHS), RecordBox()
        self._epoch_label, self._epochs_label = QLabel(), QLabel()
        self._record_label, self._records_label = QLabel(), QLabel()
        self.groups = (
            _group(self._epoch_label, self.epoch, self._epochs_label),
            _group(self._record_label, self.record, self._records_label),
        )
        self._connect()
        retranslate(self, self._retranslate, watched=self.groups[0])

    def load(self) -> None:
        """Show the player's new training."""
        training_track = self._player.training_track
        if training_track is None:
            return
        self._numbering = Numbering(training_track.outline)
        for box, first, last in (
            (self.epoch, int(training_track.epochs[0]), int(training_track.epochs[-1])),
            (self.record, 1, total_of(training_track.outline)),
        ):
            with QSignalBlocker(box):
                box.setRange(first, last)
        self._retranslate()

    def show_position(self) -> None:
        """Show what the playhead has come to, unless somebody is typing there."""
        moment = self._player.moment
        if moment is None:
            return
        if not self.epoch.hasFocus():
            with QSignalBlocker(self.epoch):
                self.epoch.setValue(moment.epoch)
        if not self.record.typing:
            self._show_record(moment)

    def _show_record(self, moment: Moment) -> None:
        if self._numbering is None or not (numbers := self._numbering.at(moment)):
            return
        outline, row = self._numbering.outline, min(moment.record, len(numbers) - 1)
        possible = self._numbering.at(replace(moment, phase=Phase.INPUT))  # where it will go
        self.record.show_record(numbers[row], row, possible)
        name = record_said(outline, numbers[row], row)
        self.record.setToolTip(f"{name}\n{tr(RECORD_TIP)}")
        self._write_place(row)

    def _write_place(self, row: int) -> None:
        """Say which record it is, in a room that does not change with it."""
        if self._numbering is None:
            return
        outline, label = self._numbering.outline, self._records_label
        rows = range(max(outline.n_records - LAST_PLACES, 0), outline.n_records)
        widths = [label.fontMetrics().horizontalAdvance(self._place_text(each)) for each in rows]
        label.setFixedWidth(max(widths) + 2)
        label.setText(self._place_text(row))

    def _place_text(self, row: int) -> str:
        assert self._numbering is not None
        outline = self._numbering.outline
        of = tr("of {count:,}", count=total_of(outline))
        place = place_said(outline, row)
        return f"{of} · {place}" if place else of

    def _connect(self) -> None:
        self.epoch.valueChanged.connect(lambda number: self._player.to_epoch(round(number)))
        self.record.chosen.connect(self._player.to_record)
        self._player.moved.connect(self.show_position)
        for box in (self.epoch, self.record):
            box.editingFinished.connect(self.show_position)
            line = box.lineEdit()
            if line is not None:
                line.returnPressed.connect(partial(_leave_box, box))

    def _retranslate(self) -> None:
        for label, box, name, tip in (
            (self._epoch_label, self.epoch, "Epoch", "Go to an epoch (G)"),
            (self._record_label, self.record, "Record", RECORD_TIP),
        ):
            label.setText(tr(name))
            box.setAccessibleName(tr(name))
            box.setToolTip(tr(tip))
        self._epochs_label.setAccessibleName(tr("Number of epochs"))
        self._records_label.setAccessibleName(tr("Number of records"))
        self._epochs_label.setText(tr("of {count:,}", count=round(self.epoch.maximum())))
        self.show_position()


def _group(*widgets: QWidget) -> QWidget:
    group = QWidget()
    layout = QHBoxLayout(group)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for widget in widgets:
        layout.addWidget(widget)
    return group


def _box(possible: str) -> RangedBox:
    box = RangedBox(lambda: tr(possible, first=round(box.minimum()), last=round(box.maximum())))
    box.setGroupSeparatorShown(True)
    return box


def _leave_box(box: RangedBox) -> None:
    """Let keys be commands again, once a number is taken."""
    if not box.refused:
        box.clearFocus()
