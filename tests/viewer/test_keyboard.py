"""The keyboard of the tests: whoever loses it, a key comes to the window that it is meant for."""

import ast
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit, QWidget

ONLY_HERE = {"activateWindow", "raise_", "setFocus"}  # asked for once; `PatientBot` asks again


class Unheard(QLineEdit):
    """A window of which two requests for the keyboard in three get lost."""

    def __init__(self):
        super().__init__()
        self.asked = 0

    def activateWindow(self):
        self.asked += 1
        if self.asked % 3 == 0:
            super().activateWindow()


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_a_window_whose_requests_get_lost_has_the_keyboard_in_the_end(qtbot):
    other, window = shown(qtbot, QWidget()), shown(qtbot, Unheard())
    qtbot.giveKeyboard(other)
    qtbot.giveKeyboard(window)
    assert window.isActiveWindow()
    assert window.asked > 2


def test_a_key_waits_for_the_keyboard_that_another_window_took(qtbot):
    window, other = shown(qtbot, Unheard()), shown(qtbot, QWidget())
    qtbot.giveFocus(window)
    for press in (
        lambda: qtbot.keyClick(window, Qt.Key.Key_A),
        lambda: qtbot.keyClicks(window, "b"),
    ):
        qtbot.giveKeyboard(other)
        press()
        assert window.isActiveWindow()
    assert window.text() == "ab"


def test_no_test_asks_for_the_keyboard_only_once():
    asked = [
        f"{path.name}:{call.lineno}"
        for path in Path(__file__).parent.rglob("test_*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ONLY_HERE
        and not isinstance(call.func.value, ast.Call)  # super(), above
    ]
    assert asked == []
