"""The dialog that asks what film is to be made."""

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QSignalBlocker
from PyQt6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from nnviz.viewer.export.buttons import ExportButtons
from nnviz.viewer.export.file_row import FileRow, may_write
from nnviz.viewer.export.frame_rate_box import FrameRateBox
from nnviz.viewer.export.orders import FILMS, QUALITIES, USUAL_FPS, FilmOrder
from nnviz.viewer.export.remembered_choices import (
    remember_film,
    suggested_file,
    usual_fps,
    usual_quality,
    usual_span,
)
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.translation import tr

if TYPE_CHECKING:
    from nnviz.stage.show import Show

WHOLE = "The whole film"
MOST_FPS = 240


class FilmDialog(QDialog):
    """Asks for file, size, pace and range of a film; it begins with what was asked for last.

    Args:
        show: what is to be filmed.
        source: the scene or trace that it was opened from.

    """

    def __init__(self, show: "Show", source: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export a film"))
        self._show, self._source = show, source
        kinds = f"{tr('Films')} ({FILMS});;{tr('All files')} (*)"
        self.row = FileRow(suggested_file(source.stem), what="Film", kinds=kinds)
        self.file_edit, self.browse_button = self.row.edit, self.row.browse_button
        self.quality_box, self.range_box = QComboBox(), QComboBox()
        self.fps_box = _box(FrameRateBox, 1, MOST_FPS, decimals=3)
        duration = round(show.duration_seconds, 2)
        self.start_box, self.end_box = (_box(RangedBox, 0, duration, decimals=2) for _ in range(2))
        self.buttons = ExportButtons(self)
        self.export_button = self.buttons.export
        self._describe(duration)
        self._lay_out()
        self._connect()
        self._judge()

    def order(self) -> FilmOrder:
        """Return what is asked for."""
        span = self.start_box.value(), self.end_box.value()
        whole = span == (0.0, self.end_box.maximum())
        return FilmOrder(
            source=self._source,
            film=self.row.file(),
            quality=self.quality_box.currentData(),
            fps=self.fps_box.value(),
            span=None if whole else span,
            language=self._show.language,
            theme=self._show.theme,
        )

    def accept(self) -> None:
        """Take what is asked for, and replace no file that nobody meant to replace."""
        order = self.order()
        if may_write(self, order.film):
            remember_film(order)
            super().accept()

    def _describe(self, duration: float) -> None:
        for key, text in QUALITIES.items():
            self.quality_box.addItem(tr(text), key)
        self.quality_box.setCurrentIndex(list(QUALITIES).index(usual_quality()))
        self.fps_box.setValue(usual_fps(MOST_FPS))
        self.range_box.setPlaceholderText(tr("From and to"))
        self.range_box.addItem(tr(WHOLE), (0.0, duration))
        for chapter in self._show.chapters:
            self.range_box.addItem(chapter.title, (chapter.start_seconds, chapter.end_seconds))
        for box in (self.start_box, self.end_box):
            box.setSuffix(tr(" s"))
        start, end = usual_span(self._source, duration) or (0.0, duration)
        self.start_box.setValue(start)
        self.end_box.setValue(end)
        self._show_part()
        names = {
            self.quality_box: "Size",
            self.fps_box: "Frames per second",
            self.range_box: "Part",
            self.start_box: "From",
            self.end_box: "To",
        }
        for widget, name in names.items():
            widget.setAccessibleName(tr(name))

    def _connect(self) -> None:
        self.quality_box.currentIndexChanged.connect(self._choose_pace)
        self.range_box.currentIndexChanged.connect(self._choose_part)
        for box in (self.start_box, self.end_box):
            box.valueChanged.connect(self._show_part)
            box.valueChanged.connect(self._judge)
        self.file_edit.textChanged.connect(self._judge)
        for box in (self.start_box, self.end_box, self.fps_box):
            box.judged.connect(self._judge)

    def _choose_pace(self) -> None:
        self.fps_box.setValue(USUAL_FPS[self.quality_box.currentData()])

    def _choose_part(self) -> None:
        part = self.range_box.currentData()
        if part is not None:
            with QSignalBlocker(self.range_box):
                self.start_box.setValue(part[0])
                self.end_box.setValue(part[1])

    def _show_part(self) -> None:
        """Name the part that lies between the two seconds, if it has a name."""
        here = self.start_box.value(), self.end_box.value()
        parts = [self.range_box.itemData(index) for index in range(self.range_box.count())]
        named = [tuple(round(seconds, 2) for seconds in part) == here for part in parts]
        if not self.range_box.signalsBlocked():
            with QSignalBlocker(self.range_box):
                self.range_box.setCurrentIndex(named.index(True) if True in named else -1)

    def _judge(self) -> None:
        """Let only what can be made be asked for."""
        boxes = (self.start_box, self.end_box, self.fps_box)
        self.export_button.setEnabled(
            self.start_box.value() < self.end_box.value()
            and bool(self.file_edit.text().strip())
            and not any(box.refused for box in boxes)
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("&Film"), self.row)
        form.addRow(tr("&Size"), self.quality_box)
        form.addRow(tr("Frames per se&cond"), self.fps_box)
        form.addRow(tr("&Part"), self.range_box)
        form.addRow("", _beside(self.start_box, QLabel(tr("to")), self.end_box))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.buttons.settle()


def _box(kind: type[RangedBox], lowest: float, highest: float, *, decimals: int) -> RangedBox:
    box = kind(
        lambda: tr("{lowest:g} to {highest:g}", lowest=lowest, highest=highest),
        decimals=decimals,
    )
    box.setRange(lowest, highest)
    box.setKeyboardTracking(True)
    return box


def _beside(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return row
