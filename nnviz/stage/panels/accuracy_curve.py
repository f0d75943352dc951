"""The accuracy curve: the share of records told right, of what is learned and what is held out."""

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region
from nnviz.stage.instant import Instant
from nnviz.stage.panels.metrics import add_metric_curves
from nnviz.stage.panels.panel import Place, unasked
from nnviz.stage.panels.race import curve_panel
from nnviz.stage.setting import Setting
from nnviz.story.storyboard import Telling

HIGHEST = 1.0  # where its axis ends


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    add_metric_curves(
        builder,
        setting.palette,
        setting.wording.accuracy,
        setting.accuracies,
        region,
        upto=instant.known.error_epoch,
        playhead=instant.moment.epoch,
        highest=HIGHEST,
    )


def _missing(setting: Setting | None, _tell: Telling) -> str:
    return "outputs that tell classes" if setting is None or not setting.accuracies else ""


PANEL = curve_panel(
    name="accuracy_curve",
    menu="Accu&racy curve",
    place=Place.LOWER_RIGHT,
    unasked=unasked(classes=("lapse",)),
    quantity="accuracy",
    add=_add,
    highest=HIGHEST,
    missing=_missing,
)
