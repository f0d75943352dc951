"""In the smallest picture a hand that misses a node by some pixels still picks the node."""

import pytest
from PyQt6.QtCore import QPoint

from tests.viewer.inspector.test_inspector import NODE, point_at, spot_of


def test_a_node_is_picked_from_as_near_as_a_hand_can_aim(window, qtbot):
    qtbot.waitUntil(lambda: window.session.shown is not None)
    window.resize(1100, 300)
    qtbot.waitUntil(lambda: window.view.native.height() == 180)
    assert window.view.pixel == pytest.approx(1 / 180)
    point_at(window, qtbot, NODE)
    for aside in (QPoint(5, 0), QPoint(-4, 4), QPoint(0, -6)):
        spot = spot_of(window, NODE) + aside
        window.inspector._pointer._go(spot.toPointF())
        assert window.inspector.pointed_at == NODE
