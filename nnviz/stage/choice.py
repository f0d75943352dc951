"""Choice: which panels stand around the stage, and which cannot stand there together."""

from collections.abc import Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final

from nnviz.errors import SceneError
from nnviz.stage.regions import Region, Regions
from nnviz.stage.setting import Setting
from nnviz.story.storyboard import Panel, Shot, Telling

Defaults = Mapping[Telling, frozenset[Panel]]

DEFAULT_PANELS: Defaults = MappingProxyType(
    {
        "introduce": frozenset({"headline", "records", "legend"}),
        "initialise": frozenset({"headline", "records", "code"}),
        "steps": frozenset({"headline", "records", "code", "calculation", "slope"}),
        "lapse": frozenset({"headline", "records", "legend", "error_curve", "update_curve"}),
        "race": frozenset({"headline", "error_curve"}),
        "surface": frozenset({"headline"}),
        "compare": frozenset({"headline", "records"}),
    }
)
PLANAR_PANELS: Defaults = MappingProxyType(
    {
        **DEFAULT_PANELS,
        "introduce": frozenset({"headline", "records", "legend", "plane"}),
        "initialise": frozenset({"headline", "records", "code", "plane"}),
        "steps": frozenset({"headline", "records", "code", "calculation", "plane"}),
        "lapse": frozenset({"headline", "records", "legend", "error_curve", "plane"}),
        "compare": frozenset({"headline", "plane"}),
    }
)
"""In place of these, where the inputs are points of a plane."""

CLASSIFIER_PANELS: Defaults = MappingProxyType(
    {
        **DEFAULT_PANELS,
        "lapse": frozenset({"headline", "records", "legend", "loss_curve", "accuracy_curve"}),
    }
)
"""In place of these, where outputs tell classes of something else."""

LEFT_PANELS: frozenset[Panel] = frozenset({"records", "code", "legend"})
UPPER_RIGHT: tuple[Panel, ...] = ("calculation", "error_curve", "loss_curve")
LOWER_RIGHT: tuple[Panel, ...] = ("slope", "update_curve", "accuracy_curve", "plane")
RIGHT_PANELS: frozenset[Panel] = frozenset({*UPPER_RIGHT, *LOWER_RIGHT})
SAME_PLACE: Final = (
    ("code", "legend"),
    *combinations(UPPER_RIGHT, 2),
    *combinations(LOWER_RIGHT, 2),
)


def panels_of(shot: Shot, where: str, setting: Setting | None = None) -> frozenset[Panel]:
    """Return the panels of a shot; without a setting, of the lecture's.

    Raises:
        SceneError: two of them stand at the same place, or one shows what there is not; `where`
            names the shot.

    """
    if shot.panels is None:
        return _defaults(setting)[shot.tell]
    if "plane" in shot.panels and (setting is None or setting.plane is None):
        raise SceneError(
            f'{where}: panels: "plane" needs two inputs, or features of two, and one output or two '
            "classes; leave it out."
        )
    if "accuracy_curve" in shot.panels and (setting is None or not setting.accuracies):
        raise SceneError(
            f'{where}: panels: "accuracy_curve" needs outputs that tell classes; leave it out.'
        )
    for one, other in SAME_PLACE:
        if one in shot.panels and other in shot.panels:
            raise SceneError(
                f'{where}: panels: "{one}" and "{other}" stand at the same place; keep one of them.'
            )
    return frozenset(shot.panels)


def _defaults(setting: Setting | None) -> Defaults:
    if setting is not None and setting.plane is not None:
        return PLANAR_PANELS
    if setting is not None and setting.accuracies:
        return CLASSIFIER_PANELS
    return DEFAULT_PANELS


def stage_between(panels: frozenset[Panel], regions: Regions) -> Region:
    """Return the part of the picture that the panels leave to the stage."""
    return regions.stage(
        left_panels=bool(panels & LEFT_PANELS), right_panels=bool(panels & RIGHT_PANELS)
    )
