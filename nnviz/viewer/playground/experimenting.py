"""Experimenting: what is shown is changed in the panel, trained beside the window, and shown anew.

The playground, a plain object, knows what holds and what is to be trained; the process trains; this
carries from one to the other, and to the session what is to be seen.
"""

import random
from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QDockWidget

from nnviz.learning.experiment import MAX_SEED, Experiment
from nnviz.playground.changes import Fields, longer
from nnviz.playground.goals import Goal
from nnviz.playground.model import Playground
from nnviz.playground.runs import Run
from nnviz.scene import Scene
from nnviz.stage.world.picking import Picked
from nnviz.viewer.playground.comparing import Comparing
from nnviz.viewer.playground.experiment_menu import ExperimentMenu, experiment_dock
from nnviz.viewer.playground.experiment_panel import ExperimentPanel
from nnviz.viewer.playground.goal_seeking import GoalSeeking
from nnviz.viewer.playground.hands_on import HandsOn
from nnviz.viewer.playground.hidden_in_full_screen import HiddenInFullScreen
from nnviz.viewer.playground.refusals import changed_or_refused
from nnviz.viewer.playground.run_showing import RunShowing
from nnviz.viewer.playground.scene_saving import ask_and_save
from nnviz.viewer.playground.sharing import Sharing
from nnviz.viewer.playground.state_saying import StateSaying
from nnviz.viewer.playground.training_course import TrainingCourse
from nnviz.viewer.playground.training_transport import TrainingTransport
from nnviz.viewer.playground.tried_experiment import TriedExperiment
from nnviz.viewer.playground.tried_lesson import TriedLesson
from nnviz.viewer.ports import Port
from nnviz.viewer.session import Session
from nnviz.viewer.translation import retranslate, tr


