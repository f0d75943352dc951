"""Opening scenes: recorded beside the window's own work, with progress and a way out."""

import threading
from contextlib import contextmanager

import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication

from nnviz.viewer.opening import scene_recording

SCENE = """
title = "{title}"
[experiment]
data = "xor"
epochs = {epochs}
layers = [{{ units = 4 }}, {{ units = 1 }}]
"""


@pytest.fixture
def scene(tmp_path):
    path = tmp_path / "scene.toml"
    path.write_text(SCENE.format(title="Small", epochs=50))
    return path


@contextmanager
def held_up(monkeypatch, *, at=1):
    """Let recordings wait at a report until the block ends."""
    reached, go_on = threading.Event(), threading.Event()
    plain = scene_recording.SceneRecording._report

    def report(self, done, total):
        plain(self, done, total)
        reached.set()
        while not go_on.wait(0.005) and not self.isInterruptionRequested():
            pass
        plain(self, done, total)

    monkeypatch.setattr(scene_recording.SceneRecording, "_report", report)
    try:
        yield reached
    finally:
        go_on.set()


@pytest.fixture
def long_scene(tmp_path):
    path = tmp_path / "long.toml"
    path.write_text(SCENE.format(title="Long", epochs=5000))
    return path


def test_a_scene_is_recorded_and_shown(empty_window, qtbot, scene):
    with qtbot.waitSignal(empty_window.session.opened) as opened:
        empty_window.open(scene)
    assert opened.args[0].title == "Small"
    assert empty_window.session.source.file == scene
    assert not empty_window._strip.isVisible()


def test_while_a_scene_is_recorded_the_window_stays_usable(window, qtbot, long_scene, monkeypatch):
    with held_up(monkeypatch) as reached:
        window.open(long_scene)
        qtbot.waitUntil(reached.is_set)
        qtbot.waitUntil(window._strip.isVisible)
        assert 0 < window._strip.bar.value() < window._strip.bar.maximum() == 5000
        window.session.player.to_epoch(20)
        assert window.session.player.moment.epoch == 20
    with qtbot.waitSignal(window.session.opened):
        pass
    assert "Long" in window.windowTitle()
    assert not window._strip.isVisible()


def test_a_recording_is_given_up(window, qtbot, long_scene, monkeypatch):
    with held_up(monkeypatch) as reached:
        window.open(long_scene)
        qtbot.waitUntil(reached.is_set)
        qtbot.waitUntil(window._strip.isVisible)
        qtbot.mouseClick(window._strip.cancel_button, Qt.MouseButton.LeftButton)
    assert not window._strip.isVisible()
    with qtbot.assertNotEmitted(window.session.opened, wait=50):
        pass
    assert "short" in window.windowTitle()


def test_another_file_takes_the_place_of_what_is_being_recorded(
    window, qtbot, long_scene, scene, monkeypatch
):
    with held_up(monkeypatch) as reached:
        window.open(long_scene)
        qtbot.waitUntil(reached.is_set)
        window.open(scene)
    with qtbot.waitSignal(window.session.opened) as opened:
        pass
    assert opened.args[0].title == "Small"


def test_closing_while_recording_leaves_nothing_behind(window, qtbot, long_scene, monkeypatch):
    with held_up(monkeypatch) as reached:
        window.open(long_scene)
        qtbot.waitUntil(reached.is_set)
        window.close()
    assert not window.isVisible()


def test_a_scene_with_a_mistake_is_explained(window, scene, dialogs):
    scene.write_text("[experiment]\nepochs = -1\n")
    window.open(scene)
    assert len(dialogs) == 1
    assert "epochs" in dialogs[0]
    assert "short" in window.windowTitle()


def test_a_story_that_its_training_lacks_is_explained(window, qtbot, scene, dialogs):
    scene.write_text(scene.read_text() + "[[shots]]\nepochs = [51, 52]\n")
    window.open(scene)
    qtbot.waitUntil(lambda: len(dialogs) == 1)
    assert "epoch 51" in dialogs[0]
    assert "short" in window.windowTitle()


def test_what_looks_like_html_in_a_strangers_file_is_shown_as_it_is(empty_window, tmp_path):
    path = tmp_path / "stranger.toml"
    path.write_text('"<img src=/dev/zero>" = 1')
    shown = []

    def read():
        box = QApplication.activeModalWidget()
        shown.append((box.textFormat(), box.text()))
        box.accept()

    QTimer.singleShot(0, read)
    empty_window.open(path)
    assert shown[0][0] == Qt.TextFormat.PlainText
    assert "<img src=/dev/zero>: unknown key" in shown[0][1]
