"""The error curve: what says whether the training learns, over the epochs; in a race of all."""

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region
from nnviz.stage.instant import Instant
from nnviz.stage.panels.curves import add_curve
from nnviz.stage.panels.panel import Place, unasked
from nnviz.stage.panels.race import curve_panel
from nnviz.stage.setting import Setting


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    add_curve(
        builder,
        setting.palette,
        setting.error_curve,
        region,
        upto=instant.known.error_epoch,
        playhead=instant.moment.epoch,
    )


PANEL = curve_panel(
    name="error_curve",
    menu="&Error curve",
    place=Place.UPPER_RIGHT,
    unasked=unasked("lapse", "race", classes=("race",)),
    quantity="error",
    add=_add,
    says_over=True,
)
