"""The dialog that asks what film is to be made."""

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nnviz.viewer.export_order import FILMS, QUALITIES, USUAL_FPS, USUAL_QUALITY, FilmOrder
from nnviz.viewer.wording import said

if TYPE_CHECKING:
    from nnviz.stage.show import Show

WHOLE = "The whole film"
MOST_FPS = 240


class FilmDialog(QDialog):
    """Asks for file, size, pace and range of a film.

    Args:
        show: what is to be filmed.
        source: the scene or trace that it was opened from.

    """

    def __init__(self, show: "Show", source: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("Export a film"))
        self._show, self._source = show, source
        self.file_edit = QLineEdit(str(Path.home() / f"{source.stem}.mp4"))
        self.browse_button = QPushButton(said("&Browse…"))
        self.quality_box = QComboBox()
        self.fps_box = QSpinBox()
        self.range_box = QComboBox()
        self.start_box, self.end_box = QDoubleSpinBox(), QDoubleSpinBox()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = QPushButton(said("&Export"))
        self._describe()
        self._lay_out()
        self._connect()

    def order(self) -> FilmOrder:
        """Return what is asked for."""
        span = self.start_box.value(), self.end_box.value()
        whole = span == (0.0, self.end_box.maximum())
        return FilmOrder(
            source=self._source,
            film=Path(self.file_edit.text()).expanduser(),
            quality=self.quality_box.currentData(),
            fps=self.fps_box.value(),
            span=None if whole else span,
            language=self._show.language,
            theme=self._show.theme,
        )

    def _describe(self) -> None:
        for key, text in QUALITIES.items():
            self.quality_box.addItem(said(text), key)
        self.quality_box.setCurrentIndex(list(QUALITIES).index(USUAL_QUALITY))
        self.fps_box.setRange(1, MOST_FPS)
        self._choose_pace()
        duration = round(self._show.duration_seconds, 2)
        self.range_box.addItem(said(WHOLE), (0.0, duration))
        for chapter in self._show.chapters:
            self.range_box.addItem(chapter.title, (chapter.start_seconds, chapter.end_seconds))
        for box in (self.start_box, self.end_box):
            box.setRange(0.0, duration)
            box.setSuffix(said(" s"))
        self.end_box.setValue(duration)
        names = {
            self.file_edit: "Film",
            self.quality_box: "Size",
            self.fps_box: "Frames per second",
            self.range_box: "Part",
            self.start_box: "From",
            self.end_box: "To",
        }
        for widget, name in names.items():
            widget.setAccessibleName(said(name))

    def _connect(self) -> None:
        self.browse_button.clicked.connect(self._browse)
        self.quality_box.currentIndexChanged.connect(self._choose_pace)
        self.range_box.currentIndexChanged.connect(self._choose_part)
        self.start_box.valueChanged.connect(self._judge)
        self.end_box.valueChanged.connect(self._judge)
        self.file_edit.textChanged.connect(self._judge)
        self.buttons.accepted.connect(self._accept_if_free)
        self.buttons.rejected.connect(self.reject)

    def _browse(self) -> None:
        options = QFileDialog.Option.DontConfirmOverwrite  # that is asked when all is said
        name, _ = QFileDialog.getSaveFileName(
            self, said("Film"), self.file_edit.text(), _kinds(), options=options
        )
        if name:
            self.file_edit.setText(name)

    def _accept_if_free(self) -> None:
        """Replace no file that nobody meant to replace."""
        film, button = self.order().film, QMessageBox.StandardButton
        if film.exists():
            question = said("{film} is there already. Replace it?", film=film)
            answer = QMessageBox.question(self, "nnviz", question, button.Yes | button.No)
            if answer != button.Yes:
                return
        self.accept()

    def _choose_pace(self) -> None:
        self.fps_box.setValue(USUAL_FPS[self.quality_box.currentData()])

    def _choose_part(self) -> None:
        start, end = self.range_box.currentData()
        self.start_box.setValue(start)
        self.end_box.setValue(end)

    def _judge(self) -> None:
        """Let only what can be made be asked for."""
        possible = self.start_box.value() < self.end_box.value() and self.file_edit.text() != ""
        self.export_button.setEnabled(possible)

    def _lay_out(self) -> None:
        self.buttons.addButton(self.export_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.export_button.setDefault(True)
        self.browse_button.setAutoDefault(False)
        without_icons(self.buttons)
        self.file_edit.setMinimumWidth(320)
        form = QFormLayout()
        form.addRow(said("&Film"), _beside(self.file_edit, self.browse_button))
        form.addRow(said("&Size"), self.quality_box)
        form.addRow(said("Frames per se&cond"), self.fps_box)
        form.addRow(said("&Part"), self.range_box)
        form.addRow("", _beside(self.start_box, QLabel(said("to")), self.end_box))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.buttons)


def without_icons(buttons: QDialogButtonBox) -> None:
    """Take away the pictures that the style paints on the buttons of a dialog."""
    for button in buttons.buttons():
        button.setIcon(QIcon())


def _kinds() -> str:
    return f"{said('Films')} ({FILMS});;{said('All files')} (*)"


def _beside(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return row
