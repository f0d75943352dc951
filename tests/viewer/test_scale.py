"""The scale of the window, and the line that says how the training is gone through."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QFontInfo, QFontMetrics
from PyQt6.QtWidgets import QApplication

from nnviz.stage.world.picking import PickedEdge
from nnviz.story.moment import Phase
from nnviz.viewer.inspector.number_tables import DIGITS
from nnviz.viewer.scale import TEXT_PIXELS, fixed_font
from nnviz.viewer.settings import settings
from nnviz.viewer.timeline.state_line import StateLine
from nnviz.viewer.window import ViewerWindow
from tests.telling import seconds_of

CONTROL = Qt.KeyboardModifier.ControlModifier


def sizes(window):
    widgets = (
        window.menuBar(),
        window.port.menus.menu("view"),
        window.bar.time_label,
        window.timelines.story,
    )
    return {widget.fontInfo().pixelSize() for widget in widgets} | {
        QApplication.font("QTipLabel").pixelSize()
    }


def test_keys_make_every_text_larger_and_smaller_and_as_usual(window, qtbot):
    qtbot.waitUntil(lambda: sizes(window) == {TEXT_PIXELS})
    height, icon = window.timelines.story.sizeHint().height(), window.bar.play_button.iconSize()
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Equal, CONTROL)
    qtbot.waitUntil(lambda: sizes(window) == {round(TEXT_PIXELS * 1.3)})
    assert window.timelines.story.sizeHint().height() > height
    assert window.bar.play_button.iconSize().height() > icon.height()
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    qtbot.waitUntil(lambda: sizes(window) == {round(TEXT_PIXELS * 0.85)})
    qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    qtbot.waitUntil(lambda: sizes(window) == {TEXT_PIXELS})


@pytest.fixture
def inspecting(window, qtbot):
    """The inspector of a window in which a weight is kept, with its curve."""
    qtbot.waitUntil(lambda: window.session.shown is not None)
    show = window.session.shown.show
    with qtbot.waitSignal(window.session.picture_shown):
        seconds = seconds_of(show, epoch=1, phase=Phase.UPDATE, layer=0) - 0.3
        window.session.player.seek(seconds)
    window.inspector._pin(PickedEdge(0, 2, 3))
    qtbot.waitUntil(lambda: window.inspector.panel.curve.series is not None)
    yield window.inspector
    window.scale.reset()


def sizes_of(inspector):
    """Return the height in pixels of every kind of letter in the inspector."""
    panel = inspector.panel
    inspector.card.show_facts("weight", (), QPoint(9, 9))
    items = [panel.facts.item(0, 0), panel.work.item(1, 0)]
    fonts = [item.font().resolve(panel.facts.font()) for item in items]
    for axis in panel.curve._axes.values():
        fonts += [axis.label.font(), axis.style["tickFont"]]
    fonts += [
        panel.title.font(),
        panel.arrays.text.font(),
        panel.arrays.text.document().defaultFont(),
    ]
    fonts += [inspector.card.font()]
    return {QFontInfo(font).pixelSize() for font in fonts}


def label_height(panel):
    label = panel.curve._axes["bottom"].label
    return label.boundingRect().height() - 2 * label.document().documentMargin()


def rows_fit(table):
    heights = [table.rowHeight(row) for row in range(table.rowCount())]
    text = table.fontMetrics().height()
    assert all(text < height < 1.6 * text for height in heights)
    return sum(heights)


@pytest.mark.parametrize("percent", [75, 300])
def test_the_inspector_follows_the_scale(inspecting, window, qtbot, percent):
    panel = inspecting.panel
    usual = rows_fit(panel.facts)
    assert sizes_of(inspecting) == {TEXT_PIXELS}
    full = panel.facts.item(0, 2)
    assert QFontMetrics(full.font()).horizontalAdvance(full.text()) < panel.facts.columnWidth(2)
    label = label_height(panel)
    window.scale._take(percent)
    qtbot.waitUntil(lambda: sizes_of(inspecting) == {round(TEXT_PIXELS * percent / 100)})
    digits = QFontInfo(full.font()).pixelSize()
    assert digits == pytest.approx(DIGITS * TEXT_PIXELS * percent / 100, abs=1)
    assert rows_fit(panel.facts) == pytest.approx(usual * percent / 100, rel=0.1)
    assert panel.facts.height() == panel.facts.minimumHeight() >= rows_fit(panel.facts)
    assert panel.work.maximumHeight() >= rows_fit(panel.work)
    assert label_height(panel) == pytest.approx(label * percent / 100, rel=0.1)
    assert panel.curve.minimumHeight() > 6 * panel.title.fontMetrics().height()


@pytest.mark.parametrize(("kept", "used"), [("150", 150), ("7", 100), ("large", 100)])
def test_the_size_is_remembered_if_it_is_one(qtbot, kept, used):
    settings().setValue("scale", kept)
    window = ViewerWindow()
    qtbot.addWidget(window)
    assert window.scale.percent == used
    assert fixed_font().fixedPitch()
    window.scale.reset()


def test_the_foot_says_which_way_how_finely_and_how_fast(window, qtbot):
    line = window.findChild(StateLine)
    assert "Story" in line.text()
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert "Training" in line.text()
    assert "Node by node" in line.text()
    qtbot.keyClick(window, Qt.Key.Key_J)
    qtbot.keyClick(window, Qt.Key.Key_J)
    qtbot.keyClick(window, Qt.Key.Key_K)
    assert "backwards 2×" in line.text()
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    assert "looping" in line.text()
