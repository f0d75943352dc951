"""Choice: which panels stand around the stage, and which cannot stand there together."""

from collections.abc import Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final, get_args

from nnviz.errors import SceneError
from nnviz.picture.regions import Region, Regions
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

RACED: tuple[Panel, ...] = ("error_curve", "loss_curve", "accuracy_curve")
EVERY: frozenset[Panel] = frozenset(get_args(Panel))
UNDER_ONE = EVERY - {"calculation"}
UNDER_TWO: frozenset[Panel] = frozenset({"headline", "records", "plane"})
DRAWN: Mapping[Telling, frozenset[Panel]] = MappingProxyType(
    {
        "introduce": UNDER_ONE,
        "initialise": UNDER_ONE,
        "steps": EVERY,
        "lapse": UNDER_ONE,
        "race": UNDER_TWO.union(RACED),
        "surface": UNDER_ONE,
        "compare": UNDER_TWO,
    }
)
"""Which panels there are in a shot at all: nothing is calculated while epochs pass."""

BELOW_A_ROW: Final = tuple(combinations(("records", "plane", *RACED), 2))


def panels_of(shot: Shot, where: str, setting: Setting | None = None) -> frozenset[Panel]:
    """Return the panels of a shot; without a setting, of the lecture's.

    Raises:
        SceneError: two of them stand at the same place, or one shows what there is not; `where`
            names the shot.

    """
    if shot.panels is None:
        return _defaults(setting)[shot.tell]
    asked = f"{where}: panels:"
    for panel in shot.panels:
        if panel not in DRAWN[shot.tell]:
            there = ", ".join(f'"{each}"' for each in get_args(Panel) if each in DRAWN[shot.tell])
            raise SceneError(
                f'{asked} "{panel}" has nothing to show in a shot that tells "{shot.tell}"; leave '
                f"it out, or choose of {there}."
            )
        if reason := _missing(panel, setting, shot.tell):
            raise SceneError(f'{asked} "{panel}" needs {reason}; leave it out.')
    same_place = SAME_PLACE if shot.tell not in {"race", "compare"} else BELOW_A_ROW
    for one, other in same_place:
        if one in shot.panels and other in shot.panels:
            raise SceneError(
                f'{asked} "{one}" and "{other}" stand at the same place; keep one of them.'
            )
    return frozenset(shot.panels)


def _missing(panel: Panel, setting: Setting | None, tell: Telling) -> str:
    """Return what of the training a panel lacks; empty: nothing."""
    variants = setting.variants if setting is not None and tell == "race" and panel in RACED else ()
    if any(panel not in variant.curves for variant in variants):
        return "what every variant has recorded, but one has not"
    match panel:
        case "plane" if setting is None or setting.plane is None:
            return "two inputs, or features of two, and one output or two classes"
        case "accuracy_curve" if setting is None or not setting.accuracies:
            return "outputs that tell classes"
        case "loss_curve" if setting is not None and not setting.losses:
            return "a recorded loss"
        case "slope" if setting is not None and all(
            layer.activation == "softmax" for layer in setting.experiment.layers
        ):
            return "a layer whose activation function is one of each node alone, unlike softmax"
        case _:
            return ""


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
