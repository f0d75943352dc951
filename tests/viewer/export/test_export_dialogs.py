"""The dialogs of exports, what they remember, and what is said at the foot of the window."""

import os
import sys
from fractions import Fraction
from pathlib import Path

import imageio.v3 as iio
import pytest
from PyQt6.QtCore import QLocale, Qt, QTimer
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QApplication, QMessageBox

from nnviz.film.frame_rate import parse_frame_rate
from nnviz.viewer.export.film_dialog import FilmDialog
from nnviz.viewer.export.orders import PICTURE_SIZES, FilmOrder
from nnviz.viewer.export.picture_dialog import PictureDialog
from nnviz.viewer.settings import settings
from tests.viewer.export.test_export import process_of

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, RETURN = Qt.MouseButton.LeftButton, Qt.Key.Key_Return
HELD = [
    sys.executable,
    "-c",
    "import sys; sys.stdin.read()",
]  # ends when its standard input is closed


@pytest.fixture
def shown(window, qtbot):
    qtbot.waitUntil(lambda: window.session.shown is not None)
    return window


@pytest.fixture
def exporting(shown, qtbot, tmp_path, monkeypatch):
    """The window while a film is made that is not ready before somebody says so."""
    monkeypatch.setattr(FilmOrder, "command", lambda _: HELD)
    shown.export.start(FilmOrder(source=shown.session.source.file, film=tmp_path / "film.mp4"))
    qtbot.waitUntil(lambda: process_of(shown) != 0)
    yield shown
    shown.export.job.wait_until_cancelled()


def end_export(window):
    window.export.job._process.closeWriteChannel()


def film_dialog(window, qtbot):
    dialog = FilmDialog(window.session.shown.show, window.session.source.file, window)
    return shown_dialog(dialog, qtbot)


def shown_dialog(dialog, qtbot):
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.giveKeyboard(dialog)
    return dialog


def test_return_in_the_dialog_of_a_film_exports(shown, qtbot, tmp_path):
    for control in ("file_edit", "fps_box", "range_box"):
        dialog = film_dialog(shown, qtbot)
        dialog.file_edit.setText(str(tmp_path / "film.mp4"))
        qtbot.giveFocus(getattr(dialog, control))
        qtbot.keyClick(getattr(dialog, control), RETURN)
        assert dialog.result() == dialog.DialogCode.Accepted


def test_return_in_the_dialog_of_a_picture_exports(shown, qtbot, tmp_path):
    dialog = shown_dialog(PictureDialog(shown.session.source.name, shown), qtbot)
    dialog.file_edit.setText(str(tmp_path / "picture"))
    qtbot.keyClick(dialog, RETURN)
    assert dialog.result() == dialog.DialogCode.Accepted
    assert dialog.order().picture == tmp_path / "picture.png"