class Experimenting(QObject):
    """Lets the experiment of a session be tried out.

    Args:
        session: what is shown.
        port: where the panel and the commands stand.
        pinned: returns what is pinned in the picture.

    Attributes:
        panel: where it is changed.
        dock: where that stands; hidden in full screen.
        course: the training that is wanted.
        tried: what is tried out.
        showing: shows its runs.
        hands: changes what is pinned in the picture.
        comparing: compares what is kept.
        lessons: follows what a scene says of how it is tried out.
        actions: the entries of the menu, by the names of their commands.

    """

    def __init__(self, session: Session, port: Port, pinned: Callable[[], Picked | None]) -> None:
        super().__init__(port.parent)
        self._session, self._port = session, port
        self.panel = ExperimentPanel()
        self.course = TrainingCourse(self)
        self.showing = RunShowing(session, self)
        self.tried = TriedExperiment(session)
        self.hands = HandsOn(session, self.showing, self.panel.hand, pinned, self.panel.request)
        self.comparing = Comparing(self.panel.compare, self.showing, port, pinned)
        self._transport = TrainingTransport(session.player)
        self._goal_seeking = GoalSeeking(session)
        self.dock: QDockWidget = experiment_dock(self.panel, port)
        self.lessons = TriedLesson(session, self.panel, self.dock)
        HiddenInFullScreen(self.dock, port.parent)
        self._menu = ExperimentMenu(port, self)
        Sharing(port, self._shown_scene, self.lessons.scene_now)
        self.actions: dict[str, QAction] = self._menu.actions
        self._state = StateSaying(session, self.panel, self._menu, self.course)
        self._connect()
        retranslate(self, self._show_state, watched=self.panel)

    @property
    def playground(self) -> Playground | None:
        """What is tried out; None: nothing that is shown can be, or nobody has asked yet."""
        return self.tried.playground

    def change(self, field: str, change: Callable[[Experiment], Fields], gesture: int = 0) -> None:
        """Change the experiment; what is not possible is said at the control of the field.

        Args:
            field: in whose row of the panel that is said.
            change: returns the fields that change, of the experiment that holds.
            gesture: number of the movement that it is a part of; 0: of none.

        """
        playground = self._begun()
        if playground is None or not self.lessons.lesson.allows(field.partition(".")[0]):
            return
        why = changed_or_refused(playground, change, gesture)
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
        """Train what was stopped or went wrong; of what is trained, let the epochs go by."""
        playground = self._begun()
        if playground is None or not playground.can_train:
            self._transport.play()
            return
        if playground.is_shown:
            self._transport.follow_the_end()
        self.lessons.answer()
        self._do(Playground.train)

    def train_longer(self) -> None:
        """Train twice as many epochs."""
        self.change("epochs", longer)

    def stop(self) -> None:
        """Train no longer, and let no more epochs go by."""
        self._transport.pause()
        self._do(Playground.stop)

    def seek(self, goal: Goal) -> None:
        """Let trainings end where they have come to a goal, from the one that is shown on."""
        playground = self._begun()
        if playground is not None:
            playground.goal = goal
            self._go_to_goal()

    def branch(self) -> None:
        """Begin anew with the weights of the epoch that is shown."""
        self.hands.branch()

    def keep(self) -> None:
        """Let the training that is shown stay, to be gone back to."""
        if self._begun() is not None:
            self.comparing.keep()
            self._show_state()

    def flip(self) -> None:
        """Go to the next training that is kept."""
        self._do(Playground.flip)

    def go_on_from(self, run: Run) -> None:
        """Show a run that is kept, and go on from it."""
        self._do(lambda playground: playground.branch(run))

    def roll_seed(self) -> None:
        """Let chance choose another seed."""
        seed = random.randrange(MAX_SEED + 1)  # noqa: S311  # nobody guards anything by it
        self.change("seed", lambda _: {"seed": seed})

    def save_scene(self) -> None:
        """Ask for a file, and write a scene into it that shows what is shown, bit for bit."""
        named = self._shown_scene()
        if named is None:
            self._port.report(tr(self.tried.why_not))
        else:
            ask_and_save(*named, self._port)

    def _shown_scene(self) -> tuple[Scene, str] | None:
        """Return the scene that shows what is shown, and what its file is to be called."""
        source = self._session.source
        if self._begun() is None or source is None or self.showing.scene is None:
            return None
        return self.showing.scene, source.name

    def _do(self, verb: Callable[[Playground], object]) -> None:
        playground = self._begun()
        if playground is not None:
            verb(playground)
            self._follow()

    def _begun(self) -> Playground | None:
        """Return the playground of what is shown; it is made when it is first wanted."""
        if self.tried.begin() and self.tried.playground and self.tried.scene:
            self.showing.begin(self.tried.playground, self.tried.scene)
            self.tried.playground.goal = self.panel.goals.goal
            self.course.process.begin()
            self.lessons.begin(self.tried.scene, self.tried.playground)
        return self.tried.playground

    def _consider(self) -> None:
        """Turn to what was opened, unless it is what is tried out."""
        if self.tried.is_left:
            self._leave()
            self.lessons.look()
        self._look()

    def _turn_to_variant(self) -> None:
        """Try out another training of the scene, if nothing was changed yet."""
        if self.tried.is_untouched:
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
        self.lessons.leave()
        self.course.follow(None)
        self.tried.leave()

    def _end(self) -> None:
        self.course.end()
        self._leave()

    def _follow(self) -> None:
        """Let the process and the picture follow what holds."""
        playground = self.playground
        if playground is None:
            return
        self.lessons.hold(playground)
        self.course.follow(playground.training)
        if playground.is_shown and playground.shown is not None:
            self.showing.show_run(playground.shown)
        self._show_state()

    def _hear(self, verb: Callable[[Playground, int], object], number: int) -> None:
        """Tell the playground what became of a training, and show what is to be seen now."""
        playground = self.playground
        if playground is None:
            return
        if verb(playground, number) is not None and playground.shown is not None:
            self.showing.show_run(playground.shown)
        self._show_state()

    def _fail(self, number: int, why: str) -> None:
        self._hear(lambda playground, _: playground.fail(number, why.rstrip(".")), number)

    def _say_fault(self, why: str) -> None:
        if self.playground is not None:
            self.playground.fault = why.rstrip(".")
            self._show_state()

    def _go_to_goal(self) -> None:
        """Go to where the training that is shown has come to the goal, the first time."""
        if self.playground is not None and self.playground.is_shown:
            self._goal_seeking.go(self.playground.goal)
        self._show_state()

    def _show_state(self) -> None:
        """Let panel and menu say how it stands."""
        self._state.show(self.playground, tr(self.tried.why_not))
        self.comparing.show()

    def _note_playing(self) -> None:
        if self._state.is_outdated:
            self._show_state()

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._consider)
        session.closed.connect(self._end)
        session.variants.changed.connect(self._turn_to_variant)
        session.player.changed.connect(self._note_playing)
        self.dock.visibilityChanged.connect(self._look)
        self.showing.failed.connect(self._say_fault)
        self.showing.shown.connect(self._go_to_goal)
        self.lessons.kept.connect(self._show_state)
        self.comparing.branched.connect(self.go_on_from)
        self._connect_panel()
        self._connect_course()

    def _connect_panel(self) -> None:
        panel, state = self.panel, self.panel.state
        panel.changed.connect(self.change)
        panel.seed_wanted.connect(self.roll_seed)
        panel.longer_button.clicked.connect(self.train_longer)
        panel.goals.chosen.connect(self.seek)
        state.stopped.connect(self.stop)
        state.wanted.connect(self.train)
        state.step_button.clicked.connect(self._transport.step)
        state.reset_button.clicked.connect(self._transport.reset)
        state.undo_button.clicked.connect(self.undo)
        state.redo_button.clicked.connect(self.redo)

    def _connect_course(self) -> None:
        course = self.course
        course.grown.connect(lambda number: self._hear(Playground.follow, number))
        course.reached.connect(lambda number: self._hear(Playground.reach, number))
        course.finished.connect(lambda number: self._hear(Playground.finish, number))
        course.abandoned.connect(lambda number: self._hear(Playground.abandon, number))
        course.failed.connect(self._fail)
        course.changed.connect(self._show_state)
