"""The layers of an experiment in the panel: a row for each, and a button for one more."""

from functools import partial

from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnviz.learning.description import Layer
from nnviz.viewer.playground.name_box import NameBox
from nnviz.viewer.playground.names import CHOICES
from nnviz.viewer.playground.notes import range_said
from nnviz.viewer.playground.number_box import NumberBox
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.translation import retranslate, tr

MOST_UNITS = 999  # that are typed here; a scene may have more
MOST_HIDDEN = 8
MOST_DROPOUT = 0.99


class LayerRow(QWidget):
    """One layer.

    Args:
        number: of the hidden layer, from 1; 0: it is the output, whose units the data decide.

    Attributes:
        units: the box with how many there are.
        activation: the box with their activation.
        bias: whether each has a bias.
        dropout: how likely each is silent in a step; an output never is.
        remove_button: takes it away.

    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._title = QLabel()
        self.units = RangedBox(_describe_units)
        self.units.setRange(1, MOST_UNITS)
        self.units.setEnabled(number > 0)
        self.activation = NameBox(CHOICES["hidden" if number else "output"])
        self.bias, self.dropout = QCheckBox(), NumberBox(0, MOST_DROPOUT)
        self._dropout_title = QLabel()
        self.remove_button = QToolButton()
        self.remove_button.setText("−")
        self.remove_button.setVisible(number > 0)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(1)
        layout.addWidget(self._title, 0, 0, 1, 3)
        layout.addWidget(self.units, 1, 0)
        layout.addWidget(self.activation, 1, 1)
        layout.addWidget(self.remove_button, 1, 2)
        layout.addWidget(self.bias, 2, 0)
        silence = QHBoxLayout()
        for part in (self._dropout_title, self.dropout):
            silence.addWidget(part)
            part.setVisible(number > 0)
        layout.addLayout(silence, 2, 1, 1, 2)
        layout.setColumnStretch(1, 1)
        retranslate(self, self._retranslate)

    def show_layer(self, layer: Layer) -> None:
        """Show what holds."""
        with QSignalBlocker(self.units):
            self.units.setMaximum(max(MOST_UNITS, layer.units))
            self.units.setValue(layer.units)
        self.activation.show_name(layer.activation)
        with QSignalBlocker(self.bias), QSignalBlocker(self.dropout):
            self.bias.setChecked(layer.bias)
            self.dropout.setValue(layer.dropout)

    def _retranslate(self) -> None:
        if self._number:
            name = tr("Hidden layer {number}", number=self._number)
        else:
            name = tr("Output; as many nodes as targets")
        self._title.setText(name)
        self.units.setAccessibleName(tr("Nodes of {layer}", layer=name))
        self.units.setToolTip(_describe_units())
        self.activation.setAccessibleName(tr("Activation of {layer}", layer=name))
        self.bias.setText(tr("Bias"))
        self.bias.setAccessibleName(tr("Bias of {layer}", layer=name))
        self._dropout_title.setText(tr("Dropout"))
        self.dropout.setAccessibleName(tr("Dropout of {layer}", layer=name))
        self.dropout.setToolTip(range_said(0, MOST_DROPOUT, 0))
        self.remove_button.setAccessibleName(tr("Remove {layer}", layer=name))
        self.remove_button.setToolTip(tr("Remove {layer}", layer=name))


class LayerRows(QWidget):
    """All layers behind the input.

    Attributes:
        rows: one for each, the output last.
        add_button: adds a hidden layer before the output.
        added: signal, somebody wants one more.
        removed: signal, carries the index of a layer that somebody wants no more.
        changed: signal, carries the index of a layer, and its other units, activation, bias or
            dropout by name.

    """

    added = pyqtSignal()
    removed = pyqtSignal(int)
    changed = pyqtSignal(int, dict)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LayerRow] = []
        self.add_button = QToolButton()
        self.add_button.setText("+")
        self.add_button.clicked.connect(self.added)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.add_button)
        retranslate(self, self._retranslate)

    def show_layers(self, layers: tuple[Layer, ...]) -> None:
        """Show what holds."""
        if len(layers) != len(self.rows):
            self._make_rows(len(layers))
        for row, layer in zip(self.rows, layers, strict=True):
            row.show_layer(layer)
        self.add_button.setEnabled(len(layers) <= MOST_HIDDEN)

    def _make_rows(self, count: int) -> None:
        for row in self.rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LayerRow(number) for number in (*range(1, count), 0)]
        places = (*range(count - 1), count)  # the button stands before the output
        for index, (row, place) in enumerate(zip(self.rows, places, strict=True)):
            self._layout.insertWidget(place, row)
            row.units.valueChanged.connect(partial(self._change_units, index))
            row.activation.chosen.connect(partial(self._change, index, "activation"))
            row.bias.toggled.connect(partial(self._change, index, "bias"))
            row.dropout.valueChanged.connect(partial(self._change, index, "dropout"))
            row.remove_button.clicked.connect(partial(self._remove, index))

    def _change_units(self, index: int, units: float) -> None:
        self.changed.emit(index, {"units": int(units)})

    def _change(self, index: int, field: str, value: object) -> None:
        self.changed.emit(index, {field: value})

    def _remove(self, index: int, _checked: bool) -> None:
        self.removed.emit(index)

    def _retranslate(self) -> None:
        self.add_button.setAccessibleName(tr("Add a hidden layer"))
        self.add_button.setToolTip(tr("Add a hidden layer"))


def _describe_units() -> str:
    return tr("{lowest:g} to {highest:g}", lowest=1, highest=MOST_UNITS)
