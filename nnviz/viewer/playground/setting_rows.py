"""The settings of an optimizer or a schedule in the panel: a row for each of the chosen one."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from nnviz.learning.choices import Choice, ChoiceSetting
from nnviz.learning.schedules import MAX_EPOCHS
from nnviz.viewer.playground.field_row import FieldRow
from nnviz.viewer.playground.number_box import NumberBox
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.translation import tr

HIGHEST = 1_000_000
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "momentum": "Momentum",
        "epsilon": "Epsilon",
        "decay": "Decay",
        "first_decay": "First decay",
        "second_decay": "Second decay",
        "weight_decay": "Weight decay",
        "factor": "Factor",
        "every": "Every",
        "lowest": "Lowest rate",
    }
)
NOTE = "{meaning} · usually {usual:g}"


class SettingRows(QWidget):
    """Shows the settings of what is chosen; nothing, where it has none.

    Attributes:
        rows: the row of each setting, by its field in an experiment, as `optimizer.epsilon`.
        boxes: where each is typed, likewise.
        changed: signal, carries the table, and the name and the other value of a setting of it.

    """

    changed = pyqtSignal(object, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, FieldRow] = {}
        self.boxes: dict[str, RangedBox] = {}
        self._table: Choice[Any] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)

    def show_table(self, table: Choice[Any]) -> None:
        """Show what holds."""
        if self._table is None or self._table.name != table.name:
            self._make_rows(table)
        self._table = table
        self.setVisible(bool(self.rows))
        for name in table.settings:
            field = f"{table.FIELD}.{name}"
            self.rows[field].accept()
            with QSignalBlocker(self.boxes[field]):
                self.boxes[field].setValue(getattr(table, name))

    def _make_rows(self, table: Choice[Any]) -> None:
        for row in self.rows.values():
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows.clear()
        self.boxes.clear()
        for name, each in table.settings.items():
            box, field = _box_for(each), f"{table.FIELD}.{name}"
            row = FieldRow(TITLES[name], [box], partial(_describe, each))
            box.valueChanged.connect(partial(self._say_change, name))
            self._layout.addWidget(row)
            self.boxes[field], self.rows[field] = box, row

    def _say_change(self, name: str, value: float) -> None:
        assert self._table is not None
        whole = self._table.settings[name].kind is int
        self.changed.emit(self._table, name, int(value) if whole else value)


def _box_for(setting: ChoiceSetting) -> RangedBox:
    """Return a box that takes what is a number; the rest is refused by the experiment, in words."""
    if setting.kind is int:
        box = RangedBox(partial(_describe, setting))
        box.setRange(1, MAX_EPOCHS)
        return box
    return NumberBox(0, HIGHEST)


def _describe(setting: ChoiceSetting) -> str:
    return tr(NOTE, meaning=tr(setting.meaning), usual=setting.default)
