"""The loss curve: the mean loss over the epochs, of what is learned and of what is held out."""

from nnviz.picture.builder import FrameBuilder
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.curves import upper_region
from nnviz.stage.panels.metrics import add_metric_curves
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.panels.race import add_race, missing_in_race
from nnviz.stage.setting import Setting
from nnviz.story.storyboard import Telling

NAME = "loss_curve"


def _add(builder: FrameBuilder, setting: Setting, instant: Instant) -> None:
    add_metric_curves(
        builder,
        setting.palette,
        setting.loss_title,
        setting.losses,
        upper_region(instant),
        upto=instant.known.error_epoch,
        playhead=instant.moment.epoch,
    )


def _add_below(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    add_race(builder, setting, row, NAME)


def _missing(setting: Setting | None, tell: Telling) -> str:
    lacking = missing_in_race(setting, tell, NAME)
    if not lacking and setting is not None and not setting.losses:
        return "a recorded loss"
    return lacking


PANEL = Panel(
    name=NAME,
    menu="L&oss curve",
    place=Place.UPPER_RIGHT,
    tellings=ALONE | {"race"},
    unasked=unasked(classes=("lapse",)),
    add=_add,
    add_below=_add_below,
    missing=_missing,
)
