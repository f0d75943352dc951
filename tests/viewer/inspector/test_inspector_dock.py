"""Nothing that the inspector opens, shows or says moves what is pointed at."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractButton

from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.viewer.window import ViewerWindow
from tests.viewer.inspector.test_inspector import (
    EDGE,
    LEFT,
    NODE,
    click_on,
    has_curve,
    point_at,
    shown_anew,
    spot_of,
)
from tests.viewer.test_redraw import settle
from tests.viewer.test_variants import race_in


@pytest.fixture
def first(window, qtbot):
    """The window as it is launched for the first time, with its picture."""
    qtbot.waitUntil(lambda: window.session.shown is not None)
    return window


def place_of(window):
    """Return where on the screen the picture is, and how large."""
    picture = window.view.native
    return picture.mapToGlobal(QPoint(0, 0)), picture.size()


@pytest.mark.parametrize("node", [PickedNode(0, 0), NODE, PickedNode(2, 0)])
def test_a_double_click_looks_at_a_node_on_first_launch(first, qtbot, node):
    picture, spot = first.view.native, spot_of(first, node)
    with shown_anew(first, qtbot):
        QTest.mouseClick(picture, LEFT, pos=spot)
        QTest.mouseDClick(picture, LEFT, pos=spot)  # at the same place of the screen
    assert first.inspector.pinned == node
    place = first.session.shown.standing(0).layout.nodes[node.layer][node.index]
    np.testing.assert_allclose(first.view.frame.camera.target, place, atol=1e-5)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", [(1366, 768), (1000, 640)])
def test_the_picture_keeps_its_place_whatever_is_pointed_at(first, qtbot, language, size):
    first.appearance.set_language(language)
    first.resize(*size)
    with shown_anew(first, qtbot):
        first.session.player.seek(20.0)
    settle(first, qtbot)
    # The menus of another language may be higher, and room for them is made in a turn of its own.
    qtbot.waitUntil(lambda: first.timelines.height() == first.timelines.sizeHint().height())
    before = place_of(first)
    for picked in (NODE, EDGE, PickedNode(2, 0), PickedEdge(1, 2, 0)):
        point_at(first, qtbot, picked)
        assert place_of(first) == before
        click_on(first, qtbot, picked)
        qtbot.waitUntil(lambda: has_curve(first.inspector.panel))
        assert place_of(first) == before
    qtbot.mouseClick(first.inspector.panel.unpin_button, LEFT)
    settle(first, qtbot)
    assert place_of(first) == before


def test_long_names_and_notes_do_not_move_it_either(empty_window, qtbot, tmp_path):
    race = race_in(empty_window, qtbot, tmp_path)
    before = place_of(race)
    panel = race.inspector.panel
    click_on(race, qtbot, PickedEdge(0, 2, 3, 1))
    panel.title.setText("<b>" + "a very long name of a training" * 4 + "</b>")
    panel.note("The pin went from " + "here" * 60)
    panel.epoch_label.setText("epoch" * 60)
    panel.arrays.choice.addItem("bias_second_moments" * 9)
    settle(race, qtbot)
    assert place_of(race) == before


def close_dock(window, qtbot):
    """Close the inspector with its own button."""
    dock = window.inspector.dock
    (button,) = [
        each
        for each in dock.findChildren(QAbstractButton)
        if each.objectName() == "qt_dockwidget_closebutton"
    ]
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(dock.isHidden)


def test_what_was_closed_is_not_opened_by_a_click(first, qtbot):
    close_dock(first, qtbot)
    settle(first, qtbot)
    before = place_of(first)
    point_at(first, qtbot, NODE)
    assert "I shows more" not in first.inspector.card.text()
    click_on(first, qtbot, NODE)
    assert first.inspector.dock.isHidden()
    assert place_of(first) == before
    assert "I shows more" in first.inspector.card.text()
    spot = spot_of(first, NODE)
    with shown_anew(first, qtbot):
        qtbot.mouseDClick(first.view.native, LEFT, pos=spot)
    place = first.session.shown.standing(0).layout.nodes[1][2]
    np.testing.assert_allclose(first.view.frame.camera.target, place, atol=1e-5)


def test_a_key_shows_and_hides_it_with_what_is_pinned(first, qtbot):
    click_on(first, qtbot, NODE)
    qtbot.keyClick(first, Qt.Key.Key_I)
    qtbot.waitUntil(first.inspector.dock.isHidden)
    click_on(first, qtbot, EDGE)
    qtbot.keyClick(first, Qt.Key.Key_I)
    qtbot.waitUntil(first.inspector.dock.isVisible)
    assert "Weight 3 → 4" in first.inspector.panel.title.text()
    assert first.inspector.panel.facts.rowCount() == 3


def test_it_stays_closed_in_the_next_window(first, qtbot):
    close_dock(first, qtbot)
    first.close()
    window = ViewerWindow()
    qtbot.addWidget(window)
    window.show()
    assert window.inspector.dock.isHidden()
