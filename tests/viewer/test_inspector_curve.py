import numpy as np

from nnviz.stage.palette import DARK
from nnviz.viewer.inspector_curve import CurvePanel
from nnviz.viewer.inspector_series import Series

AWAY = Series(np.arange(1, 6), np.array([1.0, -2.0, 3.0, 1e200, np.nan]))


def heights(curve):
    return curve._box.viewRange()[1]


def test_the_plot_holds_all_of_a_curve(qtbot):
    curve = CurvePanel(DARK)
    qtbot.addWidget(curve)
    curve.show_series(AWAY)
    assert heights(curve)[1] > 1e200


def test_the_plot_of_a_training_that_runs_away_holds_what_was_before(qtbot):
    curve = CurvePanel(DARK)
    qtbot.addWidget(curve)
    curve.show_series(AWAY, before=4)
    low, high = heights(curve)
    assert -3 < low < -2
    assert 3 < high < 4
