"""What ends a training before its last epoch, as two rows of the panel."""

from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from nnviz.learning.schedules import MAX_EPOCHS
from nnviz.playground.goals import Goal
from nnviz.viewer.playground.field_row import FieldRow
from nnviz.viewer.playground.number_box import NumberBox
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.translation import retranslate, tr

HIGHEST = 1_000_000
BELOW = "stop as soon as the loss is lower; 0: never"
PATIENCE = "stop when it has not improved for so many epochs; 0: never"


class GoalRows(QWidget):
    """Two numbers that are no part of an experiment: it is shorter by them, not another one.

    Attributes:
        loss_below: the box of the loss that is to be undercut.
        patience: the box of the epochs without improvement.
        chosen: signal, carries the `Goal` that somebody has chosen.

    """

    chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.loss_below = NumberBox(0, HIGHEST)
        self.patience = RangedBox(
            lambda: tr("{lowest:,} to {highest:,}", lowest=0, highest=HIGHEST)
        )
        self.patience.setRange(0, MAX_EPOCHS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(FieldRow("Loss to reach", [self.loss_below], partial(tr, BELOW)))
        layout.addWidget(FieldRow("Patience", [self.patience], partial(tr, PATIENCE)))
        for box in (self.loss_below, self.patience):
            box.valueChanged.connect(lambda _: self.chosen.emit(self.goal))
        retranslate(self, self._retranslate)

    @property
    def goal(self) -> Goal:
        """What is chosen."""
        return Goal(loss_below=self.loss_below.value(), patience=int(self.patience.value()))

    def _retranslate(self) -> None:
        for box in (self.loss_below, self.patience):
            box.setSpecialValueText(tr("none"))
