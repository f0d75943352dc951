"""The equation: the calculation of a moment on the stage itself, beside what it is about.

Its place depends on the camera, unlike that of all other panels: it is composed with the network,
see `nnviz.stage.equation`. Here it has its name, so that a scene and the window can ask for it.
"""

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Place, Region
from nnviz.stage.instant import Instant
from nnviz.stage.panels.panel import Panel, unasked
from nnviz.stage.setting import Setting


def _add(_builder: FrameBuilder, _setting: Setting, _instant: Instant, _stage: Region) -> None:
    """Add nothing around the stage: it stands there."""


PANEL = Panel(
    name="equation",
    menu="E&quation",
    place=Place.STAGE,
    tellings=frozenset({"steps"}),
    unasked=unasked("steps"),
    add=_add,
)
