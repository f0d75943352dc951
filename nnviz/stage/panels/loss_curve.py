"""The loss curve: the mean loss over the epochs, of what is learned and of what is held out."""

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region
from nnviz.stage.instant import Instant
from nnviz.stage.panels.metrics import add_metric_curves
from nnviz.stage.panels.panel import Place, unasked
from nnviz.stage.panels.race import curve_panel
from nnviz.stage.setting import Setting
from nnviz.story.storyboard import Telling


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    add_metric_curves(
        builder,
        setting.palette,
        setting.loss_title,
        setting.losses,
        region,
        upto=instant.known.error_epoch,
        playhead=instant.moment.epoch,
    )


def _missing(setting: Setting | None, _tell: Telling) -> str:
    return "a recorded loss" if setting is not None and not setting.losses else ""


PANEL = curve_panel(
    name="loss_curve",
    menu="L&oss curve",
    place=Place.UPPER_RIGHT,
    unasked=unasked(classes=("lapse",)),
    quantity="loss",
    add=_add,
    missing=_missing,
)
