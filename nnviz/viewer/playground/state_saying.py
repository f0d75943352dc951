"""Saying how an experiment stands: in the panel in words, in the menu by what can be chosen."""

from nnviz.playground.model import Playground
from nnviz.viewer.playground.experiment_menu import ExperimentMenu
from nnviz.viewer.playground.experiment_panel import ExperimentPanel
from nnviz.viewer.playground.state_words import state_said
from nnviz.viewer.playground.training_course import TrainingCourse
from nnviz.viewer.session import Session


class StateSaying:
    """Lets panel and menu show what holds, what is trained, and what is possible.

    Args:
        session: what is shown.
        panel: the panel.
        menu: the menu.
        course: the training that is wanted.

    """

    def __init__(
        self, session: Session, panel: ExperimentPanel, menu: ExperimentMenu, course: TrainingCourse
    ) -> None:
        self._session, self._panel, self._menu, self._course = session, panel, menu, course
        self._playing = False

    @property
    def is_outdated(self) -> bool:
        """Whether epochs go by that did not when it was said, or the other way round."""
        return self._session.player.transport.playing != self._playing

    def show(self, playground: Playground | None, why_not: str) -> None:
        """Show it.

        Args:
            playground: what is tried out; None: nothing is.
            why_not: why nothing is, in the language that is spoken.

        """
        self._playing = self._session.player.transport.playing
        self._panel.show_controls(playground is not None)
        self._offer(set() if playground is None else possible(playground))
        if playground is None:
            self._panel.state.show_state(why_not, training=False, can_train=False)
            return
        show, course = self._session.show, self._course
        text = state_said(playground, show, course.progress, slow=course.is_slow)
        training = playground.training is not None and course.is_slow
        self._panel.state.show_state(
            text, training=training or self._playing, can_train=show is not None
        )
        self._panel.show_experiment(playground.experiment)

    def _offer(self, names: set[str]) -> None:
        if self._session.show is not None:
            names |= {"save_scene", "roll_seed", "train_longer", "branch"}
        self._menu.offer(names)
        self._panel.state.undo_button.setEnabled("undo" in names)
        self._panel.state.redo_button.setEnabled("redo" in names)


def possible(playground: Playground) -> set[str]:
    """Return the names of the entries of the menu that are possible with a playground."""
    history, runs, shown = playground.history, playground.runs, playground.shown
    training = playground.training is not None
    found = {
        "undo": history.can_undo,
        "redo": history.can_redo,
        "stop_training": training,
        "keep_run": playground.is_shown and shown in runs.recent and not training,
        "flip_runs": bool(runs.kept),
    }
    return {name for name, is_possible in found.items() if is_possible}
