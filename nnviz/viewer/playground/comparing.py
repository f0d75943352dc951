"""Comparing: the kept trainings in a table, their curves behind the present one, and as a race."""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QApplication, QFileDialog

from nnviz.errors import NnvizError, UsageError
from nnviz.files import check_ending, written_whole
from nnviz.playground.differences import differences
from nnviz.playground.model import Playground
from nnviz.playground.results import AskedNumber, Result, result_of, table_of, written
from nnviz.playground.runs import MOST_KEPT, Run
from nnviz.stage.world.picking import Picked, PickedEdge
from nnviz.trace.trace import open_trace
from nnviz.viewer.export.remembered_choices import suggested_file
from nnviz.viewer.playground.compare_view import CompareView
from nnviz.viewer.playground.difference_words import differences_said
from nnviz.viewer.playground.refusals import refusal_said
from nnviz.viewer.playground.run_showing import RunShowing
from nnviz.viewer.playground.state_words import KEPT
from nnviz.viewer.ports import Port
from nnviz.viewer.timeline.curve_scrubber import TrainingCurve, ghost_of
from nnviz.viewer.translation import tr

MOST_RESULTS = 64  # that are remembered
SAID_MS = 8000  # for which it is said


class Comparing(QObject):
    """Compares what a playground keeps.

    Args:
        view: the table.
        showing: shows its runs.
        port: in whose window it is asked for a file.
        pinned: returns what is pinned in the picture: its weight is in the table.

    Attributes:
        branched: signal, carries a `Run` that somebody wants to go on from.
        ghosts_changed: signal, carries the `TrainingCurve`s of the kept runs that are not shown.

    """

    branched = pyqtSignal(object)
    ghosts_changed = pyqtSignal(list)

    def __init__(
        self,
        view: CompareView,
        showing: RunShowing,
        port: Port,
        pinned: Callable[[], Picked | None],
    ) -> None:
        super().__init__(port.parent)
        self._view, self._showing, self._port, self._pinned = view, showing, port, pinned
        self._curves: dict[Path, TrainingCurve] = {}
        self._results: dict[object, Result] = {}
        self._last_shown: object = None
        view.chosen.connect(lambda row: self.branched.emit(self._kept[row]))
        view.current.connect(self._say_difference)
        view.renamed.connect(self._rename)
        view.copy_button.clicked.connect(self.copy)
        view.save_button.clicked.connect(self.save)
        view.race_button.clicked.connect(self.race)
        view.drop_button.clicked.connect(self._drop)

    @property
    def _playground(self) -> Playground | None:
        return self._showing.playground

    @property
    def _kept(self) -> list[Run]:
        return [] if self._playground is None else self._playground.runs.kept

    def show(self) -> None:
        """Show what is kept, if that is not shown already."""
        try:
            results, asked = self._results_now(), self._asked()
        except NnvizError as error:
            self._port.say(str(error), SAID_MS)
            return
        told = results, asked, self._showing.run
        if told != self._last_shown:
            self._last_shown = told
            self._forget_old()
            head, *rows = table_of(results, asked)
            self._view.show_table(head, rows)
            self.ghosts_changed.emit(self._ghosts())
        self._say_difference(self._view.table.currentRow())

    def keep(self) -> None:
        """Let the training that is shown stay; say what became of that."""
        if self._playground is None:
            return
        try:
            self._playground.keep()
        except NnvizError as error:
            self._port.say(refusal_said(error), SAID_MS)
        else:
            self._port.say(tr(KEPT, count=len(self._kept), most=MOST_KEPT), SAID_MS)

    def copy(self) -> None:
        """Copy the table, so that a spreadsheet takes it."""
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            table = table_of(self._results_now(), self._asked())
            clipboard.setText(written(table, delimiter="\t"))

    def save(self) -> None:
        """Ask for a file, and write the table into it."""
        suggested, kinds = str(suggested_file("trainings", ".csv")), tr("Tables") + " (*.csv)"
        title = tr("Save the table, for a spreadsheet")
        wanted, _ = QFileDialog.getSaveFileName(self._port.parent, title, suggested, kinds)
        if wanted:
            path = Path(wanted) if Path(wanted).suffix else Path(wanted).with_suffix(".csv")
            self._save(path)

    def race(self) -> None:
        """Show the kept trainings beside each other."""
        runs = self._playground.runs if self._playground is not None else None
        if runs is not None:
            self._showing.show_race([(runs.name_of(run), run) for run in runs.kept])

    def _save(self, path: Path) -> None:
        text = written(table_of(self._results_now(), self._asked()))
        try:
            check_ending(path, ".csv")
            with written_whole(path, overwrite=True, error=UsageError) as part:
                part.write_text(text, encoding="utf-8", newline="\n")
        except NnvizError as error:
            self._port.report(str(error))
        else:
            self._port.say(tr("{file} is saved", file=path.name), SAID_MS)

    def _rename(self, row: int, name: str) -> None:
        playground = self._playground
        if playground is None:
            return
        try:
            playground.runs.rename(self._kept[row], name)
        except NnvizError as error:
            self._port.say(refusal_said(error), SAID_MS)
        self._last_shown = None
        self.show()

    def _drop(self) -> None:
        row, playground = self._view.table.currentRow(), self._playground
        if playground is not None and 0 <= row < len(self._kept):
            playground.runs.let_go(self._kept[row])
            self.show()

    def _say_difference(self, row: int) -> None:
        playground, text = self._playground, ""
        if playground is not None and 0 <= row < len(self._kept):
            other = self._kept[row].experiment
            text = differences_said(differences(other, playground.experiment))
        self._view.differs.setText(text)

    def _asked(self) -> list[AskedNumber]:
        picked = self._pinned()
        if not isinstance(picked, PickedEdge):
            return []
        label = f"w{picked.layer + 1}[{picked.sender + 1},{picked.receiver + 1}]"
        place = picked.sender, picked.receiver
        return [AskedNumber(label, f"weights/{picked.layer}", place)]

    def _results_now(self) -> list[Result]:
        return [self._result(run) for run in self._kept]

    def _result(self, run: Run) -> Result:
        playground = self._playground
        assert playground is not None
        name, asked = playground.runs.name_of(run), self._asked()
        key = (run.file, run.complete, name, playground.goal, tuple(asked))
        if key not in self._results:
            with open_trace(run.file) as trace:
                self._results[key] = result_of(trace, name, playground.goal, asked)
        return self._results[key]

    def _ghosts(self) -> list[TrainingCurve]:
        return [self._curve(run) for run in self._kept if run is not self._showing.run]

    def _forget_old(self) -> None:
        """Remember nothing of what is kept no longer, and not every number that was asked for."""
        files = {run.file for run in self._kept}
        self._curves = {file: curve for file, curve in self._curves.items() if file in files}
        if len(self._results) > MOST_RESULTS:
            self._results.clear()

    def _curve(self, run: Run) -> TrainingCurve:
        if run.file not in self._curves:
            with open_trace(run.file) as trace:
                self._curves[run.file] = ghost_of(trace)
        return self._curves[run.file]
