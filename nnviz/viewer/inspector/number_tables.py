"""The tables of the inspector: numbers as the stage writes them, and how they come about."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import isfinite
from operator import itemgetter

from PyQt6.QtCore import QEvent, QModelIndex, QRectF, Qt
from PyQt6.QtGui import QPainter, QResizeEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from nnviz.picture.palette import Palette
from nnviz.stage.worked.lines import Calculation, CalculationLine
from nnviz.viewer.inspector.clipboard import copy_text, exact, offer_copy, plain, tabbed
from nnviz.viewer.inspector.picked_facts import Fact
from nnviz.viewer.qt_theme import qt_colour
from nnviz.viewer.scale import fixed_font
from nnviz.viewer.translation import retranslate, tr

DIGITS = 0.73  # height of a number in full, of the text: so that all its digits find room
SHARE = Qt.ItemDataRole.UserRole  # of a cell with a bar: its length, -1 to 1
COPIED = SHARE + 1  # of a cell: what is copied of it
NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROW_HEIGHTS = 1.25  # of a row, in heights of its text
BAR_HEIGHTS = 2  # the least width of a column, in heights of a row
BAR = 0.36  # the height of a bar, as a share of its row's


class NumberTable(QTableWidget):
    """A quiet table: no grid, no headers, nothing to edit; cells can be selected and copied."""

    def __init__(self, name: str, *, stretched: int, columns: int = 3) -> None:
        super().__init__(0, columns)
        retranslate(self, lambda: self.setAccessibleName(tr(name)))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self._stretched = stretched
        rows, header = self.verticalHeader(), self.horizontalHeader()
        if rows is None or header is None:
            return
        rows.hide()
        header.hide()
        offer_copy(self, lambda: copy_text(self.copied()))
        for column in range(columns):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.fit()

    def resizeEvent(self, e: QResizeEvent | None) -> None:
        """Let the columns fill another room."""
        super().resizeEvent(e)
        self.fit_columns()

    def changeEvent(self, e: QEvent | None) -> None:
        """Give the rows the height of another text."""
        super().changeEvent(e)
        if e is not None and e.type() == QEvent.Type.FontChange:
            self.fit()

    def fit(self) -> None:
        """Give the rows the height of their text."""
        rows = self.verticalHeader()
        if rows is not None:
            rows.setMinimumSectionSize(self.row_height())
            rows.setDefaultSectionSize(self.row_height())
        self.fit_columns()

    def fit_columns(self) -> None:
        """Fill the room; where it is too narrow for the texts, the table is scrolled."""
        widths = self._widths()
        widths[self._stretched] += max(self._room() - sum(widths), 0)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def is_cut(self) -> bool:
        """Return whether there is less room than the texts need."""
        return sum(self._widths()) > self._room()

    def _widths(self) -> list[int]:
        """Return how wide the text of every column is, in pixels; a bar needs some, too."""
        least = BAR_HEIGHTS * self.row_height()
        return [max(self.sizeHintForColumn(k), least) for k in range(self.columnCount())]

    def _room(self) -> int:
        viewport = self.viewport()
        return 0 if viewport is None else viewport.width()

    def row_height(self) -> int:
        """Return the height of a row in pixels."""
        return round(ROW_HEIGHTS * self.fontMetrics().height())

    def height_of_all(self) -> int:
        """Return the height of all rows in pixels; where there is none, of one."""
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar is not None and self.is_cut() else 0
        return self.row_height() * max(self.rowCount(), 1) + 4 + below

    def write(self, row: int, column: int, text: str) -> QTableWidgetItem:
        """Put a text into a cell and return the cell; one that exists is used again."""
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row, column, item)
        if item.text() != text:
            item.setText(text)
        return item

    def write_copied(self, row: int, column: int, text: str) -> None:
        """Say what is copied of a cell that was written."""
        item = self.item(row, column)
        if item is not None:
            item.setData(COPIED, plain(text))

    def copied(self) -> str:
        """Return what is copied of the cells that are selected: all of them where none is."""
        rows = self._selected() or [
            [(row, column) for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]
        return tabbed([_cells(self.item(*place) for place in row) for row in rows])

    def _selected(self) -> list[list[tuple[int, int]]]:
        places = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        return [list(row) for _, row in groupby(places, key=itemgetter(0))]


class FactTable(NumberTable):
    """Names, numbers as the stage writes them, and the same numbers in full."""

    def __init__(self) -> None:
        super().__init__("Values", stretched=2)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other numbers."""
        self.setRowCount(len(facts))
        for row, fact in enumerate(facts):
            self.write(row, 0, fact.name)
            told = "" if fact.value is None else exact(fact.value)
            self.write(row, 1, fact.text if told else "").setTextAlignment(NUMBERS)
            full = self.write(row, 2, told or fact.text)  # where there is room for it
            full.setTextAlignment(NUMBERS)
            full.setToolTip(tr("the recorded float64 in full"))
            full.setForeground(self.palette().placeholderText())
            for column, copied in enumerate((plain(fact.name), told, told)):
                self.write_copied(row, column, copied)
        self.fit()

    def fit(self) -> None:
        """Take the room of the rows, no more and no less."""
        super().fit()
        small = fixed_font()
        small.setPixelSize(round(DIGITS * self.fontInfo().pixelSize()))
        for row in range(self.rowCount()):
            if (full := self.item(row, 2)) is not None:
                full.setFont(small)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Take the height of the rows, and of what scrolls them, with the width of the columns."""
        super().fit_columns()
        self.setFixedHeight(self.height_of_all())


class WorkTable(NumberTable):
    """Calculations, line by line, with a bar for each contribution to a sum."""

    def __init__(self, palette: Palette) -> None:
        super().__init__("Calculation", stretched=1)
        self._bars = BarDelegate(palette)
        self.setItemDelegateForColumn(1, self._bars)

    def set_palette(self, palette: Palette) -> None:
        """Take over the colours of a theme."""
        self._bars.set_palette(palette)

    def show_calculations(self, calculations: Sequence[Calculation]) -> None:
        """Show other calculations, one below the other."""
        self.setHidden(not calculations)  # rather than an empty box
        self.clearSpans()
        self.setRowCount(sum(len(each.lines) + 1 for each in calculations))
        row = 0
        for each in calculations:
            self._write_title(row, each.title)
            for line, share in zip(each.lines, shares_of(each.lines), strict=True):
                row += 1
                self._write_line(row, line, share)
            row += 1
        self.fit()

    def fit_columns(self) -> None:
        """Take no more height than that of the rows and of what scrolls them."""
        super().fit_columns()
        self.setMaximumHeight(self.height_of_all())

    def _widths(self) -> list[int]:
        """Return how wide the columns must be for the lines, and all of them for the titles."""
        titles = [row for row in range(self.rowCount()) if self.columnSpan(row, 0) > 1]
        lines = [row for row in range(self.rowCount()) if row not in titles]
        widths = super()._widths()
        widths[0] = max([self._text_width(row) for row in lines], default=0)
        title = max([self._text_width(row) for row in titles], default=0)
        widths[self._stretched] += max(title - sum(widths), 0)
        return widths

    def _text_width(self, row: int) -> int:
        return self.sizeHintForIndex(self.indexFromItem(self.item(row, 0))).width()

    def _write_title(self, row: int, title: str) -> None:
        self.setSpan(row, 0, 1, self.columnCount())
        for column, text in enumerate((title, "", "")):
            item = self.write(row, column, text)
            item.setForeground(self.palette().placeholderText())
            item.setData(COPIED, plain(text))
            _look(item, bold=False, tip="", share=None)

    def _write_line(self, row: int, line: CalculationLine, share: float | None) -> None:
        tip = "" if line.exact is None else repr(line.exact)
        for column, text in enumerate((line.labelled, "", line.right)):
            item = self.write(row, column, text)
            item.setForeground(self.palette().text())
            item.setTextAlignment(NUMBERS if column == 2 else Qt.AlignmentFlag.AlignVCenter)
            _look(item, bold=line.result, tip=tip, share=share)
        self.write_copied(row, 0, plain(line.labelled))
        right = plain(line.right) if line.exact is None else exact(line.exact)
        self.write_copied(row, 2, right)


def shares_of(lines: Sequence[CalculationLine]) -> list[float | None]:
    """Return how long the bar of each line is, -1 to 1; None: it has none.

    Where a contribution is not finite, no bar can say how much the others are beside it.
    """
    values = [line.value for line in lines if line.value is not None]
    largest = max(map(abs, values), default=0.0)
    if not largest or not all(map(isfinite, values)):
        return [None] * len(lines)
    return [None if line.value is None else line.value / largest for line in lines]


class BarDelegate(QStyledItemDelegate):
    """Draws a contribution as a bar from the middle of the cell, to the right when positive."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.set_palette(palette)

    def set_palette(self, palette: Palette) -> None:
        """Take over the colours of a theme."""
        self._positive, self._negative = map(qt_colour, (palette.positive, palette.negative))

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a cell as Qt does, and its bar."""
        super().paint(painter, option, index)
        share = index.data(SHARE)
        if share is None or painter is None:
            return
        beside = (1 - BAR) / 2 * option.rect.height()
        cell = QRectF(option.rect).adjusted(8, beside, -8, -beside)
        bar = QRectF(cell.center().x(), cell.top(), share * cell.width() / 2, cell.height())
        colour = self._positive if share >= 0 else self._negative
        painter.fillRect(bar.normalized(), colour)


def _look(item: QTableWidgetItem, *, bold: bool, tip: str, share: float | None) -> None:
    font = item.font()
    font.setBold(bold)
    item.setFont(font)
    item.setToolTip(tip)
    item.setData(SHARE, share)


def _cells(items: Iterable[QTableWidgetItem | None]) -> list[str]:
    """Return what is copied of the cells of a row: a number that stands there twice, once."""
    texts = [str(item.data(COPIED) or "") for item in items if item is not None]
    return [text for text, _ in groupby(texts) if text]
