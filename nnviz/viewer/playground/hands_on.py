"""Hands on the network: a weight is clicked and changed, and training begins anew from there."""

from collections.abc import Callable

from PyQt6.QtCore import QObject

from nnviz.learning.experiment import Experiment
from nnviz.playground.changes import Fields
from nnviz.playground.starting_points import StartingPoint, first_of, starting_point
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.geometry.pickable_network import ITSELF
from nnviz.stage.world.picking import Picked, PickedEdge, PickedNode
from nnviz.viewer.inspector.picked_facts import title_of
from nnviz.viewer.playground.hand_row import HandRow
from nnviz.viewer.playground.run_showing import RunShowing
from nnviz.viewer.session import Session

FIELD = "hand"
Request = Callable[[str, Callable[[Experiment], Fields]], None]


class HandsOn(QObject):
    """Changes what is pinned in the picture, and begins trainings with the weights of an epoch.

    Args:
        session: what is shown.
        showing: shows the runs.
        row: where the number is typed or dragged.
        pinned: returns what is pinned in the picture.
        request: has the experiment changed, as a part of the movement that goes on.

    """

    def __init__(
        self,
        session: Session,
        showing: RunShowing,
        row: HandRow,
        pinned: Callable[[], Picked | None],
        request: Request,
    ) -> None:
        super().__init__(session)
        self._session, self._showing, self._row = session, showing, row
        self._pinned, self._request = pinned, request
        self._held: StartingPoint | None = None  # from which a movement has begun
        row.set_to.connect(self.set_number)
        row.dial.taken.connect(self._take)
        row.dial.released.connect(self._release)
        session.picture_shown.connect(self.show)

    def show(self) -> None:
        """Show the number of what is pinned; where a newer training is awaited, wait for it."""
        if self._row.held or not self._showing.is_up_to_date:
            return
        show, moment, picked = self._session.show, self._session.player.moment, self._pinned()
        if show is None or moment is None or picked is None:
            self._row.show_number("", 0.0, 0)
            return
        step = show.step_at(moment)
        number = _number(step, picked)
        if number is None:
            self._row.show_number("", 0.0, 0)
        else:
            title = title_of(show.setting.wording, picked, len(step.weights))
            self._row.show_number(title, number, step.epoch)

    def set_number(self, number: float) -> None:
        """Let what is pinned have another number, and all others those of this epoch."""
        picked, held = self._pinned(), self._held
        if picked is not None:
            self._begin_with(
                lambda before: _with_number(held or self._here(before), picked, number)
            )

    def branch(self) -> None:
        """Let training begin anew with the weights of this epoch."""
        self._begin_with(self._here)

    def _begin_with(self, point_of: Callable[[Experiment], StartingPoint]) -> None:
        def begun(before: Experiment) -> Fields:
            initialization = point_of(before).initialization
            self._showing.begin_at_start(initialization)
            return {"initialization": initialization}

        self._request(FIELD, begun)

    def _here(self, experiment: Experiment) -> StartingPoint:
        """Return the weights of the epoch that is shown; of a training to come, the first ones."""
        show, moment = self._session.show, self._session.player.moment
        if show is None or moment is None or not self._showing.is_up_to_date:
            return first_of(experiment)
        step = show.step_at(moment)
        return starting_point(step.weights, dict(enumerate(step.biases)))

    def _take(self) -> None:
        playground = self._showing.playground
        if playground is not None:
            self._held = self._here(playground.experiment)

    def _release(self) -> None:
        self._held = None
        self.show()


def _number(step: StepArrays, picked: Picked) -> float | None:
    """Return the weight or bias that something has in a step; None: none."""
    if picked.network > ITSELF:
        return None
    match picked:
        case PickedEdge(layer, sender, receiver, _):
            return float(step.weights[layer][sender, receiver])
        case PickedNode(layer, index, _) if layer > 0 and len(step.biases[layer - 1]):
            return float(step.biases[layer - 1][index])
    return None


def _with_number(point: StartingPoint, picked: Picked, number: float) -> StartingPoint:
    match picked:
        case PickedEdge(layer, sender, receiver, _):
            return point.with_weight(layer, (sender, receiver), number)
        case PickedNode(layer, index, _):
            return point.with_bias(layer, index, number)
