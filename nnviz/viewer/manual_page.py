"""A page of the manual: a chapter with its placeholders resolved, set in a font and in colours."""

from collections.abc import Callable
from typing import cast

from PyQt6.QtCore import QObject, QRegularExpression
from PyQt6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontInfo,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from nnviz.viewer.manual_text import PLACEHOLDER, ManualChapter

LINE_PERCENT = 130.0
MARGIN = 1.2  # of the page; this and what follows: in heights of its text
BETWEEN = (0.9, 0.4, 0.7)  # above a heading, a paragraph and a table; as much below the latter two
PADDING = 0.3  # of a cell
FIRST_PERCENT = 45.0  # of a table of two columns


class Page(QTextDocument):
    """A chapter as it is read.

    Args:
        chapter: its text.
        resolve: returns what stands for a placeholder, for its kind and text.
        parent: what it belongs to.

    """

    def __init__(
        self, chapter: ManualChapter, resolve: Callable[[str, str], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.setMarkdown(f"# {chapter.title}\n{chapter.text}")
        pattern = QRegularExpression(PLACEHOLDER.pattern)
        while not (cursor := self.find(pattern)).isNull():
            _fill_in(cursor, resolve)

    def dress(self, font: QFont, rule: QColor) -> None:
        """Set it in a font, whose size everything takes, with the rules of tables in a colour."""
        self.setDefaultFont(font)
        em = float(QFontInfo(font).pixelSize())
        self.setDocumentMargin(MARGIN * em)
        self._space_blocks(em)
        for table in self.tables():
            _space_table(table, em)
            _rule_table(table, em, QBrush(rule))

    def tables(self) -> list[QTextTable]:
        """Return its tables, in their order."""
        root = self.rootFrame()
        frames = root.childFrames() if root is not None else []
        return [frame for frame in frames if isinstance(frame, QTextTable)]

    def _space_blocks(self, em: float) -> None:
        above_heading, between, _ = (each * em for each in BETWEEN)
        proportional = cast("int", QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block = self.begin()
        while block.isValid():
            cursor, form = QTextCursor(block), block.blockFormat()
            form.setLineHeight(LINE_PERCENT, proportional)
            inside = 0.0 if cursor.currentTable() is not None else between
            form.setTopMargin(above_heading if form.headingLevel() > 1 else inside)
            form.setBottomMargin(inside)
            cursor.setBlockFormat(form)
            block = block.next()


def _fill_in(cursor: QTextCursor, resolve: Callable[[str, str], str]) -> None:
    """Put in place of a placeholder, which is selected, what stands for it; keys are bold."""
    found = PLACEHOLDER.fullmatch(cursor.selectedText())
    assert found is not None
    form = cursor.charFormat()
    if found[1] == "key":
        form.setFontWeight(QFont.Weight.Bold)
    cursor.insertText(resolve(found[1], found[2]), form)


def _space_table(table: QTextTable, em: float) -> None:
    form = table.format()
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100.0))
    if table.columns() == 2:
        widths = (FIRST_PERCENT, 100.0 - FIRST_PERCENT)
        form.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, width) for width in widths]
        )
    form.setBorder(0.0)
    form.setCellPadding(PADDING * em)
    form.setTopMargin(BETWEEN[2] * em)
    form.setBottomMargin(BETWEEN[2] * em)
    table.setFormat(form)


def _rule_table(table: QTextTable, em: float, rule: QBrush) -> None:
    """Draw a line below every row; what has one line stands in the middle of what has two."""
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            form = cell.format().toTableCellFormat()
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            form.setBottomBorder(max(1.0, em / 15))
            form.setBottomBorderBrush(rule)
            form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            cell.setFormat(form)
