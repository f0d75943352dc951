"""The menu of panels follows from the panels that there are."""

from nnviz.stage.panels import PANELS
from nnviz.viewer.japanese import JAPANESE


def test_every_panel_has_an_entry_in_both_languages():
    assert [panel.menu for panel in PANELS if panel.menu not in JAPANESE] == []
