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
from nnviz.viewer.wording import said, saying

EPOCHS = "Epochs {first:,} to {last:,}"
RECORD_TIP = "Show another record (Shift+← →)"
LAST_PLACES = 20  # the longest of their names is as long as any


class PlaceBoxes(QObject):
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
        saying(self, self._say, watched=self.groups[0])

    def load(self) -> None:
        """Show the player's new training."""
        tour = self._player.tour
        if tour is None:
            return
        self._numbering = Numbering(tour.course)
        for box, first, last in (
            (self.epoch, int(tour.epochs[0]), int(tour.epochs[-1])),
            (self.record, 1, total_of(tour.course)),
        ):
            with QSignalBlocker(box):
                box.setRange(first, last)
        self._say()

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
        course, row = self._numbering.course, min(moment.sample, len(numbers) - 1)
        possible = self._numbering.at(replace(moment, phase=Phase.INPUT))  # where it will go
        self.record.show_record(numbers[row], row, possible)
        name = record_said(course, numbers[row], row)
        self.record.setToolTip(f"{name}\n{said(RECORD_TIP)}")
        self._write_place(row)

    def _write_place(self, row: int) -> None:
        """Say which record it is, in a room that does not change with it."""
        if self._numbering is None:
            return
        course, label = self._numbering.course, self._records_label
        rows = range(max(course.samples - LAST_PLACES, 0), course.samples)
        widths = [label.fontMetrics().horizontalAdvance(self._place(each)) for each in rows]
        label.setFixedWidth(max(widths) + 2)
        label.setText(self._place(row))

    def _place(self, row: int) -> str:
        assert self._numbering is not None
        course = self._numbering.course
        of = said("of {count:,}", count=total_of(course))
        place = place_said(course, row)
        return f"{of} · {place}" if place else of

    def _connect(self) -> None:
        self.epoch.valueChanged.connect(lambda number: self._player.to_epoch(round(number)))
        self.record.chosen.connect(self._player.to_record)
        self._player.moved.connect(self.show_position)
        for box in (self.epoch, self.record):
            box.editingFinished.connect(self.show_position)
            line = box.lineEdit()
            if line is not None:
                line.returnPressed.connect(partial(_let_go, box))

    def _say(self) -> None:
        for label, box, name, tip in (
            (self._epoch_label, self.epoch, "Epoch", "Go to an epoch (G)"),
            (self._record_label, self.record, "Record", RECORD_TIP),
        ):
            label.setText(said(name))
            box.setAccessibleName(said(name))
            box.setToolTip(said(tip))
        self._epochs_label.setAccessibleName(said("Number of epochs"))
        self._records_label.setAccessibleName(said("Number of records"))
        self._epochs_label.setText(said("of {count:,}", count=round(self.epoch.maximum())))
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
    box = RangedBox(lambda: said(possible, first=round(box.minimum()), last=round(box.maximum())))
    box.setGroupSeparatorShown(True)
    return box


def _let_go(box: RangedBox) -> None:
    """Let keys be commands again, once a number is taken."""
    if not box.refused:
        box.clearFocus()
