"""Variants: of which training of a scene the window goes through the epochs.

In a race several trainings stand beside each other. Whoever goes through one of them epoch by epoch
chooses which: picture, scrubber and inspector name it.
"""

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

from nnviz.stage.geometry.pickable_network import ITSELF
from nnviz.story.training_track import TrainingTrack, usual_detail
from nnviz.viewer.player import Player, TrackKind
from nnviz.viewer.shown_picture import ShownPicture

if TYPE_CHECKING:
    from nnviz.stage.show import Show


class Variants(QObject):
    """Keeps which training is gone through, and moves the player along it.

    Args:
        player: its training track is that of the training that is chosen.

    Attributes:
        number: of the training that is chosen, see `Standing`.
        names: of all that can be chosen, by their numbers; one alone needs no name.
        changed: signal, another one is chosen, or others can be.

    """

    changed = pyqtSignal()

    def __init__(self, player: Player) -> None:
        super().__init__(player)
        self._player = player
        self._show: Show | None = None
        self.number = ITSELF
        self.names: dict[int, str] = {}

    @property
    def show(self) -> "Show":
        """The show of the training that is chosen; there is none before `load`."""
        assert self._show is not None
        return self._show.of_network(self.number)

    def load(self, show: "Show") -> None:
        """Turn to another show, or to the same in other words; what was chosen stays, if it can."""
        self._show, self.names = show, show.trainings
        if self.number not in self.names:
            self.number = show.twin
        self.changed.emit()

    def training_track(self, before: TrainingTrack | None) -> TrainingTrack:
        """Return the track of the training that is chosen, in the detail of the one before."""
        outline = self.show.outline
        if before is None:
            return TrainingTrack(outline, usual_detail(outline))
        return TrainingTrack(outline, before.detail, record=before.record)

    def choose(self, number: int) -> None:
        """Go through another training, from the same moment as far as there is one."""
        if number in self.names and number != self.number:
            self.number = number
            self._player.change_training_track(self.training_track(self._player.training_track))
            self.changed.emit()

    def follow(self, shown: ShownPicture) -> None:
        """Choose the training that the story shows, so that whoever leaves it goes on with it."""
        told = {each.number for each in shown.networks}
        if self._player.track_kind is TrackKind.STORY and ITSELF in told:
            self.choose(ITSELF if ITSELF in self.names else shown.show.twin)

    def go_through(self, number: int) -> None:
        """Go through a training, and leave the story for it."""
        self.choose(number)
        self._player.go_along(TrackKind.TRAINING)

    def go_on(self, by: int) -> None:
        """Go through the training so many places behind, round and round."""
        numbers = list(self.names)
        if len(numbers) > 1:
            self.go_through(numbers[(numbers.index(self.number) + by) % len(numbers)])
