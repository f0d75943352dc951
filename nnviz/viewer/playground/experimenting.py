"""Experimenting: what is shown is changed in the panel, trained beside the window, and shown anew.

The playground, a plain object, knows what holds and what is to be trained; the process trains; this
carries from one to the other, and to the session what is to be seen.
"""

import random
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QDockWidget, QFileDialog

from nnviz.errors import NnvizError
from nnviz.files import check_ending
from nnviz.learning.experiment import MAX_SEED, Experiment
from nnviz.playground.changes import Fields, activation_needed
from nnviz.playground.model import Playground
from nnviz.playground.runs import Run, RunOrder
from nnviz.scene import Scene
from nnviz.scene.writing import write_scene
from nnviz.temporary import TemporaryFolder, scratch_folder
from nnviz.viewer.commands import Command
from nnviz.viewer.export.remembered_choices import suggested_file
from nnviz.viewer.playground.experiment_panel import ExperimentPanel
from nnviz.viewer.playground.names import NAMES
from nnviz.viewer.playground.run_opening import RunOpening
from nnviz.viewer.playground.training_process import TrainingProcess
from nnviz.viewer.playground.tried_scene import tried_scene
from nnviz.viewer.ports import Port
from nnviz.viewer.session import Session
from nnviz.viewer.source import RunSource, Source
from nnviz.viewer.translation import retranslate, tr

KEY = "X"
SAVED_MS = 8000  # for which it is said
NOTHING = "Open a scene or a recording to try its experiment out."
SEES = "The picture shows the experiment below."
TRAINS = "Training…"
OF_BEFORE = "Stopped. The picture shows the last training that ended."
FAILED = "This could not be trained: {why}. The picture shows the last training that ended."
DIED = "the process that trains has ended ({why}); Train begins it anew"
DIVERGED = "This training diverged at epoch {epoch:,}. Undo leaves it."
NEEDS = "{loss} needs the output activation {activation}. Change the other one first."


