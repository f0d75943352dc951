"""The choice of the training that is gone through, beside the scrubber that goes through it."""

from PyQt6.QtCore import QSignalBlocker
from PyQt6.QtWidgets import QComboBox

from nnviz.viewer.translation import retranslate, tr
from nnviz.viewer.variants import Variants

SHORTEST = 9  # letters for which there is room
WIDEST = 150  # pixels; of a longer name the beginning is seen, and all of it in the list


class VariantBox(QComboBox):
    """Names the training that is gone through, and chooses another; hidden where there is one."""

    def __init__(self, variants: Variants) -> None:
        super().__init__()
        self._variants = variants
        self.setMaximumWidth(WIDEST)
        self.setMinimumContentsLength(SHORTEST)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        retranslate(self, self._retranslate)
        variants.changed.connect(self._show)
        self.activated.connect(lambda _: variants.go_through(self.currentData()))
        self._show()

    def _show(self) -> None:
        names = self._variants.names
        with QSignalBlocker(self):
            self.clear()
            for number, name in names.items():
                self.addItem(name, number)
            self.setCurrentIndex(self.findData(self._variants.number))
        self.setVisible(len(names) > 1)

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Variant"))
        self.setToolTip(tr("Which training is gone through (R)"))
