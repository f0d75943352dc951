"""Surroundings: all that lies flat around the stage, headline, panels and caption."""

from nnviz.picture.builder import Flat, FrameBuilder
from nnviz.picture.regions import Regions
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels import panels_named
from nnviz.stage.panels.caption import add_caption
from nnviz.stage.panels.choice import region_of
from nnviz.stage.panels.notes import add_notes, add_notes_on_row
from nnviz.stage.setting import Setting


def around_one(setting: Setting, instant: Instant) -> Flat:
    """Return what lies around a network that stands alone, or around a surface."""
    builder = FrameBuilder()
    add_notes(builder, setting, instant)
    shown, regions = panels_named(instant.panels), Regions(setting.aspect)
    for panel in shown:
        panel.add(builder, setting, instant, region_of(panel, shown, regions))
    add_caption(builder, setting.palette, setting.aspect, instant.caption)
    return builder.flat()


def around_row(setting: Setting, row: RowInstant) -> Flat:
    """Return what lies around several networks beside each other."""
    builder = FrameBuilder()
    add_notes_on_row(builder, setting, row)
    for panel in panels_named(row.panels):
        if panel.add_below is not None:
            panel.add_below(builder, setting, row)
    add_caption(builder, setting.palette, setting.aspect, row.caption)
    return builder.flat()