class Experimenting(QObject):
    """Lets the experiment of a session be tried out.

    Args:
        session: what is shown.
        port: where the panel and the commands stand.

    Attributes:
        panel: where it is changed.
        dock: where that stands; hidden in full screen.
        process: what trains.
        playground: what is tried out; None: nothing that is shown can be, or nobody has asked yet.
        actions: the entries of the menu, by the names of their commands.

    """

    def __init__(self, session: Session, port: Port) -> None:
        super().__init__(port.parent)
        self._session, self._port = session, port
        self.panel = ExperimentPanel()
        self.process = TrainingProcess(self)
        self.playground: Playground | None = None
        self._scratch: TemporaryFolder | None = None
        self._scene: Scene | None = None  # as which the runs are shown
        self._shown_scene: Scene | None = None  # the same of the run that is shown
        self._begun_with: Source | None = None
        self._why_not = NOTHING
        self._sent: RunOrder | None = None
        self._opening: RunOpening | None = None
        self._next: Run | None = None  # to be opened behind it
        self._on_screen: Run | None = None
        self._hidden = False  # by full screen
        self.dock = self._add_dock()
        self.actions = self._add_commands()
        self._connect()
        retranslate(self, self._show_state, watched=self.panel)
        self._show_state()

    def change(self, field: str, change: Callable[[Experiment], Fields], gesture: int = 0) -> None:
        """Change the experiment; what is not possible is said at the control of the field."""
        playground = self._begun()
        if playground is None:
            return
        why = ""
        try:
            why = self._change(playground, change(playground.experiment), gesture)
        except NnvizError as error:
            why = tr("Not possible: {why}", why=error)
        self._follow()
        if why:
            self.panel.refuse(field, why)

    def undo(self) -> None:
        """Take the last change back."""
        self._do(Playground.undo)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._do(Playground.redo)

    def train(self) -> None:
        """Train what was stopped or went wrong."""
        self._do(Playground.train)

    def stop(self) -> None:
        """Give up what is being trained."""
        self._do(Playground.stop)

    def roll_seed(self) -> None:
        """Let chance choose another seed."""
        seed = random.randrange(MAX_SEED + 1)  # noqa: S311  # nobody has to be surprised by it
        self.change("seed", lambda _: {"seed": seed})

    def save(self, path: Path) -> None:
        """Write a scene that shows what is shown, bit for bit.

        Raises:
            NnvizError: it cannot be written.

        """
        check_ending(path, ".toml")
        scene = self._shown_scene or self._scene
        if scene is not None:
            write_scene(scene, path, overwrite=True)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Leave full screen to the picture; the panel comes back behind it."""
        if event is not None and event.type() == QEvent.Type.WindowStateChange:
            full = self._port.parent.isFullScreen()
            if full and not self.dock.isHidden():
                self._hidden = True
                self.dock.hide()
            elif not full and self._hidden:
                self._hidden = False
                self.dock.show()
        return False

    def _change(self, playground: Playground, fields: Fields, gesture: int) -> str:
        """Change fields; return why that is not possible, empty: it was."""
        needed = activation_needed(playground.experiment, fields)
        if needed is not None:
            loss, activation = (tr(NAMES[name]) for name in needed)
            return tr(NEEDS, loss=loss, activation=activation)
        playground.change(gesture=gesture, **fields)
        return ""

    def _do(self, verb: Callable[[Playground], object]) -> None:
        playground = self._begun()
        if playground is not None:
            verb(playground)
            self._follow()

    def _begun(self) -> Playground | None:
        """Return the playground of what is shown; it is made when it is first wanted."""
        source, show = self._session.source, self._session.show
        if self.playground is None and source is not None and show is not None:
            self._begin(source)
        return self.playground

    def _begin(self, source: Source) -> None:
        try:
            self._scene = tried_scene(source, self._session.variants.show)
        except NnvizError as error:
            self._why_not = str(error)
            return
        self._begun_with = source
        self._scratch = scratch_folder()
        experiment = self._scene.experiment
        self.playground = Playground(experiment, self._scratch.path, name=source.name)
        self.process.begin()

    def _consider(self) -> None:
        """Turn to what was opened, unless it is what is tried out."""
        source = self._session.source
        if source is not self._begun_with and not isinstance(source, RunSource):
            self._leave()
        self._look()

    def _turn_to_variant(self) -> None:
        """Try out another training of the scene, if nothing was changed yet."""
        playground = self.playground
        if (
            playground is not None
            and self._begun_with is self._session.source
            and len(playground.history) == 1
        ):
            self._leave()
            self._look()

    def _look(self) -> None:
        """Show what holds, if anybody sees it."""
        if self.dock.isVisible():
            self._begun()
        self._show_state()

    def _leave(self) -> None:
        """Try nothing out any more, and remove all files of that."""
        if self._opening is not None:
            self._opening.discard()
            self._opening.deleteLater()
        if self._sent is not None:
            self.process.kill()
        if self._scratch is not None:
            self._scratch.close()
        self.playground, self._scratch, self._begun_with, self._scene = None, None, None, None
        self._opening, self._next, self._on_screen, self._sent = None, None, None, None
        self._shown_scene, self._why_not = None, NOTHING

    def _end(self) -> None:
        self._leave()
        self.process.kill()

    def _follow(self) -> None:
        """Let the process and the picture follow what holds."""
        playground = self.playground
        if playground is None:
            return
        order = playground.training
        if order is not None and order is not self._sent:
            self.process.order(order)
            self._sent = order
        elif order is None and self._sent is not None:
            self._sent = None
            self.process.kill()  # what it does is of no use
            self.process.begin()
        if playground.is_shown and playground.shown is not self._on_screen:
            self._open(playground.shown)
        self._show_state()

    def _finish(self, number: int) -> None:
        playground = self.playground
        if playground is None:
            return
        if self._sent is not None and self._sent.number == number:
            self._sent = None
        run = playground.finish(number)
        if run is not None:
            self._open(run)
        self._show_state()

    def _fail(self, number: int, why: str) -> None:
        if self.playground is not None:
            if self._sent is not None and self._sent.number == number:
                self._sent = None
            self.playground.fail(number, why.rstrip("."))
            self._show_state()

    def _abandon(self, number: int) -> None:
        if self.playground is not None:
            self.playground.abandon(number)

    def _mourn(self, why: str) -> None:
        """Say that the process has ended; another one begins with the next order."""
        order = self._sent
        if order is not None:
            self._fail(order.number, tr(DIED, why=why))

    def _open(self, run: Run | None) -> None:
        """Open a run beside the window's work; behind one that is being opened, the newest."""
        show = self._session.show
        if run is None or self._scene is None or show is None:
            return
        if self._opening is not None:
            self._next = run
            return
        self._opening = RunOpening(run, self._scene, self, language=show.language, theme=show.theme)
        self._opening.finished.connect(self._take_over)
        self._opening.start()

    def _take_over(self) -> None:
        """Show what was opened, if it is still wanted."""
        opening, self._opening = self._opening, None
        playground, now = self.playground, self._session.show
        if opening is None or playground is None or now is None:
            return  # it was given up
        opening.deleteLater()
        try:
            show, opened = opening.result()
        except NnvizError as error:
            playground.fault = str(error).rstrip(".")
            self._show_state()
            return
        run, following = opening.run_opened, self._next
        self._next = None
        if playground.is_wanted(run):
            self._on_screen, self._shown_scene = run, opening.scene
            if (show.language, show.theme) != (now.language, now.theme):
                show = show.retold(language=now.language, theme=now.theme)
            self._session.begin_in_place(RunSource(run.file), show, opened)
        else:
            opened.close()
        if following is not None and following is not run:
            self._open(following)

    def _show_state(self) -> None:
        """Let panel and menu say how it stands."""
        playground = self.playground
        self.panel.show_controls(playground is not None)
        state = self.panel.state
        undo, redo = (
            (playground.history.can_undo, playground.history.can_redo)
            if playground
            else (False, False)
        )
        for name, button, possible in (
            ("undo", state.undo_button, undo),
            ("redo", state.redo_button, redo),
        ):
            button.setEnabled(possible)
            self.actions[name].setEnabled(possible)
        training = playground is not None and playground.training is not None
        self.actions["stop_training"].setEnabled(training)
        self.actions["save_scene"].setEnabled(self._session.show is not None)
        stale = playground is not None and len(playground.history) > 1 and not playground.is_shown
        state.show_state(self._state_said(), training=training, can_train=stale)
        if playground is not None:
            self.panel.show_experiment(playground.experiment)

    def _state_said(self) -> str:
        playground = self.playground
        if playground is None:
            return tr(self._why_not)
        if playground.fault:
            return tr(FAILED, why=playground.fault)
        if playground.training is not None:
            return tr(TRAINS)
        if not playground.is_shown and (playground.shown or len(playground.history) > 1):
            return tr(OF_BEFORE)
        show = self._session.show
        divergence = show.trace.divergence if show is not None else None
        return tr(SEES) if divergence is None else tr(DIVERGED, epoch=divergence.epoch)

    def _add_dock(self) -> QDockWidget:
        toggle = Command(
            name="show_experiment",
            text="Show or hide the experiment",
            keys=KEY,
            run=lambda: self.dock.setVisible(self.dock.isHidden()),
        )
        return self._port.dock(
            self.panel, name="experiment", title="Experiment", toggle=toggle, left=True
        )

    def _add_commands(self) -> dict[str, QAction]:
        self._port.menus.add_menu("experimenting", before="help")
        commands = [
            Command(name="undo", text="&Undo", keys="Ctrl+Z", run=self.undo),
            Command(name="redo", text="&Redo", keys="Ctrl+Shift+Z Ctrl+Y", run=self.redo),
            Command(name="roll_seed", text="Another see&d", keys="D", run=self.roll_seed),
            Command(name="stop_training", text="&Stop the training", keys="Ctrl+.", run=self.stop),
            Command(
                name="save_scene", text="Save as s&cene…", keys="Ctrl+S", run=self._ask_for_scene
            ),
        ]
        actions = self._port.menus.add("experimenting", commands)
        return {each.name: action for each, action in zip(commands, actions, strict=True)}

    def _connect(self) -> None:
        session, panel, process = self._session, self.panel, self.process
        session.opened.connect(self._consider)
        session.closed.connect(self._end)
        session.variants.changed.connect(self._turn_to_variant)
        self.dock.visibilityChanged.connect(lambda _: self._look())
        self._port.parent.installEventFilter(self)
        panel.changed.connect(self.change)
        panel.seed_wanted.connect(self.roll_seed)
        panel.state.stopped.connect(self.stop)
        panel.state.wanted.connect(self.train)
        panel.state.undo_button.clicked.connect(self.undo)
        panel.state.redo_button.clicked.connect(self.redo)
        process.progressed.connect(self._show_progress)
        process.finished.connect(self._finish)
        process.abandoned.connect(self._abandon)
        process.failed.connect(self._fail)
        process.died.connect(self._mourn)

    def _show_progress(self, number: int, done: int, total: int) -> None:
        if self._sent is not None and self._sent.number == number:
            self.panel.state.show_progress(done, total)

    def _ask_for_scene(self) -> None:
        playground, source = self._begun(), self._session.source
        if playground is None or source is None:
            self._port.report(tr(self._why_not))
            return
        suggested = str(suggested_file(source.name, ".toml"))
        kinds = tr("Scenes") + " (*.toml)"
        wanted, _ = QFileDialog.getSaveFileName(
            self._port.parent, tr("Save as scene"), suggested, kinds
        )
        if not wanted:
            return
        path = Path(wanted) if Path(wanted).suffix else Path(wanted).with_suffix(".toml")
        try:
            self.save(path)
        except NnvizError as error:
            self._port.report(str(error))
        else:
            self._port.say(tr("{file} is saved", file=path.name), SAVED_MS)
