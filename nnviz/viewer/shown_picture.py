"""The shown picture: what the window shows now, for everything beside the picture to follow."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nnviz.stage.geometry.pickable_network import PickableNetwork

if TYPE_CHECKING:
    from nnviz.picture.frame import Frame
    from nnviz.stage.show import Show
    from nnviz.story.moment import Moment


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ShownPicture:
    """A picture in the window, and what it is a picture of.

    Attributes:
        show: the training and everything about it that does not change with the moment.
        moment: what is told.
        frame: what was drawn; its camera says where in the picture a body stands.
        networks: that stand in it, beside each other.

    """

    show: "Show"
    moment: "Moment"
    frame: "Frame"
    networks: tuple[PickableNetwork, ...]

    def standing(self, number: int) -> PickableNetwork | None:
        """Return the network of a number; None: it is not in the picture."""
        return next((each for each in self.networks if each.number == number), None)

    def of(self, number: int) -> "ShownPicture":
        """Return the same picture as one of a network's own training, whether it is seen or not."""
        show, seen = self.show.of_network(number), self.standing(number)
        epoch = seen.epoch if seen else show.recorded_upto(self.moment.epoch)
        record = min(self.moment.record, show.setting.n_records - 1)
        return replace(self, show=show, moment=replace(self.moment, epoch=epoch, record=record))
