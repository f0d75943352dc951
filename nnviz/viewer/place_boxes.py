"""The boxes that say which epoch and which record are shown, and go to others by their numbers."""

from functools import partial

from PyQt6.QtCore import QSignalBlocker
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnviz.viewer.player import Player
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.wording import said, saying

EPOCHS, RECORDS = "Epochs {first:,} to {last:,}", "Records {first:,} to {last:,}"


class PlaceBoxes(QWidget):
    """Follows a player, and moves it.

    Attributes:
        epoch: the number of the epoch.
        record: the number of the record, from 1.

    """

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.epoch, self.record = _box(EPOCHS), _box(RECORDS)
        self._epoch_label, self._epochs_label = QLabel(), QLabel()
        self._record_label, self._records_label = QLabel(), QLabel()
        self._lay_out()
        self._connect()
        saying(self, self._say)

    def load(self) -> None:
        """Show the player's new training."""
        tour = self._player.tour
        if tour is None:
            return
        for box, first, last in (
            (self.epoch, int(tour.epochs[0]), int(tour.epochs[-1])),
            (self.record, 1, tour.course.samples),
        ):
            with QSignalBlocker(box):
                box.setRange(first, last)
        self._say()

    def show_position(self) -> None:
        """Show what the playhead has come to, unless somebody is typing there."""
        moment = self._player.moment
        if moment is None:
            return
        for box, number in ((self.epoch, moment.epoch), (self.record, moment.sample + 1)):
            if not box.hasFocus():
                with QSignalBlocker(box):
                    box.setValue(number)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._epoch_label, self.epoch, self._epochs_label):
            layout.addWidget(widget)
        layout.addSpacing(10)
        for widget in (self._record_label, self.record, self._records_label):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self.epoch.valueChanged.connect(lambda number: self._player.to_epoch(round(number)))
        self.record.valueChanged.connect(lambda number: self._player.to_record(round(number) - 1))
        self._player.moved.connect(self.show_position)
        for box in (self.epoch, self.record):
            box.editingFinished.connect(self.show_position)
            line = box.lineEdit()
            if line is not None:
                line.returnPressed.connect(partial(_let_go, box))

    def _say(self) -> None:
        for label, box, name, tip in (
            (self._epoch_label, self.epoch, "Epoch", "Go to an epoch (G)"),
            (self._record_label, self.record, "Record", "Show another record (Shift+← →)"),
        ):
            label.setText(said(name))
            box.setAccessibleName(said(name))
            box.setToolTip(said(tip))
        self._epochs_label.setAccessibleName(said("Number of epochs"))
        self._records_label.setAccessibleName(said("Number of records"))
        for label, box in ((self._epochs_label, self.epoch), (self._records_label, self.record)):
            label.setText(said("of {count:,}", count=round(box.maximum())))


def _box(possible: str) -> RangedBox:
    box = RangedBox(lambda: said(possible, first=round(box.minimum()), last=round(box.maximum())))
    box.setGroupSeparatorShown(True)
    return box


def _let_go(box: RangedBox) -> None:
    """Let keys be commands again, once a number is taken."""
    if not box.refused:
        box.clearFocus()
