"""Hands on the network: a weight is clicked and changed, and training begins anew from there."""

import pytest
from PyQt6.QtCore import QPoint, Qt

from nnviz.learning.experiment import Experiment, Layer
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.trace.recorder import record
from tests.viewer.playground.test_playground import LEFT, drag, panel_of, shown_in, type_in

CONTROL = Qt.KeyboardModifier.ControlModifier
EDGE = PickedEdge(0, 2, 1)


def weight(window, epoch):
    return window.session.show.trace.at("weights/0", epoch=epoch)[2, 1]


def wait_for_given(window, qtbot, value):
    def is_there():
        began = shown_in(window).initialization.name == "given"
        return began and weight(window, 1) == value and window.session.shown is not None

    qtbot.waitUntil(is_there)


def test_a_weight_is_typed_and_training_begins_anew_from_there(lab, qtbot):
    hand = panel_of(lab).hand
    assert not hand.box.isEnabled()
    lab.inspector._pin(EDGE)
    before = lab.session.show.trace
    rest = before.at("weights/1", epoch=17).tobytes()
    assert hand.box.value() == pytest.approx(weight(lab, 17))
    assert "before epoch 17" in hand.note.text()
    type_in(qtbot, hand.box, "-2.5")
    wait_for_given(lab, qtbot, -2.5)
    assert lab.session.player.moment.epoch == 1
    assert lab.session.show.trace.at("weights/1", epoch=1).tobytes() == rest
    assert hand.box.value() == -2.5
    qtbot.keyClick(lab, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: shown_in(lab).initialization.name == "lecture")


def test_a_weight_is_dragged_and_that_is_one_change(lab, qtbot):
    hand = panel_of(lab).hand
    lab.inspector._pin(EDGE)
    rest = lab.session.show.trace.at("weights/1", epoch=17).tobytes()
    drag(qtbot, hand.dial, [(-20 + n, -20) for n in range(41)])
    last = hand.dial.number_at(hand.dial.value())
    wait_for_given(lab, qtbot, last)
    assert len(lab.experimenting.playground.history) == 2
    assert lab.session.show.trace.at("weights/1", epoch=1).tobytes() == rest
    assert hand.box.value() == last


def test_typing_twice_before_anything_is_shown_keeps_both(lab, qtbot):
    hand = panel_of(lab).hand
    lab.inspector._pin(EDGE)
    hand.set_to.emit(0.5)
    lab.inspector._pin(PickedEdge(0, 0, 0))
    hand.set_to.emit(-0.5)
    wait_for_given(lab, qtbot, 0.5)
    assert lab.session.show.trace.at("weights/0", epoch=1)[0, 0] == -0.5


def test_any_epoch_is_begun_anew_with_other_settings(lab, qtbot):
    there = weight(lab, 17)
    qtbot.keyClick(lab, Qt.Key.Key_W)
    wait_for_given(lab, qtbot, there)
    assert lab.session.player.moment.epoch == 1
    type_in(qtbot, panel_of(lab).rate, "0.25")
    qtbot.waitUntil(lambda: shown_in(lab).learning_rate == 0.25)
    assert weight(lab, 1) == there


def test_a_bias_is_changed_at_its_node(empty_window, qtbot, tmp_path):
    biased = Experiment(layers=(Layer(units=2, bias=True), Layer(units=1)), epochs=20)
    record(biased, tmp_path / "biased.nntrace")
    empty_window.open(tmp_path / "biased.nntrace")
    qtbot.keyClick(empty_window, Qt.Key.Key_X)
    hand = panel_of(empty_window).hand
    empty_window.inspector._pin(PickedNode(2, 0))
    assert not hand.box.isEnabled()
    empty_window.inspector._pin(PickedNode(1, 1))
    type_in(qtbot, hand.box, "1.5")
    qtbot.waitUntil(lambda: shown_in(empty_window).initialization.name == "given")
    assert empty_window.session.show.trace.at("biases/0", epoch=1).tolist() == [0.0, 1.5]


def test_a_click_on_a_rod_is_enough(lab, qtbot):
    lab.session.player.to_epoch(17)
    qtbot.keyClick(lab, Qt.Key.Key_N)
    while not isinstance(lab.inspector.pinned, PickedEdge):
        qtbot.keyClick(lab, Qt.Key.Key_N)
    assert panel_of(lab).hand.box.isEnabled()
    picture = lab.view.native
    qtbot.mouseClick(picture, LEFT, pos=QPoint(2, 2))
    assert lab.inspector.pinned is None
    assert not panel_of(lab).hand.box.isEnabled()