@pytest.mark.parametrize(
    "dialog_of",
    [film_dialog, lambda w, q: shown_dialog(PictureDialog(w.session.source.name, w), q)],
)
def test_escape_cancels(shown, qtbot, dialog_of):
    dialog = dialog_of(shown, qtbot)
    qtbot.keyClick(dialog.file_edit, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.result() == dialog.DialogCode.Rejected


def answer_question(qtbot, keys):
    """Press keys in the next message box, and return what it asked, when it is gone."""
    asked = []

    def answer():
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(5, answer)
            return
        asked.append(box.text())
        for key in keys:
            qtbot.keyClick(box, key)

    QTimer.singleShot(0, answer)
    return asked


def test_return_replaces_no_file(shown, qtbot, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"the film of last year")
    dialog = film_dialog(shown, qtbot)
    dialog.file_edit.setText(str(film))
    asked = answer_question(qtbot, [RETURN])
    qtbot.keyClick(dialog.file_edit, RETURN)
    assert len(asked) == 1
    assert "film.mp4 is there already" in asked[0]
    assert dialog.isVisible()


def test_what_was_asked_for_is_there_the_next_time(shown, qtbot, tmp_path):
    first = film_dialog(shown, qtbot)
    chapter = shown.session.shown.show.chapters[1]
    first.file_edit.setText(str(tmp_path / "film.webm"))
    first.quality_box.setCurrentIndex(first.quality_box.findData("4k"))
    first.fps_box.setValue(24)
    first.range_box.setCurrentText(chapter.title)
    qtbot.mouseClick(first.export_button, LEFT)
    second = film_dialog(shown, qtbot)
    assert second.quality_box.currentData() == "4k"
    assert second.fps_box.value() == 24
    assert second.range_box.currentText() == chapter.title
    assert second.order().span == first.order().span
    assert second.row.file() == tmp_path / f"{shown.session.source.file.stem}.webm"


@pytest.mark.parametrize(
    ("typed", "pace"),
    [
        ("23.976", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("12.5", Fraction(25, 2)),
        ("119.881", Fraction(119881, 1000)),
        ("30", 30),
    ],
)
def test_a_pace_that_is_typed_is_handed_over_and_remembered(shown, qtbot, tmp_path, typed, pace):
    first = film_dialog(shown, qtbot)
    first.file_edit.setText(str(tmp_path / "film.mp4"))
    qtbot.giveFocus(first.fps_box)
    first.fps_box.selectAll()
    qtbot.keyClicks(first.fps_box, typed)
    qtbot.keyClick(first.fps_box, RETURN)
    assert first.result() == first.DialogCode.Accepted
    command = first.order().command()
    said = command[command.index("--fps") + 1]
    assert (said, parse_frame_rate(said)) == (typed, pace)
    settings().sync()
    second = film_dialog(shown, qtbot)
    assert second.fps_box.text() == typed
    assert second.order().fps == float(typed)


@pytest.mark.parametrize("kept", ["999", "0.5", "nan", "inf", "fast", ""])
def test_a_pace_that_cannot_be_is_not_remembered(shown, qtbot, kept):
    settings().setValue("export/fps", kept)
    assert film_dialog(shown, qtbot).fps_box.text() == "30"


def test_the_box_of_the_pace_has_room_for_its_decimals_and_speaks_the_language(shown, qtbot):
    box = film_dialog(shown, qtbot).fps_box
    room = box.sizeHint().width() - box.fontMetrics().horizontalAdvance("239.976")
    assert room > 0
    box.setLocale(QLocale("de"))
    box.setValue(23.976)
    assert box.text() == "23,976"


def test_a_part_of_another_story_is_not_asked_for(shown, qtbot, tmp_path):
    first = film_dialog(shown, qtbot)
    first.file_edit.setText(str(tmp_path / "film.mp4"))
    first.end_box.setValue(1.0)
    qtbot.mouseClick(first.export_button, LEFT)
    other = FilmDialog(shown.session.shown.show, Path("other.toml"), shown)
    qtbot.addWidget(other)
    assert other.order().span is None


def test_what_is_kept_and_makes_no_sense_is_left_aside(shown, qtbot):
    for name, value in {
        "quality": "8k",
        "fps": "999",
        "ending": ".exe",
        "folder": "/nowhere/at/all",
        "source": str(shown.session.source.file),
        "span": "3 nan",
        "picture_size": "draft",
    }.items():
        settings().setValue(f"export/{name}", value)
    order = film_dialog(shown, qtbot).order()
    assert (order.quality, order.fps, order.span) == ("1080p", 30, None)
    assert order.film == Path.home() / f"{shown.session.source.file.stem}.mp4"


def test_the_part_is_named_by_its_seconds(shown, qtbot):
    dialog = film_dialog(shown, qtbot)
    chapter = shown.session.shown.show.chapters[1]
    dialog.start_box.setValue(chapter.start_seconds)
    dialog.end_box.setValue(chapter.end_seconds)
    assert dialog.range_box.currentText() == chapter.title
    dialog.end_box.setValue(chapter.end_seconds - 0.5)
    assert dialog.range_box.currentIndex() == -1


@pytest.mark.parametrize(("name", "digits"), [("end_box", "99999"), ("fps_box", "999")])
def test_an_impossible_number_is_refused_and_nothing_is_exported(shown, qtbot, name, digits):
    dialog = film_dialog(shown, qtbot)
    box = getattr(dialog, name)
    qtbot.giveFocus(box)
    box.selectAll()
    qtbot.keyClicks(box, digits)
    assert not dialog.export_button.isEnabled()
    qtbot.keyClick(box, RETURN)
    assert dialog.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert dialog.export_button.isEnabled()


@pytest.mark.parametrize("size", PICTURE_SIZES)
def test_a_picture_is_as_large_as_was_asked_for(shown, qtbot, tmp_path, size):
    picture = tmp_path / "picture.png"

    def fill():
        dialog = QApplication.activeModalWidget()
        dialog.file_edit.setText(str(picture))
        dialog.size_box.setCurrentIndex(dialog.size_box.findData(size))
        qtbot.mouseClick(dialog.export_button, LEFT)

    QTimer.singleShot(0, fill)
    qtbot.keyClick(shown, Qt.Key.Key_E, CONTROL | SHIFT)
    width, height = PICTURE_SIZES[size]
    assert iio.imread(picture).shape[:2] == (height, width)
    again = shown_dialog(PictureDialog(shown.session.source.name, shown), qtbot)
    assert again.order().size == (width, height)


def test_what_is_ready_stays_until_it_is_dismissed_and_can_be_opened(
    exporting, qtbot, tmp_path, monkeypatch
):
    opened = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    end_export(exporting)
    ready = exporting.export.ready
    qtbot.waitUntil(ready.isVisible)
    assert ready.label.text() == "film.mp4 is ready"
    qtbot.mouseClick(ready.open_button, LEFT)
    qtbot.mouseClick(ready.folder_button, LEFT)
    assert opened == [str(tmp_path / "film.mp4"), str(tmp_path)]
    qtbot.keyClick(exporting, Qt.Key.Key_Right)
    assert ready.isVisible()
    qtbot.mouseClick(ready.dismiss_button, LEFT)
    assert not ready.isVisible()


def test_a_file_that_no_program_opens_is_named(shown, qtbot, tmp_path, dialogs, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    shown.export.ready.offer(tmp_path / "film.mp4")
    qtbot.mouseClick(shown.export.ready.open_button, LEFT)
    assert "film.mp4: no program opens it here" in dialogs[0]


def test_the_bar_goes_forward_and_never_back_to_knowing_nothing(exporting, monkeypatch):
    job, bar = exporting.export.job, exporting.export.strip.bar
    assert bar.maximum() == 0
    seen, set_range = [], bar.setRange
    monkeypatch.setattr(bar, "setRange", lambda *ends: (seen.append(ends[1]), set_range(*ends)))
    for title, done, total in [
        ("Recording epochs", 1, 40),
        ("Recording epochs", 40, 40),
        ("Rendering frames", 1, 90),
        ("Rendering frames", 2, 90),
    ]:
        job.progressed.emit(title, done, total)
        assert (bar.value(), bar.maximum()) == (done, total)
    assert seen == [40, 40, 90, 90]


def test_stopping_is_said_at_once_and_the_window_goes_on(exporting, qtbot):
    strip = exporting.export.strip
    with qtbot.waitSignal(exporting.export.job.cancelled):
        qtbot.mouseClick(strip.cancel_button, LEFT)
        assert strip.label.text() == "Stopping the export of film.mp4…"
        assert not strip.cancel_button.isEnabled()
        assert strip.isVisible()
        assert exporting.export.job.stopping
    assert not strip.isVisible()
    assert "cancelled" in exporting.statusBar().currentMessage()


def test_the_question_goes_with_the_export_that_it_asks_about(exporting, qtbot):
    asked = []

    def end_when_asked():
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append((box.text(), box.defaultButton().text()))
            end_export(exporting)
        else:
            QTimer.singleShot(5, end_when_asked)

    QTimer.singleShot(0, end_when_asked)
    QTimer.singleShot(0, exporting.close)
    qtbot.waitUntil(lambda: not exporting.isVisible())
    assert "still being exported" in asked[0][0]
    assert "No" in asked[0][1]
    assert QApplication.activeModalWidget() is None


def test_nothing_at_the_foot_of_the_window_moves_the_picture(exporting, qtbot, tmp_path):
    def height():
        QApplication.processEvents()
        return exporting.view.native.height()

    while_exporting = height()
    end_export(exporting)
    qtbot.waitUntil(exporting.export.ready.isVisible)
    heights = [while_exporting, height()]
    exporting.export.ready.hide()
    heights.append(height())
    exporting._strip.begin("Recording")
    exporting._strip.show_progress(1, 2)
    heights.append(height())
    exporting._strip.hide()
    exporting.statusBar().showMessage("something", 1000)
    heights.append(height())
    exporting.statusBar().clearMessage()
    assert heights == [while_exporting] * 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority instead")
def test_an_export_gives_way_to_the_window(shown, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("nnviz.viewer.export.orders.NICENESS", 10)
    shown.export.start(FilmOrder(source=shown.session.source.file, film=tmp_path / "film.mp4"))
    process = process_of(shown)
    own = os.getpriority(os.PRIO_PROCESS, 0)
    wanted = min(own + 10, 19)
    qtbot.waitUntil(lambda: os.getpriority(os.PRIO_PROCESS, process) == wanted > own)
    shown.export.job.wait_until_cancelled()
