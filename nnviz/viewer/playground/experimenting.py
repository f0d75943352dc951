"""Experimenting: what is shown is changed in the panel, trained beside the window, and shown anew.

The playground, a plain object, knows what holds and what is to be trained; the process trains; this
carries from one to the other, and to the session what is to be seen.
"""

import random
from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QDockWidget

from nnviz.errors import NnvizError
from nnviz.learning.experiment import MAX_SEED, Experiment
from nnviz.playground.changes import Fields, activation_needed
from nnviz.playground.model import Playground
from nnviz.playground.runs import MOST_KEPT
from nnviz.temporary import TemporaryFolder, scratch_folder
from nnviz.viewer.commands import Command
from nnviz.viewer.playground.experiment_panel import ExperimentPanel
from nnviz.viewer.playground.hidden_in_full_screen import HiddenInFullScreen
from nnviz.viewer.playground.names import NAMES
from nnviz.viewer.playground.run_showing import RunShowing
from nnviz.viewer.playground.scene_saving import ask_and_save
from nnviz.viewer.playground.state_words import KEPT, NEEDS, NOTHING, is_stale, state_said
from nnviz.viewer.playground.training_course import TrainingCourse
from nnviz.viewer.playground.tried_scene import tried_scene
from nnviz.viewer.ports import Port
from nnviz.viewer.session import Session
from nnviz.viewer.source import RunSource, Source
from nnviz.viewer.translation import retranslate, tr

SAID_MS = 8000  # for which something passing is said


