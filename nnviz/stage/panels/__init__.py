"""The panels that stand around the stage, each in a file of its own.

A new one is a file here that exports a `PANEL`, and its entry below: menus, defaults, refusals and
the keys of a scene follow. They are named, and drawn, in this order.
"""

from nnviz.stage.panels import (
    accuracy_curve,
    activation_plot,
    calculation,
    code,
    equation,
    error_curve,
    headline,
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
    equation.PANEL,
    calculation.PANEL,
    activation_plot.PANEL,
    error_curve.PANEL,
    update_curve.PANEL,
    loss_curve.PANEL,
    accuracy_curve.PANEL,
    plane.PANEL,
)
NAMES: tuple[str, ...] = tuple(panel.name for panel in PANELS)
