"""The update curve: the size of the updates over the epochs."""

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region
from nnviz.stage.instant import Instant
from nnviz.stage.panels.curves import add_curve
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.setting import Setting


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    add_curve(
        builder,
        setting.palette,
        setting.update_curve,
        region,
        upto=instant.known.update_epoch,
        playhead=instant.moment.epoch,
    )


PANEL = Panel(
    name="update_curve",
    menu="&Update curve",
    place=Place.LOWER_RIGHT,
    tellings=ALONE,
    unasked=unasked("lapse", points=(), classes=()),
    add=_add,
)
