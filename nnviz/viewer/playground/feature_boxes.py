"""Which features of a point a network is given: a box to be ticked for each."""

from functools import partial

from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QGridLayout, QWidget

from nnviz.learning.features import FEATURES

SIGNS = ("x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂")  # in the order of `FEATURES`
PLAIN = ("x1", "x2")  # the points as they are
COLUMNS = 4


class FeatureBoxes(QWidget):
    """Lets features be ticked; the last one that is cannot be left out.

    Attributes:
        boxes: by the names of the features.
        chosen: signal, carries the names of the features that somebody wants, as `Data` has them.

    """

    chosen = pyqtSignal(tuple)

    def __init__(self) -> None:
        super().__init__()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(1)
        self.boxes = {name: QCheckBox(sign) for name, sign in zip(FEATURES, SIGNS, strict=True)}
        self._order: tuple[str, ...] = PLAIN
        for index, (name, box) in enumerate(self.boxes.items()):
            layout.addWidget(box, index // COLUMNS, index % COLUMNS)
            box.toggled.connect(partial(self._tick, name))

    def show_features(self, names: tuple[str, ...]) -> None:
        """Show what holds; none: the points as they are."""
        self._order = names or PLAIN
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(name in self._order)
            box.setEnabled(self._order != (name,))

    def _tick(self, name: str, wanted: bool) -> None:
        """Say what is wanted: a new one is the last input, and the others stay."""
        others = tuple(each for each in self._order if each != name)
        features = (*others, name) if wanted else others
        self.chosen.emit(() if features == PLAIN else features)
