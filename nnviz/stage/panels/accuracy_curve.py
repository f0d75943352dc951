"""The accuracy curve: the share of records told right, of what is learned and what is held out."""

from nnviz.picture.builder import FrameBuilder
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.metrics import add_metric_curves
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.panels.race import add_race, missing_in_race
from nnviz.stage.setting import Setting
from nnviz.story.storyboard import Telling

NAME = "accuracy_curve"
HIGHEST = 1.0  # where its axis ends


def _add(builder: FrameBuilder, setting: Setting, instant: Instant) -> None:
    add_metric_curves(
        builder,
        setting.palette,
        setting.wording.accuracy,
        setting.accuracies,
        instant.regions.lower_right,
        upto=instant.known.error_epoch,
        playhead=instant.moment.epoch,
        highest=HIGHEST,
    )


def _add_below(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    add_race(builder, setting, row, NAME, highest=HIGHEST)


def _missing(setting: Setting | None, tell: Telling) -> str:
    lacking = missing_in_race(setting, tell, NAME)
    if not lacking and (setting is None or not setting.accuracies):
        return "outputs that tell classes"
    return lacking


PANEL = Panel(
    name=NAME,
    menu="Accu&racy curve",
    place=Place.LOWER_RIGHT,
    tellings=ALONE | {"race"},
    unasked=unasked(classes=("lapse",)),
    add=_add,
    add_below=_add_below,
    missing=_missing,
)
