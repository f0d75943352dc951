"""Turning and moving the picture: real drags of the mouse over the widget."""

import gc

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication

from nnviz.picture.camera import project
from nnviz.picture.frame import same_picture

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def seen(window, qtbot):
    """The window with its first picture."""
    qtbot.waitUntil(lambda: window.view.frame is not None)
    return window


def drag(qtbot, window, button, modifier=NONE, by=(120, 60)):
    picture = window.view.native
    start = picture.rect().center()
    end = start + QPoint(*by)
    qtbot.mousePress(picture, button, modifier, pos=start)
    with qtbot.waitSignal(window.session.picture_shown):
        # The buttons that are held travel with the event, which the test's own moves leave out.
        move(picture, start + QPoint(30, 15), button, modifier)
        move(picture, end, button, modifier)
    qtbot.mouseRelease(picture, button, modifier, pos=end)


def move(picture, to, button, modifier):
    place = QPointF(to)
    QApplication.sendEvent(
        picture,
        QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            picture.mapToGlobal(place),
            Qt.MouseButton.NoButton,
            button,
            modifier,
        ),
    )


def distance(camera):
    return float(np.linalg.norm(camera.eye - camera.target))


def test_a_drag_turns_the_picture_around_its_target(seen, qtbot):
    before = seen.view.frame.camera
    drag(qtbot, seen, LEFT)
    after = seen.view.frame.camera
    np.testing.assert_array_equal(after.target, before.target)
    assert distance(after) == pytest.approx(distance(before), rel=1e-4)
    assert np.linalg.norm(after.eye - before.eye) > 0.5


@pytest.mark.parametrize(("button", "modifier"), [(RIGHT, NONE), (LEFT, SHIFT)])
def test_a_drag_with_the_right_button_or_shift_moves_the_picture(seen, qtbot, button, modifier):
    before, aspect = seen.view.frame.camera, seen.view.frame.aspect
    drag(qtbot, seen, button, modifier)
    after = seen.view.frame.camera
    there, here = (project(c, aspect, before.target).position[0] for c in (after, before))
    picture = seen.view.native
    height = min(picture.height(), picture.width() / aspect)
    np.testing.assert_allclose((there - here) * height, (120, 60), atol=3)


def test_the_wheel_brings_nearer_and_farther(seen, qtbot):
    picture, before = seen.view.native, distance(seen.view.frame.camera)
    place = QPointF(picture.rect().center())
    for notches, nearer in [(1, True), (-2, False)]:
        wheel = QWheelEvent(
            place,
            picture.mapToGlobal(place),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        with qtbot.waitSignal(seen.session.picture_shown):
            QApplication.sendEvent(picture, wheel)
        assert (distance(seen.view.frame.camera) < before) == nearer


def test_a_double_click_on_a_node_looks_at_it_and_beside_it_lets_go(seen, qtbot):
    picture, frame = seen.view.native, seen.view.frame
    node = seen.session.show.setting.layout.nodes[1][2]
    (x, y) = project(frame.camera, frame.aspect, node).position[0]
    height = min(picture.height(), picture.width() / frame.aspect)
    left = (picture.width() - height * frame.aspect) / 2
    top = (picture.height() - height) / 2
    spot = QPoint(round(left + x * height), round(top + y * height))
    qtbot.mouseMove(picture, spot)
    qtbot.waitUntil(lambda: seen.inspector.pointed_at is not None)
    with qtbot.waitSignal(seen.session.picture_shown):
        qtbot.mouseDClick(picture, LEFT, pos=spot)
    np.testing.assert_allclose(seen.view.frame.camera.target, node, atol=1e-5)
    qtbot.mouseMove(picture, QPoint(3, 3))
    qtbot.waitUntil(lambda: seen.inspector.pointed_at is None)
    with qtbot.waitSignal(seen.session.picture_shown):
        qtbot.mouseDClick(picture, LEFT, pos=QPoint(3, 3))
    assert same_picture(seen.view.frame.camera, frame.camera)


ALT, ARROWS = Qt.KeyboardModifier.AltModifier, ("Left", "Right", "Up", "Down")


@pytest.mark.parametrize("modifier", [ALT, ALT | SHIFT])
def test_keys_turn_and_move_the_picture_and_back(seen, qtbot, modifier):
    before = seen.view.frame.camera
    for there, back in [ARROWS[:2], ARROWS[2:]]:
        with qtbot.waitSignal(seen.session.picture_shown):
            qtbot.keyClick(seen, getattr(Qt.Key, f"Key_{there}"), modifier)
        away = seen.view.frame.camera
        turned = np.linalg.norm(away.eye - before.eye) > 0.05
        moved = np.linalg.norm(away.target - before.target) > 0.05
        assert turned
        assert moved == (modifier != ALT)
        with qtbot.waitSignal(seen.session.picture_shown):
            qtbot.keyClick(seen, getattr(Qt.Key, f"Key_{back}"), modifier)
        np.testing.assert_allclose(seen.view.frame.camera.eye, before.eye, atol=1e-4)


def test_keys_bring_nearer_and_farther(seen, qtbot):
    for key, nearer in [(Qt.Key.Key_Plus, True), (Qt.Key.Key_Minus, False)]:
        before = distance(seen.view.frame.camera)
        with qtbot.waitSignal(seen.session.picture_shown):
            qtbot.keyClick(seen, key)
        assert (distance(seen.view.frame.camera) < before) == nearer


def test_nobody_keeps_an_event_that_qt_has_deleted(seen, qtbot):
    before = {id(thing) for thing in gc.get_objects() if isinstance(thing, QMouseEvent)}
    qtbot.mouseClick(seen.view.native, LEFT)
    qtbot.mouseMove(seen.view.native, QPoint(30, 30))
    qtbot.waitUntil(lambda: seen.inspector._pointer.position == QPointF(30, 30))
    kept = [t for t in gc.get_objects() if isinstance(t, QMouseEvent) and id(t) not in before]
    assert kept == []


def test_a_click_moves_nothing(seen, qtbot):
    qtbot.mouseClick(seen.view.native, LEFT)
    look = seen.session.view_settings.look
    assert (look.camera, look.preset) == (None, None)
