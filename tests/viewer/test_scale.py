"""The scale of the window, and the line that says how the training is gone through."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication

from nnviz.viewer.scale import TEXT_PIXELS, fixed_font
from nnviz.viewer.settings import settings
from nnviz.viewer.state_line import StateLine
from nnviz.viewer.window import ViewerWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def sizes(window):
    widgets = (window.menuBar(), window.menus.view, window.bar.time_label, window.timelines.story)
    return {widget.fontInfo().pixelSize() for widget in widgets} | {
        QApplication.font("QTipLabel").pixelSize()
    }


def test_keys_make_every_text_larger_and_smaller_and_as_usual(window, qtbot):
    qtbot.waitUntil(lambda: sizes(window) == {TEXT_PIXELS}, timeout=5000)
    height, icon = window.timelines.story.sizeHint().height(), window.bar.play_button.iconSize()
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Equal, CONTROL)
    qtbot.waitUntil(lambda: sizes(window) == {round(TEXT_PIXELS * 1.3)}, timeout=5000)
    assert window.timelines.story.sizeHint().height() > height
    assert window.bar.play_button.iconSize().height() > icon.height()
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    qtbot.waitUntil(lambda: sizes(window) == {round(TEXT_PIXELS * 0.85)}, timeout=5000)
    qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    qtbot.waitUntil(lambda: sizes(window) == {TEXT_PIXELS}, timeout=5000)


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
