"""A look: how somebody at the window looks at a show, where not as its storyboard says."""

from dataclasses import dataclass

from nnviz.picture.frame import Camera
from nnviz.stage.world.picking import Picked
from nnviz.story.storyboard import Preset


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Look:
    """A way to look at any moment of a show.

    Attributes:
        preset: from where, in place of what the shots say; None: as they say.
        camera: from where exactly, in place of any preset; None: from nowhere else.
        networks: how many networks stood on the stage when `camera` was placed; where others
            stand, it would look past them and is left aside.
        hidden_then: panels that were hidden when `camera` was placed; where others are, it goes
            with the room that they leave.
        hidden: panels that are not shown, whatever the shots say.
        highlight: nodes and edges that stand out, where their network is on the stage; they are
            of the show that is looked at.

    """

    preset: Preset | None = None
    camera: Camera | None = None
    networks: int = 1
    hidden_then: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    highlight: tuple[Picked, ...] = ()

    def places_camera(self, networks: int) -> bool:
        """Return whether the camera is the look's own where so many networks stand."""
        return self.camera is not None and self.networks == networks

    @property
    def room_changed(self) -> bool:
        """Whether other panels are hidden than when `camera` was placed."""
        return self.hidden != self.hidden_then


AS_TOLD = Look()
