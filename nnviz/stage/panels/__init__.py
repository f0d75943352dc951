"""The panels that stand around the stage, each in a file of its own.

A new one is a file here that exports a `PANEL`, and its entry below: menus, defaults, refusals, the
keys of a scene and the room that it takes follow. They are named, and drawn, in this order.
"""

from collections.abc import Collection

from nnviz.stage.panels import (
    accuracy_curve,
    activation_plot,
    calculation,
    code,
    error_curve,
    headline,
    layer_sizes,
    legend,
    loss_curve,
    plane,
    records,
    update_curve,
)
from nnviz.stage.panels.panel import Panel

PANELS: tuple[Panel, ...] = (
    headline.PANEL,
    records.PANEL,
    code.PANEL,
    legend.PANEL,
    calculation.PANEL,
    activation_plot.PANEL,
    error_curve.PANEL,
    update_curve.PANEL,
    layer_sizes.PANEL,
    loss_curve.PANEL,
    accuracy_curve.PANEL,
    plane.PANEL,
)
NAMES: tuple[str, ...] = tuple(panel.name for panel in PANELS)


def panels_named(names: Collection[str]) -> tuple[Panel, ...]:
    """Return the panels of these names, in their order."""
    return tuple(panel for panel in PANELS if panel.name in names)