class Experimenting(QObject):
    """Lets the experiment of a session be tried out.

    Args:
        session: what is shown.
        port: where the panel and the commands stand.

    Attributes:
        panel: where it is changed.
        dock: where that stands; hidden in full screen.
        course: the training that is wanted.
        playground: what is tried out; None: nothing that is shown can be, or nobody has asked yet.
        showing: shows its runs.
        actions: the entries of the menu, by the names of their commands.

    """

    def __init__(self, session: Session, port: Port) -> None:
        super().__init__(port.parent)
        self._session, self._port = session, port
        self.panel = ExperimentPanel()
        self.course = TrainingCourse(self)
        self.showing = RunShowing(session, self)
        self.playground: Playground | None = None
        self._scratch: TemporaryFolder | None = None
        self._begun_with: Source | None = None
        self._why_not = ""
        self.dock = self._add_dock()
        HiddenInFullScreen(self.dock, port.parent)
        self.actions = self._add_commands()
        self._connect()
        retranslate(self, self._show_state, watched=self.panel)

    def change(self, field: str, change: Callable[[Experiment], Fields], gesture: int = 0) -> None:
        """Change the experiment; what is not possible is said at the control of the field.

        Args:
            field: in whose row of the panel that is said.
            change: returns the fields that change, of the experiment that holds.
            gesture: number of the movement that it is a part of; 0: of none.

        """
        playground = self._begun()
        if playground is None:
            return
        try:
            why = _change(playground, change(playground.experiment), gesture)
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

    def keep(self) -> None:
        """Let the training that is shown stay, to be gone back to."""
        playground = self._begun()
        if playground is None:
            return
        try:
            playground.keep()
        except NnvizError as error:
            self._port.say(tr("Not possible: {why}", why=error), SAID_MS)
        else:
            count = len(playground.runs.kept)
            self._port.say(tr(KEPT, count=count, most=MOST_KEPT), SAID_MS)
        self._show_state()

    def flip(self) -> None:
        """Go to the next training that is kept."""
        self._do(Playground.flip)

    def roll_seed(self) -> None:
        """Let chance choose another seed."""
        seed = random.randrange(MAX_SEED + 1)  # noqa: S311  # nobody guards anything by it
        self.change("seed", lambda _: {"seed": seed})

    def save_scene(self) -> None:
        """Ask for a file, and write a scene into it that shows what is shown, bit for bit."""
        playground, source = self._begun(), self._session.source
        if playground is None or source is None or self.showing.scene is None:
            self._port.report(tr(self._why_not or NOTHING))
        else:
            ask_and_save(self.showing.scene, source.name, self._port)

    def _do(self, verb: Callable[[Playground], object]) -> None:
        playground = self._begun()
        if playground is not None:
            verb(playground)
            self._follow()

    def _begun(self) -> Playground | None:
        """Return the playground of what is shown; it is made when it is first wanted."""
        source = self._session.source
        if self.playground is None and source is not None and self._session.show is not None:
            self._begin(source)
        return self.playground

    def _begin(self, source: Source) -> None:
        try:
            scene = tried_scene(source, self._session.variants.show)
        except NnvizError as error:
            self._why_not = str(error)
            return
        self._begun_with, self._scratch = source, scratch_folder()
        self.playground = Playground(scene.experiment, self._scratch.path, name=source.name)
        self.showing.begin(self.playground, scene)
        self.course.process.begin()

    def _consider(self) -> None:
        """Turn to what was opened, unless it is what is tried out."""
        source = self._session.source
        if source is not self._begun_with and not isinstance(source, RunSource):
            self._leave()
        self._look()

    def _turn_to_variant(self) -> None:
        """Try out another training of the scene, if nothing was changed yet."""
        playground, source = self.playground, self._session.source
        if playground and self._begun_with is source and len(playground.history) == 1:
            self._leave()
            self._look()

    def _look(self) -> None:
        """Show what holds, if anybody sees it."""
        if self.dock.isVisible():
            self._begun()
        self._show_state()

    def _leave(self) -> None:
        """Try nothing out any more, and remove all files of that."""
        self.showing.stop()
        self.course.follow(None)
        if self._scratch is not None:
            self._scratch.close()
        self.playground, self._scratch, self._begun_with = None, None, None
        self._why_not = ""

    def _end(self) -> None:
        self.course.end()
        self._leave()

    def _follow(self) -> None:
        """Let the process and the picture follow what holds."""
        playground = self.playground
        if playground is None:
            return
        self.course.follow(playground.training)
        if playground.is_shown and playground.shown is not None:
            self.showing.show_run(playground.shown)
        self._show_state()

    def _finish(self, number: int) -> None:
        playground = self.playground
        if playground is None:
            return
        run = playground.finish(number)
        if run is not None:
            self.showing.show_run(run)
        self._show_state()

    def _fail(self, number: int, why: str) -> None:
        if self.playground is not None:
            self.playground.fail(number, why.rstrip("."))
            self._show_state()

    def _abandon(self, number: int) -> None:
        if self.playground is not None:
            self.playground.abandon(number)

    def _say_fault(self, why: str) -> None:
        if self.playground is not None:
            self.playground.fault = why.rstrip(".")
            self._show_state()

    def _show_state(self) -> None:
        """Let panel and menu say how it stands."""
        playground, show = self.playground, self._session.show
        self.panel.show_controls(playground is not None)
        self.actions["save_scene"].setEnabled(show is not None)
        if playground is None:
            self._show_possible()
            text = tr(self._why_not or NOTHING)
            self.panel.state.show_state(text, training=False, can_train=False)
            return
        history, training = playground.history, playground.training is not None
        runs = playground.runs
        self._show_possible(
            undo=history.can_undo,
            redo=history.can_redo,
            stop_training=training,
            keep_run=playground.is_shown and playground.shown in runs.recent,
            flip_runs=bool(runs.kept),
        )
        text = state_said(playground, show, self.course.progress, slow=self.course.is_slow)
        can_train = is_stale(playground) and not training
        self.panel.state.show_state(
            text, training=training and self.course.is_slow, can_train=can_train
        )
        self.panel.show_experiment(playground.experiment)

    def _show_possible(self, **possible: bool) -> None:
        """Offer these commands where they are possible; what is not named is not."""
        self.panel.state.undo_button.setEnabled(possible.get("undo", False))
        self.panel.state.redo_button.setEnabled(possible.get("redo", False))
        for name in ("undo", "redo", "stop_training", "keep_run", "flip_runs"):
            self.actions[name].setEnabled(possible.get(name, False))

    def _add_dock(self) -> QDockWidget:
        toggle = Command(
            name="show_experiment",
            text="Show or hide the experiment",
            keys="X",
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
            Command(name="keep_run", text="&Keep this training", keys="Ctrl+K", run=self.keep),
            Command(name="flip_runs", text="Show the &next kept one", keys="C", run=self.flip),
            Command(name="stop_training", text="&Stop the training", keys="Ctrl+.", run=self.stop),
            Command(name="save_scene", text="Save as s&cene…", keys="Ctrl+S", run=self.save_scene),
        ]
        actions = self._port.menus.add("experimenting", commands)
        return {each.name: action for each, action in zip(commands, actions, strict=True)}

    def _connect(self) -> None:
        session, panel, course = self._session, self.panel, self.course
        session.opened.connect(self._consider)
        session.closed.connect(self._end)
        session.variants.changed.connect(self._turn_to_variant)
        self.dock.visibilityChanged.connect(self._look)
        self.showing.failed.connect(self._say_fault)
        panel.changed.connect(self.change)
        panel.seed_wanted.connect(self.roll_seed)
        panel.state.stopped.connect(self.stop)
        panel.state.wanted.connect(self.train)
        panel.state.undo_button.clicked.connect(self.undo)
        panel.state.redo_button.clicked.connect(self.redo)
        course.finished.connect(self._finish)
        course.abandoned.connect(self._abandon)
        course.failed.connect(self._fail)
        course.changed.connect(self._show_state)


def _change(playground: Playground, fields: Fields, gesture: int) -> str:
    """Change fields; return why that is not possible, empty: it was."""
    needed = activation_needed(playground.experiment, fields)
    if needed is not None:
        loss, activation = (tr(NAMES[name]) for name in needed)
        return tr(NEEDS, loss=loss, activation=activation)
    playground.change(gesture=gesture, **fields)
    return ""
