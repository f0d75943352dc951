"""Export as a person meets it: the dialog, the progress, the file, and nothing left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import imageio.v3 as iio
import numpy as np
import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication, QFileDialog, QMessageBox

from nnviz.cli.quality import Quality
from nnviz.trace.trace import open_trace
from nnviz.viewer.export.film_dialog import FilmDialog
from nnviz.viewer.export.orders import FilmOrder
from nnviz.viewer.export.picture_dialog import PictureDialog
from tests.repository import TESTS

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(window, qtbot):
    qtbot.waitUntil(lambda: window.session.shown is not None)
    return window


@pytest.fixture
def held(monkeypatch):
    """Let exports wait at their first frame: none is done before it is stopped."""
    plain, program = FilmOrder.command, TESTS / "held.py"

    def command(order):
        words = plain(order)
        after = words[words.index("render") :]
        return [sys.executable, str(program), "Rendering frames", "1", *after]

    monkeypatch.setattr(FilmOrder, "command", command)


@pytest.fixture
def film(tmp_path):
    folder = tmp_path / "films"
    folder.mkdir()
    return folder / "film.mp4"


def ask_for_film(window, qtbot, film, **changes):
    """Press the keys for a film, fill the dialog, and press its button."""

    def fill():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FilmDialog)
        dialog.file_edit.setText(str(film))
        dialog.quality_box.setCurrentIndex(dialog.quality_box.findData("draft"))
        for name, value in changes.items():
            getattr(dialog, name).setValue(value)
        qtbot.mouseClick(dialog.export_button, LEFT)

    QTimer.singleShot(0, fill)
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)


def process_of(window):
    """Return the system's number of the process of an export; 0 where there is none."""
    return window.export.job._process.processId()


