"""The weight or bias that is changed by hand, as a row of the panel."""

from PyQt6.QtCore import QSignalBlocker, pyqtSignal

from nnviz.viewer.playground.field_row import FieldRow
from nnviz.viewer.playground.number_box import NumberBox
from nnviz.viewer.playground.number_dial import EvenDial
from nnviz.viewer.translation import tr

LOWEST, HIGHEST = -10, 10  # that the dial goes to
HIGHEST_TYPED = 1_000_000
HINT = "Click a rod (a weight), or a box with a bias, in the picture to change its number here."
CHOSEN = "{thing}, before epoch {epoch:,}: training begins anew there"


class HandRow(FieldRow):
    """Shows a number of the picture, and takes another one.

    Attributes:
        box: where it is typed.
        dial: by which it is dragged.
        held: whether somebody drags it just now.
        set_to: signal, carries the number that somebody wants.

    """

    set_to = pyqtSignal(float)

    def __init__(self) -> None:
        self.box = NumberBox(-HIGHEST_TYPED, HIGHEST_TYPED)
        self.dial = EvenDial(LOWEST, HIGHEST)
        self.held = False
        self._chosen = ""
        self._epoch = 0
        super().__init__("Weight by hand", [self.box, self.dial], self._describe_hand)
        self.box.valueChanged.connect(self.set_to)
        self.dial.dialled.connect(self._take_dialled)
        self.dial.taken.connect(lambda: self._hold(True))
        self.dial.released.connect(lambda: self._hold(False))
        self.show_number("", 0.0, 0)

    def show_number(self, chosen: str, number: float, epoch: int) -> None:
        """Show a number.

        Args:
            chosen: what it is of, in the language that is spoken; empty: nothing is chosen.
            number: the number.
            epoch: before whose update it is that.

        """
        self._chosen, self._epoch = chosen, epoch
        for control in (self.box, self.dial):
            control.setEnabled(bool(chosen))
        self._write_number(number)
        self.dial.turn_to(number)
        if not self.refused:
            self.accept()

    def _take_dialled(self, number: float) -> None:
        self._write_number(number)
        self.set_to.emit(number)

    def _write_number(self, number: float) -> None:
        with QSignalBlocker(self.box):
            self.box.setValue(number)

    def _hold(self, held: bool) -> None:
        self.held = held

    def _describe_hand(self) -> str:
        if not self._chosen:
            return tr(HINT)
        return tr(CHOSEN, thing=self._chosen, epoch=self._epoch)
