"""Row region: the part of the picture where several networks stand, with notes on them at its foot.

It depends on the figures that stand below them, or beside a grid of them.
"""

from collections.abc import Sequence

from nnviz.picture.race_regions import RaceRegions
from nnviz.picture.regions import Region
from nnviz.stage.geometry.arrangement import stands_in_grid
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.choice import regions_of
from nnviz.stage.panels.panel import Place


def row_region(
    layouts: Sequence[Layout], panels: frozenset[str], aspect: float, *, races: bool
) -> Region:
    """Return where networks beside each other stand, in the units of the regions.

    Args:
        layouts: of the networks.
        panels: the names of those that are shown.
        aspect: width of the picture divided by its height.
        races: whether they are variants; else they are epochs of one training.

    """
    regions = regions_of(panels, aspect)
    if not races:
        return regions.wide_stage if panels else regions.bare_stage(named=True)
    in_grid, shown = stands_in_grid(layouts), panels_named(panels)
    mapped = any(panel.under_each for panel in shown)
    figures = any(panel.has_results for panel in shown) or stands_below(panels)
    return RaceRegions(regions, in_grid).networks(figures=figures or (mapped and not in_grid))


def stands_below(panels: frozenset[str]) -> bool:
    """Return whether something else than results and maps stands below a row of networks."""
    shown = panels_named(panels)
    others = (each for each in shown if not each.has_results and not each.under_each)
    return any(each.add_below and each.place is not Place.TOP for each in others)
