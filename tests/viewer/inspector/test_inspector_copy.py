"""What is copied can be pasted into Python and into a spreadsheet: ASCII, and every digit."""

import ast
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PyQt6.QtCore import QPoint, Qt, QTimer
from PyQt6.QtGui import QContextMenuEvent, QGuiApplication, QTextCursor
from PyQt6.QtWidgets import QApplication

from nnviz.learning.experiment import Experiment, Layer
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.trace.recorder import record
from nnviz.viewer.inspector.arrays_panel import as_numpy_prints, numbers_within, part_of
from nnviz.viewer.inspector.clipboard import literal
from tests.viewer.inspector.test_inspector import (
    EDGE,
    LEFT,
    click_on,
    has_curve,
    show_of,
    shown_anew,
)

CONTROL = Qt.KeyboardModifier.ControlModifier
READ = {"float": float}  # all that a pasted list may need


@pytest.fixture
def clipboard(qapp):
    board = QGuiApplication.clipboard()
    board.clear()
    return board


@pytest.fixture
def pinned(window, qtbot):
    """The window at the end of an epoch, where every number is known, with a weight kept."""
    qtbot.waitUntil(lambda: window.session.shown is not None)
    window.bar.detail_box.setCurrentText("Epoch by epoch")
    with shown_anew(window, qtbot):
        window.session.player.to_epoch(7)
    click_on(window, qtbot, EDGE)
    return window


def weights_of(window, epoch=7):
    return show_of(window).trace.at("weights/0", epoch=epoch)


def copy_by_keys(qtbot, widget):
    qtbot.giveFocus(widget)
    qtbot.keyClick(widget, Qt.Key.Key_C, CONTROL)


def copy_by_menu(qtbot, widget):
    """Open the menu at the right button, and choose its entry for copying."""
    target, at, chosen = widget.viewport(), QPoint(5, 5), []

    def choose():
        menu = QApplication.activePopupWidget()
        if menu is not None and not chosen:
            (copy,) = [each for each in menu.actions() if each.text().split("\t")[0] == "&Copy"]
            chosen.append(copy)
            qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(copy).center())

    timer = QTimer()  # some menus are waited for until they close
    timer.timeout.connect(choose)
    timer.start(5)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at)))
    qtbot.waitUntil(lambda: bool(chosen) and QApplication.activePopupWidget() is None)
    timer.stop()


WAYS = pytest.mark.parametrize("copy", [copy_by_keys, copy_by_menu])


@WAYS
@pytest.mark.parametrize("picked", [EDGE, PickedNode(1, 2)])
def test_the_table_of_numbers_is_copied_with_every_digit(pinned, qtbot, clipboard, copy, picked):
    click_on(pinned, qtbot, picked)
    table = pinned.inspector.panel.facts
    table.clearSelection()
    copy(qtbot, table)
    text = clipboard.text()
    assert text.isascii()
    cells = dict(line.split("\t") for line in text.splitlines())
    assert len(cells) == table.rowCount()
    trace = show_of(pinned).trace
    if picked == EDGE:
        assert float(cells["weight"]) == weights_of(pinned)[2, 3]
        assert float(cells["new weight"]) == trace.after("weights/0", epoch=7)[2, 3]
    else:
        assert float(cells["delta"]) == trace.at("deltas/1", epoch=7)[0, 2]


@WAYS
def test_a_single_number_is_copied_as_python_reads_it(pinned, qtbot, clipboard, copy):
    table = pinned.inspector.panel.facts
    for column in (1, 2):  # as the stage writes it, and in full
        table.setCurrentCell(0, column)
        copy(qtbot, table)
        assert ast.literal_eval(clipboard.text()) == weights_of(pinned)[2, 3]


@WAYS
def test_a_calculation_is_copied_in_ascii_with_every_digit(pinned, qtbot, clipboard, copy):
    table, trace = pinned.inspector.panel.work, show_of(pinned).trace
    table.clearSelection()
    copy(qtbot, table)
    rows = [line.split("\t") for line in clipboard.text().splitlines()]
    assert clipboard.text().isascii()
    products = trace.at("activations/0", epoch=7)[:, 2] * trace.at("deltas/1", epoch=7)[:, 3]
    assert [float(row[-1]) for row in rows[1:5]] == products.tolist()
    assert float(rows[-1][-1]) == trace.after("weights/0", epoch=7)[2, 3]