def is_alive(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def cli(*words):
    subprocess.run([sys.executable, "-m", "nnviz", *map(str, words), "--quiet"], check=True)


def frames_of(path):
    return np.stack(list(iio.imiter(path, plugin="pyav")))


def test_a_film_is_the_one_that_the_command_line_makes(shown, qtbot, film, trace_path, tmp_path):
    ask_for_film(shown, qtbot, film, end_box=0.5, fps_box=12)
    assert shown.export.strip.isVisible()
    with qtbot.waitSignal(shown.export.job.finished) as finished:
        pass
    assert finished.args == [""]
    assert not shown.export.strip.isVisible()
    typed = tmp_path / "typed.mp4"
    cli("render", trace_path, "-o", typed, "-q", "draft", "--fps", 12, "--to", 0.5)
    assert film.read_bytes() == typed.read_bytes()
    assert len(frames_of(film)) == 6


def test_progress_and_the_time_left_are_shown_while_the_window_goes_on(shown, qtbot, film, held):
    ask_for_film(shown, qtbot, film)
    strip = shown.export.strip
    qtbot.waitUntil(lambda: strip.bar.value() > 0)
    assert strip.time_label.text().endswith("left")
    with qtbot.waitSignal(shown.session.picture_shown):
        qtbot.keyClick(shown, Qt.Key.Key_Right)
    with qtbot.waitSignal(shown.export.job.cancelled):
        qtbot.mouseClick(strip.cancel_button, LEFT)


def test_cancelling_leaves_the_film_that_was_there_and_nothing_else(
    shown, qtbot, film, held, monkeypatch
):
    film.write_bytes(b"the film of last year")
    monkeypatch.setattr(QMessageBox, "question", lambda *_, **__: QMessageBox.StandardButton.Yes)
    ask_for_film(shown, qtbot, film)
    qtbot.waitUntil(lambda: shown.export.strip.bar.value() > 0)
    process_id = process_of(shown)
    with qtbot.assertNotEmitted(shown.export.job.finished):
        qtbot.mouseClick(shown.export.strip.cancel_button, LEFT)
        assert "Stopping the export of film.mp4" in shown.export.strip.label.text()
        qtbot.waitUntil(lambda: not shown.export.job.running)
    assert not is_alive(process_id)
    assert not shown.export.strip.isVisible()
    assert film.read_bytes() == b"the film of last year"
    assert list(film.parent.iterdir()) == [film]


def test_a_film_that_cannot_be_written_is_explained(shown, qtbot, tmp_path, dialogs):
    ask_for_film(shown, qtbot, tmp_path / "nowhere" / "film.mp4")
    qtbot.waitUntil(lambda: len(dialogs) == 1)
    assert "there is no folder" in dialogs[0]
    assert not shown.export.strip.isVisible()


def test_a_render_process_that_is_killed_is_reported_and_the_window_lives(
    shown, qtbot, film, held, dialogs
):
    ask_for_film(shown, qtbot, film)
    qtbot.waitUntil(lambda: process_of(shown) != 0)
    os.kill(process_of(shown), signal.SIGKILL)
    qtbot.waitUntil(lambda: len(dialogs) == 1)
    assert "status" in dialogs[0]
    assert shown.isVisible()
    assert shown.export.actions[0].isEnabled()


@pytest.mark.parametrize(("answer", "closes"), [("Yes", True), ("No", False)])
def test_closing_while_exporting_asks(shown, qtbot, film, held, monkeypatch, answer, closes):
    questions = []

    def ask(*texts):
        questions.append(texts[2])
        return QMessageBox.StandardButton[answer]

    monkeypatch.setattr(QMessageBox, "question", ask)
    ask_for_film(shown, qtbot, film)
    qtbot.waitUntil(lambda: shown.export.strip.bar.value() > 0)
    process_id = process_of(shown)
    QTimer.singleShot(0, lambda: qtbot.keyClick(shown, Qt.Key.Key_Q, CONTROL))
    qtbot.waitUntil(lambda: len(questions) == 1)
    assert "film.mp4 is still being exported" in questions[0]
    qtbot.waitUntil(lambda: shown.isVisible() != closes)
    assert is_alive(process_id) != closes
    shown.close()  # no loop of events runs now, so nobody can be asked
    assert not is_alive(process_id)
    assert list(film.parent.iterdir()) == []


def test_only_a_part_that_there_is_can_be_asked_for(shown, qtbot):
    show = shown.session.shown.show
    dialog = FilmDialog(show, shown.session.source.file)
    qtbot.addWidget(dialog)
    chapter = show.chapters[1]
    dialog.range_box.setCurrentText(chapter.title)
    assert dialog.order().span == pytest.approx(
        (chapter.start_seconds, chapter.end_seconds), abs=0.01
    )
    dialog.start_box.setValue(dialog.end_box.value())
    assert not dialog.export_button.isEnabled()


def test_the_defaults_are_those_of_the_command_line(shown, qtbot):
    dialog = FilmDialog(shown.session.shown.show, shown.session.source.file)
    qtbot.addWidget(dialog)
    assert dialog.order().quality == Quality.FULL_HD.value
    for quality in Quality:
        dialog.quality_box.setCurrentIndex(dialog.quality_box.findData(quality.value))
        size, fps = quality.preset.size, quality.preset.fps
        assert dialog.order().fps == fps
        assert f"{size.width} × {size.height}" in dialog.quality_box.currentText()


def test_the_whole_film_is_asked_for_without_a_range(shown, qtbot):
    dialog = FilmDialog(shown.session.shown.show, shown.session.source.file)
    qtbot.addWidget(dialog)
    assert dialog.order().span is None


def test_a_film_is_made_in_the_language_and_theme_of_the_window():
    order = FilmOrder(source=Path("a.toml"), film=Path("a.mp4"), language="ja", theme="light")
    command = order.command()
    assert command[command.index("--lang") + 1] == "ja"
    assert command[command.index("--theme") + 1] == "light"


def test_a_picture_has_the_pixels_of_the_command_line(shown, qtbot, tmp_path, trace_path):
    with qtbot.waitSignal(shown.session.picture_shown):
        shown.session.player.seek(7.5)
    picture = tmp_path / "picture.png"

    def fill():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PictureDialog)
        dialog.file_edit.setText(str(picture))
        qtbot.keyClick(dialog.file_edit, Qt.Key.Key_Return)

    QTimer.singleShot(0, fill)
    qtbot.keyClick(shown, Qt.Key.Key_E, CONTROL | SHIFT)
    typed = tmp_path / "typed.png"
    cli("still", trace_path, "-o", typed, "--at", 7.5)
    assert np.array_equal(iio.imread(picture), iio.imread(typed))


def test_the_arrays_of_the_epoch_that_is_shown(shown, qtbot, tmp_path, trace_path, monkeypatch):
    with qtbot.waitSignal(shown.session.picture_shown):
        qtbot.keyClick(shown, Qt.Key.Key_End)
    epoch = shown.session.shown.moment.epoch
    file = tmp_path / "arrays"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), ""))
    shown.export.actions[2].trigger()
    with np.load(file.with_suffix(".npz")) as arrays, open_trace(trace_path) as trace:
        assert arrays["epoch"].tolist() == [epoch]
        assert np.array_equal(arrays["deltas/1"][0], trace.at("deltas/1", epoch=epoch))


def test_what_cannot_be_saved_is_explained(shown, tmp_path, dialogs, monkeypatch):
    file = tmp_path / "nowhere" / "arrays.npz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), ""))
    shown.export.actions[2].trigger()
    assert "there is no folder" in dialogs[0]


def test_before_a_training_is_open_nothing_can_be_exported(empty_window):
    assert not any(action.isEnabled() for action in empty_window.export.actions)
