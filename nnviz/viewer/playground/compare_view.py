"""The kept trainings beside each other, as a table in the panel."""

from collections.abc import Sequence

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nnviz.playground.results import Cell
from nnviz.viewer.translation import retranslate, tr

COLUMNS = {
    "name": "Name",
    "epochs": "Epochs",
    "loss": "Mean loss",
    "accuracy": "Accuracy",
    "goal at epoch": "Goal at epoch",
}
ROWS_SEEN = 5.5  # and the line that names the columns is one more
NONE = "–"


class CompareView(QWidget):
    """A table with a row for each kept training, and what differs in words.

    Attributes:
        table: the rows; a name can be written anew.
        differs: in what the training of the row that is chosen differs from the one that is shown.
        copy_button: copies the table.
        save_button: saves it.
        race_button: shows the trainings beside each other.
        drop_button: keeps the one that is chosen no longer.
        chosen: signal, carries the number of a row on which somebody double-clicked.
        current: signal, carries the number of a row that is looked at; −1: none.
        renamed: signal, carries the number of a row and its new name.

    """

    chosen = pyqtSignal(int)
    current = pyqtSignal(int)
    renamed = pyqtSignal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.table, self.differs = QTableWidget(), QLabel()
        self.copy_button, self.save_button = QPushButton(), QPushButton()
        self.race_button, self.drop_button = QPushButton(), QPushButton()
        self._title = QLabel()
        self._lay_out()
        self.table.itemChanged.connect(self._rename)
        self.table.currentCellChanged.connect(lambda row, *_: self.current.emit(row))
        self.table.cellDoubleClicked.connect(self._choose)
        self.hide()
        retranslate(self, self._retranslate)

    def show_table(self, head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> None:
        """Show results; of none, nothing is shown.

        Args:
            head: the names of the columns.
            rows: one for each training; the name first.

        """
        self.setVisible(bool(rows))
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(rows))
            self.table.setColumnCount(len(head))
            titles = [tr(COLUMNS[str(name)]) if name in COLUMNS else str(name) for name in head]
            self.table.setHorizontalHeaderLabels(titles)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    self.table.setItem(row, column, _item(cell, editable=column == 0))
        self.table.resizeColumnsToContents()
        self.race_button.setEnabled(len(rows) > 1)

    def _choose(self, row: int, column: int) -> None:
        if column > 0:  # there, the name is written anew
            self.chosen.emit(row)

    def _rename(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.renamed.emit(item.row(), item.text().strip())

    def _lay_out(self) -> None:
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setFixedHeight(round(ROWS_SEEN * 1.7 * self.fontMetrics().height()))
        header = self.table.verticalHeader()
        if header is not None:
            header.hide()
            header.setDefaultSectionSize(round(1.6 * self.fontMetrics().height()))
        self.differs.setWordWrap(True)
        self.differs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        buttons = QHBoxLayout()
        for button in (self.copy_button, self.save_button, self.race_button, self.drop_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self.table, self.differs):
            layout.addWidget(widget)
        layout.addLayout(buttons)

    def _retranslate(self) -> None:
        self._title.setText(tr("Kept trainings; a double click shows one"))
        self.table.setAccessibleName(tr("Kept trainings"))
        self.copy_button.setText(tr("Copy"))
        self.save_button.setText(tr("Save…"))
        self.race_button.setText(tr("Race"))
        self.drop_button.setText(tr("Drop"))
        self.copy_button.setToolTip(tr("Copy the table"))
        self.save_button.setToolTip(tr("Save the table, for a spreadsheet"))
        self.race_button.setToolTip(tr("Show all of them beside each other"))
        self.drop_button.setToolTip(tr("Keep this one no longer"))


def _item(cell: Cell, *, editable: bool) -> QTableWidgetItem:
    text = NONE if cell is None else f"{cell:.4g}" if isinstance(cell, float) else f"{cell}"
    item = QTableWidgetItem(text)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
    return item