def test_all_epochs_of_a_curve_are_copied(pinned, qtbot, clipboard):
    curve = pinned.inspector.panel.curve
    qtbot.waitUntil(lambda: has_curve(pinned.inspector.panel))
    copy_by_menu(qtbot, curve)
    rows = [line.split("\t") for line in clipboard.text().splitlines()]
    every = show_of(pinned).trace.between("weights/0", first=1, last=40)[:, 2, 3]
    assert [int(epoch) for epoch, _ in rows] == list(range(1, 41))
    assert [float(value) for _, value in rows] == every.tolist()


@pytest.fixture
def arrays(pinned):
    pinned.inspector.panel.tabs.setCurrentWidget(pinned.inspector.panel.arrays)
    return pinned.inspector.panel.arrays


def html_cells(clipboard):
    rows = re.findall("<tr>(.*?)</tr>", clipboard.mimeData().html())
    return [[float(cell) for cell in re.findall("<td>(.*?)</td>", row)] for row in rows]


@pytest.mark.parametrize("way", ["button", "keys"])
def test_a_whole_array_is_a_list_for_python_and_a_table_for_spreadsheets(
    pinned, arrays, qtbot, clipboard, way
):
    if way == "button":
        qtbot.mouseClick(arrays.copy_button, LEFT)
    else:
        copy_by_keys(qtbot, arrays.text)
    assert clipboard.text().isascii()
    assert ast.literal_eval(clipboard.text()) == weights_of(pinned).tolist()
    assert html_cells(clipboard) == weights_of(pinned).tolist()


@WAYS
def test_a_selected_part_of_an_array_has_every_digit_too(pinned, arrays, qtbot, clipboard, copy):
    first, second = arrays.text.toPlainText().splitlines()[:2]
    cursor = arrays.text.textCursor()
    for start, end, expected in (
        (0, len(first), weights_of(pinned)[0]),
        (0, len(first) + 1 + len(second), weights_of(pinned)[:2]),
        (4, 6, weights_of(pinned)[0, 0]),  # a part of a number is all of it
    ):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        arrays.text.setTextCursor(cursor)
        copy(qtbot, arrays.text)
        assert ast.literal_eval(clipboard.text()) == np.asarray(expected).tolist()


def test_what_is_not_finite_is_copied_as_python_can_evaluate_it():
    values = np.array([[1.5, np.nan], [np.inf, -np.inf]])
    read = np.array(eval(literal(values), READ))
    assert np.array_equal(read, values, equal_nan=True)


floats = st.floats(allow_nan=True, allow_infinity=True)
shapes = st.one_of(hnp.array_shapes(min_dims=1, max_dims=2, max_side=9), st.just((30, 700)))


@given(values=hnp.arrays(np.float64, shapes, elements=floats, fill=st.nothing() | st.just(0.1)))
def test_every_array_comes_back_to_the_bit(values):
    read = np.array(eval(literal(values), READ))
    assert np.array_equal(read, values, equal_nan=True)


@pytest.mark.parametrize("shape", [(4,), (3, 5), (400, 300)])  # the last is shortened
def test_what_is_seen_is_what_is_copied(shape):
    values = np.random.default_rng(1).normal(size=shape)
    text = as_numpy_prints(values)
    for found in list(re.finditer(r"-?\d+\.\d+", text))[:: 7 if shape == (3, 5) else 1]:
        chosen = numbers_within(text, *found.span())
        assert float(part_of(values, chosen)) == pytest.approx(float(found.group()), abs=1e-7)


def test_a_number_that_is_no_number_is_copied_from_the_table(
    empty_window, qtbot, tmp_path, clipboard
):
    linear = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))
    record(Experiment(epochs=300, learning_rate=50.0, layers=linear), tmp_path / "far.nntrace")
    empty_window.open(tmp_path / "far.nntrace")
    qtbot.waitUntil(lambda: empty_window.session.shown is not None)
    empty_window.bar.detail_box.setCurrentText("Epoch by epoch")
    with shown_anew(empty_window, qtbot):
        empty_window.session.player.to_epoch(300)
    click_on(empty_window, qtbot, PickedEdge(0, 2, 3))
    empty_window.inspector.panel.facts.setCurrentCell(0, 1)
    copy_by_keys(qtbot, empty_window.inspector.panel.facts)
    assert np.isnan(float(clipboard.text()))
