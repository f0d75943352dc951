"""A sight: what the window shows at this instant, for everything beside the picture to follow."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnviz.stage.frame import Frame
    from nnviz.stage.show import Show
    from nnviz.story.moment import Moment


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Sight:
    """A picture in the window, and what it is a picture of.

    Attributes:
        show: the training and everything about it that does not change with the moment.
        moment: what is told.
        frame: what was drawn; its camera says where in the picture a body stands.
        networks: how many networks stand in it, beside each other.

    """

    show: "Show"
    moment: "Moment"
    frame: "Frame"
    networks: int
