"""Choice: which panels stand around the stage, and which cannot stand there together."""

from collections.abc import Collection, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final, get_args

from nnviz.errors import SceneError
from nnviz.picture.regions import (
    KEY_COLUMN,
    LEFT,
    LEFT_COLUMN,
    MAP_COLUMN,
    RIGHT_COLUMN,
    WIDE_LEFT,
    WIDE_RIGHT,
    Region,
    Regions,
)
from nnviz.stage.facts.layer_sizes import DEEP
from nnviz.stage.panels import PANELS, panels_named
from nnviz.stage.panels.panel import Learned, Panel, Place
from nnviz.stage.setting import Setting
from nnviz.story.storyboard import Shot, Telling

Defaults = Mapping[Telling, frozenset[str]]
TELLINGS: tuple[Telling, ...] = get_args(Telling)


def _defaults(about: Learned) -> Defaults:
    return MappingProxyType(
        {
            tell: frozenset(panel.name for panel in PANELS if tell in panel.unasked[about])
            for tell in TELLINGS
        }
    )


DEFAULTS: Mapping[Learned, Defaults] = MappingProxyType(
    {about: _defaults(about) for about in Learned}
)
SAME_PLACE: Final = tuple(
    pair
    for place in Place
    for pair in combinations([panel.name for panel in PANELS if panel.place is place], 2)
)
# What stands below every row is named before what only a race has.
_BELOW: Final = sorted(PANELS, key=lambda panel: "compare" not in panel.tellings)
BELOW_A_ROW: Final = tuple(
    combinations([p.name for p in _BELOW if p.add_below and p.place is not Place.TOP], 2)
)


def panels_of(shot: Shot, where: str, setting: Setting | None = None) -> frozenset[str]:
    """Return the panels of a shot; without a setting, of the lecture's.

    Raises:
        SceneError: two of them stand at the same place, or one shows what there is not; `where`
            names the shot.

    """
    if shot.panels is None:
        return _unasked(setting, shot.tell)
    asked = f"{where}: panels:"
    there = {panel.name: panel for panel in PANELS if shot.tell in panel.tellings}
    for name in shot.panels:
        if name not in there:
            listed = ", ".join(f'"{each}"' for each in there)
            raise SceneError(
                f'{asked} "{name}" has nothing to show in a shot that tells "{shot.tell}"; leave '
                f"it out, or choose of {listed}."
            )
        if reason := there[name].missing(setting, shot.tell):
            raise SceneError(f'{asked} "{name}" needs {reason}; leave it out.')
    same_place = SAME_PLACE if shot.tell not in {"race", "compare"} else BELOW_A_ROW
    for one, other in same_place:
        if one in shot.panels and other in shot.panels:
            raise SceneError(
                f'{asked} "{one}" and "{other}" stand at the same place; keep one of them.'
            )
    return frozenset(shot.panels)


def _unasked(setting: Setting | None, tell: Telling) -> frozenset[str]:
    """Return the panels of a shot that names none."""
    usual = DEFAULTS[_about(setting)][tell]
    if setting is None:
        return usual
    usual = frozenset(
        panel.name for panel in panels_named(usual) if not panel.missing(setting, tell)
    )
    if len(setting.layout.widths) <= DEEP:
        return usual
    deep = [panel for panel in PANELS if tell in panel.unasked_in_deep]
    taken = {panel.place for panel in deep}
    kept = (panel.name for panel in panels_named(usual) if panel.place not in taken)
    return frozenset([*kept, *(panel.name for panel in deep)])


def _about(setting: Setting | None) -> Learned:
    if setting is not None and setting.plane is not None:
        return Learned.POINTS
    if setting is not None and setting.accuracies:
        return Learned.CLASSES
    return Learned.OTHER


def with_room(panels: frozenset[str], aspect: float) -> frozenset[str]:
    """Return those of the panels that find room in a picture of an aspect."""
    if Regions(aspect).beside:
        return panels
    return panels - {panel.name for panel in PANELS if panel.beside_only}


def regions_of(panels: frozenset[str], aspect: float) -> Regions:
    """Return how a picture of an aspect is divided among panels and stage."""
    shown = panels_named(panels)
    places = frozenset(panel.place for panel in shown)
    if any(panel.grows for panel in shown) and places & LEFT <= {Place.KEY}:
        return Regions(aspect, places, KEY_COLUMN, MAP_COLUMN)
    left = WIDE_LEFT if any(panel.is_high for panel in shown) else LEFT_COLUMN
    right = WIDE_RIGHT if any(panel.needs_room for panel in shown) else RIGHT_COLUMN
    return Regions(aspect, places, left, right)


def region_of(panel: Panel, shown: Collection[Panel], regions: Regions) -> Region:
    """Return where a panel stands beside one network, among those that are shown."""
    grown = any(each.grows for each in shown) and not any(each.needs_room for each in shown)
    match panel.place:
        case Place.TOP:
            return regions.headline
        case Place.STAGE:
            return regions.stage
        case Place.UPPER_LEFT:
            return regions.upper_left
        case Place.LOWER_LEFT:
            return regions.listing if panel.is_high else regions.lower_left
        case Place.KEY:
            return regions.key
        case Place.UPPER_RIGHT:
            return regions.low_upper_right if grown else regions.upper_right
        case Place.LOWER_RIGHT:
            return regions.high_lower_right if grown and panel.grows else regions.lower_right
