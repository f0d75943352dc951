"""The panel of the inspector: a node's or an edge's numbers, its curve, its calculation, arrays."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nnviz.errors import NnvizError
from nnviz.picture.palette import DARK
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.show import Show
from nnviz.stage.world.picking import Picked
from nnviz.story.moment import Moment, Phase
from nnviz.viewer.inspector.arrays_panel import ArraysPanel
from nnviz.viewer.inspector.computed import Computed, computed_at
from nnviz.viewer.inspector.number_tables import FactTable, WorkTable
from nnviz.viewer.inspector.picked_facts import (
    arrays_of,
    calculations_of,
    facts_of,
    place_of,
    title_of,
)
from nnviz.viewer.inspector.series import Series, SeriesReader
from nnviz.viewer.inspector.tracked_number import TrackedNumber, tracked_number, tracked_value
from nnviz.viewer.scale import TEXT_PIXELS
from nnviz.viewer.shown_picture import ShownPicture
from nnviz.viewer.translation import retranslate, tr

if TYPE_CHECKING:
    from nnviz.viewer.inspector.curve_panel import CurvePanel

HINT = (
    "Point at a box (a node) or a rod (a weight) of the picture to read its numbers here."
    " Click to keep it; Escape lets it go."
)
WIDTH = 340  # where letters have their usual size: the scrubber needs what is left for its marks
WIDE = 396  # in usual letters: where they are larger, so that every table has room
MOST_WIDTH = 683  # so that half of a window 1366 wide is left to the picture


@dataclass(frozen=True, slots=True)
class Shown:
    """What the panel shows; where it is the same, nothing is written anew."""

    show: Show
    picked: Picked
    at: Moment  # as far as it decides which step is read
    computed: Computed


class InspectorPanel(QWidget):
    """Shows one node or edge at one moment.

    Attributes:
        let_go: signal, somebody wants what is pinned to be pinned no longer.

    """

    let_go = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.epoch_label = QLabel()
        self.note_label = QLabel()
        self.unpin_button = QPushButton()
        self.facts = FactTable()
        self.work = WorkTable(DARK)
        self.curve_title = QLabel()
        self.curve: CurvePanel | None = None
        self.arrays = ArraysPanel()
        self.tabs = QTabWidget()
        self.reader = SeriesReader(self)
        self._read: Show | None = None  # whose courses the reader reads
        self._shown: Shown | None = None
        self._cleared = False
        self._course: TrackedNumber | None = None  # whose curve is wanted
        self._drawn: TrackedNumber | None = None  # whose curve is there
        self._lay_out()
        self._connect()
        retranslate(self, self._retranslate)

    def fit(self) -> int:
        """Take room as the size of the letters is, and return it, in pixels."""
        scale = QApplication.font().pixelSize() / TEXT_PIXELS
        width = min(round((WIDE if scale > 1 else WIDTH) * scale), MOST_WIDTH)
        self.setMinimumWidth(width)
        return width

    def load(self, show: Show, *, same: bool) -> None:
        """Turn to another story.

        Args:
            show: the story.
            same: whether it tells the same training: then what is shown stays until it is renewed.

        """
        self._turn_to(show)
        self.work.set_palette(show.setting.palette)
        if self.curve is not None:
            self.curve.set_palette(show.setting.palette)
        if not same:
            self.clear()

    def _turn_to(self, show: Show) -> None:
        """Read what comes next from the training of a show."""
        self._read, self._shown, self._course = show, None, None
        self.reader.load(show.trace)

    def note(self, text: str) -> None:
        """Say what became of what was pinned; empty: nothing did."""
        self.note_label.setText(text)
        self.note_label.setVisible(bool(text))

    def clear(self) -> None:
        """Show nothing, until something is looked at."""
        if self._cleared:
            return
        self._cleared = True
        self.stop()
        self._drawn = None
        self.tabs.hide()
        self.title.setText(tr(HINT))
        self.epoch_label.clear()
        self.curve_title.clear()
        self.unpin_button.hide()
        self.facts.show_facts(())
        self.work.show_calculations(())
        self.arrays.clear()
        if self.curve is not None:
            self.curve.show_series(None)

    def stop(self) -> None:
        """Read no more of the trace."""
        self.reader.stop()
        self._shown, self._course = None, None

    def show_picked(self, shown: ShownPicture, picked: Picked, *, pinned: bool) -> None:
        """Show the numbers of a node or an edge at a moment."""
        self.unpin_button.setVisible(pinned)
        show, moment = shown.show, shown.moment
        computed = computed_at(moment, show.setting.layout.widths, picked)
        told = moment.phase if moment.phase is Phase.INITIALISE else Phase.EPOCH
        at = Moment(epoch=moment.epoch, phase=told, record=moment.record)
        wanted = Shown(show, picked, at, computed)
        if wanted == self._shown:
            return
        if show is not self._read:
            self._turn_to(show)
            self._drawn = None  # of the same number in another training
        self._shown, self._cleared = wanted, False
        self.tabs.show()
        step = show.step_at(moment)
        self._write(show, step, moment, picked)
        self._show_curve(show, step, moment, picked)
        self._show_arrays()

    def _write(self, show: Show, step: StepArrays, moment: Moment, picked: Picked) -> None:
        title = title_of(show.setting.wording, picked, len(step.weights))
        name = show.trainings.get(picked.network, "")
        where = f"{escape(name)} · " if name else ""
        self.title.setText(f"<b>{where}{title}</b>")
        self.epoch_label.setText(place_of(step, moment, show.outline))
        self.facts.show_facts(facts_of(show.setting, step, moment, picked))
        self.work.show_calculations(calculations_of(show.setting, step, moment, picked))

    def _show_curve(self, show: Show, step: StepArrays, moment: Moment, picked: Picked) -> None:
        row, dealt = moment.record, show.trace.batches_vary
        record = int(step.records[row])
        outline = tracked_number(picked, row, record=record, dealt=dealt)
        curve = self._curve_panel(show)
        if outline != self._course:
            self._course = outline
            self.curve_title.setText(outline.title)
            if outline != self._drawn:
                curve.show_series(None)
            self.reader.read(outline)
        value, there = tracked_value(step, picked, row), show.step(moment.epoch)
        same = record == there.records[row] and value == tracked_value(there, picked, row)
        curve.show_epoch(step.epoch, value if same else np.nan)  # the first step is not on it

    def _curve_panel(self, show: Show) -> "CurvePanel":
        """Return the curve; it is made when it is first seen, as importing pyqtgraph takes time."""
        if self.curve is None:
            from nnviz.viewer.inspector.curve_panel import CurvePanel

            self.curve = CurvePanel(show.setting.palette)
            self._values.insertWidget(2, self.curve, stretch=1)
        return self.curve

    def _show_series(self, outline: TrackedNumber, series: Series) -> None:
        if outline == self._course and self.curve is not None and self._read is not None:
            self._drawn = outline
            self.curve.show_series(series, before=self._read.setting.survey.runs_away)

    def _show_failure(self, error: NnvizError) -> None:
        self.curve_title.setText(str(error))

    def _show_arrays(self) -> None:
        """Write the arrays, if anybody sees them."""
        if self._shown is not None and self.tabs.currentWidget() is self.arrays:
            show, names = self._shown.show, self._shown.show.trace.names
            where = show.where(self._shown.at)
            self.arrays.show_arrays(show.trace, arrays_of(self._shown.picked, names), where)

    def _connect(self) -> None:
        self.unpin_button.clicked.connect(self.let_go)
        self.reader.ready.connect(self._show_series)
        self.reader.failed.connect(self._show_failure)
        self.tabs.currentChanged.connect(lambda _: self._show_arrays())

    def _lay_out(self) -> None:
        self.fit()
        for label in (self.title, self.epoch_label, self.note_label, self.curve_title):
            label.setWordWrap(True)  # no text may make the panel wider, and the picture narrower
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.unpin_button.hide()
        self.note_label.hide()
        head = QHBoxLayout()
        head.addWidget(self.title, stretch=1)
        head.addWidget(self.unpin_button)
        values = QWidget()
        self._values = QVBoxLayout(values)
        self._values.addWidget(self.facts)
        self._values.addWidget(self.curve_title)
        self._values.addWidget(self.work, stretch=3)
        self._values.addStretch(0)
        self._values.setContentsMargins(0, 8, 0, 0)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(_scrolled(values), "")
        self.tabs.addTab(self.arrays, "")
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.epoch_label)
        layout.addWidget(self.note_label)
        layout.addWidget(self.tabs, stretch=1)
        layout.addStretch(0)  # below the hint, where nothing else is shown
        self.tabs.hide()

    def _retranslate(self) -> None:
        self.unpin_button.setText(tr("Let go"))
        self.unpin_button.setToolTip(
            tr("Keep this no longer (Escape, or a click beside everything)")
        )
        self.tabs.setAccessibleName(tr("What is known of it"))
        self.tabs.setTabText(0, tr("&Values"))
        self.tabs.setTabText(1, tr("&Arrays"))
        if self._shown is None:
            self.title.setText(tr(HINT))


def _scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget that asks for no more room than there is."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
