"""The shown picture: what the window shows now, for everything beside the picture to follow."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from nnviz.stage.geometry.pickable_network import PickableNetwork
from nnviz.stage.look import Look

if TYPE_CHECKING:
    from nnviz.picture.frame import Frame
    from nnviz.stage.show import Show
    from nnviz.story.moment import Moment

ComposeWith: TypeAlias = "Callable[[Look], Frame]"


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ShownPicture:
    """A picture in the window, and what it is a picture of.

    Attributes:
        show: the training and everything about it that does not change with the moment.
        moment: what is told.
        look: how it is looked at.
        frame: what was drawn; its camera says where in the picture a body stands.
        networks: that stand in it, beside each other.
        compose: makes the frame of the same instant, looked at in another way.

    """

    show: "Show"
    moment: "Moment"
    look: Look
    frame: "Frame"
    networks: tuple[PickableNetwork, ...]
    compose: ComposeWith

    def without_highlight(self) -> "Frame":
        """Return the frame as nobody points into it, or picks a thing."""
        return self.compose(replace(self.look, highlight=()))

    def standing(self, number: int) -> PickableNetwork | None:
        """Return the network of a number; None: it is not in the picture."""
        return next((each for each in self.networks if each.number == number), None)

    def of(self, number: int) -> "ShownPicture":
        """Return the same picture as one of a network's own training, whether it is seen or not."""
        show, seen = self.show.of_network(number), self.standing(number)
        epoch = seen.epoch if seen else show.recorded_upto(self.moment.epoch)
        record = min(self.moment.record, show.setting.n_records - 1)
        return replace(self, show=show, moment=replace(self.moment, epoch=epoch, record=record))
