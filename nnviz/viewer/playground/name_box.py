"""A box in which one of several named things is chosen."""

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QStandardItemModel
from PyQt6.QtWidgets import QComboBox, QSizePolicy

from nnviz.viewer.playground.names import NAMES
from nnviz.viewer.translation import retranslate, tr


class NameBox(QComboBox):
    """Offers names of an experiment, called as the window calls them.

    Attributes:
        chosen: signal, carries the name that somebody has chosen.

    """

    chosen = pyqtSignal(str)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = list(names)
        self.addItems(self._names)
        # A long name may be cut while it is not chosen from; no panel becomes wider for it.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.chosen.emit(self._names[index]))
        retranslate(self, self._retranslate)

    @property
    def name(self) -> str:
        """What is chosen."""
        return self._names[self.currentIndex()]

    def show_name(self, name: str) -> None:
        """Show what holds; where it is none of what is offered, offer it, too."""
        if name not in self._names:
            self._names.append(name)
            self.addItem(_called(name))
        self.setCurrentIndex(self._names.index(name))

    def forbid(self, name: str, why: str) -> None:
        """Let a name not be chosen, and say there why, in the language that is spoken."""
        model, index = self.model(), self._names.index(name)
        assert isinstance(model, QStandardItemModel)
        item = model.item(index)
        if item is not None:
            item.setEnabled(False)
            item.setText(f"{_called(name)} – {why}")
            item.setToolTip(why)

    def _retranslate(self) -> None:
        for index, name in enumerate(self._names):
            self.setItemText(index, _called(name))


def _called(name: str) -> str:
    return tr(NAMES[name]) if name in NAMES else name
