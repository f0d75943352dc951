"""The error curve: what says whether the training learns, over the epochs; in a race of all."""

from nnviz.picture.builder import FrameBuilder
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.curves import add_curve, upper_region
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.panels.race import add_race, missing_in_race
from nnviz.stage.setting import Setting
from nnviz.story.storyboard import Telling

NAME = "error_curve"


def _add(builder: FrameBuilder, setting: Setting, instant: Instant) -> None:
    add_curve(
        builder,
        setting.palette,
        setting.error_curve,
        upper_region(instant),
        upto=instant.known.error_epoch,
        playhead=instant.moment.epoch,
    )


def _add_below(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    add_race(builder, setting, row, NAME)


def _missing(setting: Setting | None, tell: Telling) -> str:
    return missing_in_race(setting, tell, NAME)


PANEL = Panel(
    name=NAME,
    menu="&Error curve",
    place=Place.UPPER_RIGHT,
    tellings=ALONE | {"race"},
    unasked=unasked("lapse", "race", classes=("race",)),
    add=_add,
    add_below=_add_below,
    missing=_missing,
)
