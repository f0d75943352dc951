"""The manual: chapters in a window beside the one that it tells of, and a field to find words."""

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt
from PyQt6.QtGui import QFontInfo, QKeySequence, QPalette, QShortcut, QTextCursor, QTextDocument
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from nnviz.viewer.commands import Command
from nnviz.viewer.export.buttons import without_icons
from nnviz.viewer.manual_page import Page
from nnviz.viewer.manual_text import Resolver, chapters
from nnviz.viewer.translation import retranslate, tr

WIDTH, HEIGHT = 66, 52  # of the window; this and what follows: in heights of its text
APART = 0.15  # what stands in the contents
OF_SCREEN = 0.85  # at most
SIZES = ("larger_text", "smaller_text", "usual_text")  # their keys work here, too


class Manual(QDialog):
    """Shows a chapter at a time; each opening begins with the first.

    Args:
        menus: what each menu of the window offers.
        parent: the window.

    Attributes:
        contents: the titles of the chapters.
        field: what is to be found.
        browser: the chapter that is read.
        pages: all of them.

    """

    def __init__(self, menus: Mapping[str, Sequence[Command]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._resolver = Resolver(menus)
        self.contents, self.field, self.browser = QListWidget(), QLineEdit(), QTextBrowser()
        self._answer = QLabel()
        self.pages: list[Page] = []
        self._lay_out()
        self._connect()
        self._give_keys([command for command in menus["view"] if command.name in SIZES])
        retranslate(self, self._retranslate)
        parent.installEventFilter(self)
        self.contents.setFocus()

    def look_up(self, *, backwards: bool = False, anew: bool = False) -> None:
        """Go to the next place of what is to be found, in this chapter or another, and around.

        Args:
            backwards: whether to go to the one before.
            anew: whether to look from where the last one begins, as what is to be found has grown.

        """
        cursor = self.browser.textCursor()
        if anew:
            cursor.setPosition(cursor.selectionStart())
        row = self.contents.currentRow()
        count = len(self.pages)
        for step in range(count + 1):
            number = (row + (-step if backwards else step)) % count
            found = self._find_in(self.pages[number], None if step else cursor, backwards)
            if not found.isNull():
                self._go_to(number, found)
                return
        cursor.clearSelection()
        self.browser.setTextCursor(cursor)
        self._answer.setText(tr("Not found"))
        self._answer.setVisible(bool(self.field.text()))

    def changeEvent(self, event: QEvent | None) -> None:
        """Take another size of text, or other colours, as everything in the window does."""
        super().changeEvent(event)
        if event is not None and event.type() in (
            QEvent.Type.FontChange,
            QEvent.Type.PaletteChange,
        ):
            self._dress()

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Close with the window, which is hidden then; minimised, it is hidden by the desktop."""
        if event is not None and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return False

    def _find_in(self, page: Page, cursor: QTextCursor | None, backwards: bool) -> QTextCursor:
        """Return the next place in a page; from its beginning or its end where no cursor is."""
        if cursor is None:
            cursor = QTextCursor(page)
            if backwards:
                cursor.movePosition(QTextCursor.MoveOperation.End)
        flag = QTextDocument.FindFlag
        return page.find(self.field.text(), cursor, flag.FindBackward if backwards else flag(0))

    def _go_to(self, number: int, found: QTextCursor) -> None:
        self.contents.setCurrentRow(number)
        self.browser.setTextCursor(found)
        self._answer.hide()

    def _turn_to(self, number: int) -> None:
        if number >= 0:
            self.browser.setDocument(self.pages[number])
            self._answer.hide()

    def _dress(self) -> None:
        """Give everything the size of the text, and the tables the colour of borders."""
        colour = self.palette().color(QPalette.ColorRole.Button)
        for page in self.pages:
            page.dress(self.font(), colour)
        em = QFontInfo(self.font()).pixelSize()
        self.contents.setSpacing(round(APART * em))
        frame = 2 * self.contents.frameWidth() + em
        self.contents.setFixedWidth(self.contents.sizeHintForColumn(0) + frame)

    def _retranslate(self) -> None:
        """Write everything in the language that is spoken; the same chapter stays."""
        self.setWindowTitle(f"{tr('Manual')} – nnviz")
        self.contents.setAccessibleName(tr("Contents"))
        self.browser.setAccessibleName(tr("Manual"))
        self.field.setAccessibleName(tr("Find"))
        self.field.setPlaceholderText(tr("Find in the manual"))
        row, texts = max(self.contents.currentRow(), 0), chapters()
        before, self.pages = (
            self.pages,
            [Page(text, self._resolver.resolve, self) for text in texts],
        )
        with QSignalBlocker(self.contents):
            self.contents.clear()
            self.contents.addItems([text.title for text in texts])
            self.contents.setCurrentRow(row)
        self._turn_to(row)
        self._dress()
        for page in before:
            page.deleteLater()

    def _lay_out(self) -> None:
        self.field.setClearButtonEnabled(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        without_icons(buttons)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Return in the field finds, and does not close
        finding = QHBoxLayout()
        finding.addWidget(self.field)
        finding.addWidget(self._answer)
        layout = QGridLayout(self)
        layout.addWidget(self.contents, 0, 0, 2, 1)
        layout.addLayout(finding, 0, 1)
        layout.addWidget(self.browser, 1, 1)
        layout.addWidget(buttons, 2, 0, 1, 2)
        em = QFontInfo(self.font()).pixelSize()
        screen = self.screen()
        size = QSize(WIDTH * em, HEIGHT * em)
        self.resize(size.boundedTo(screen.availableSize() * OF_SCREEN) if screen else size)

    def _connect(self) -> None:
        self.contents.currentRowChanged.connect(self._turn_to)
        self.field.textChanged.connect(lambda _: self.look_up(anew=True))
        self.field.returnPressed.connect(self.look_up)

    def _give_keys(self, sizes: Sequence[Command]) -> None:
        standard = QKeySequence.StandardKey
        QShortcut(standard.Find, self, self._look_for)
        QShortcut(standard.FindNext, self, self.look_up)
        QShortcut(standard.FindPrevious, self, lambda: self.look_up(backwards=True))
        for command in sizes:
            for keys in command.sequences:
                QShortcut(keys, self, command.run)

    def _look_for(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
