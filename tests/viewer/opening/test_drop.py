"""Files that are dropped on the window."""

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NOTHING_HELD = Qt.KeyboardModifier.NoModifier


def drop(window, data):
    """Drag something into the middle of the picture and let it go; return whether it is taken."""
    picture = window.view.native
    middle = picture.mapTo(window, QPoint(picture.width() // 2, picture.height() // 2))
    entering = QDragEnterEvent(middle, COPY, data, LEFT, NOTHING_HELD)
    QApplication.sendEvent(window.windowHandle(), entering)
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(
        window.windowHandle(), QDropEvent(QPointF(middle), COPY, data, LEFT, NOTHING_HELD)
    )
    return True


def files(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_file_that_is_dropped_is_opened(empty_window, qtbot, trace_path):
    with qtbot.waitSignal(empty_window.session.opened):
        assert drop(empty_window, files(trace_path))
    assert empty_window.session.source.file == trace_path


def test_of_several_files_the_first_is_opened(empty_window, qtbot, trace_path, tmp_path):
    with qtbot.waitSignal(empty_window.session.opened):
        assert drop(empty_window, files(trace_path, tmp_path / "other.toml"))
    assert empty_window.session.source.file == trace_path


def test_a_broken_file_is_explained_and_the_window_lives(window, qtbot, tmp_path, dialogs):
    broken = tmp_path / "broken.nntrace"
    broken.write_bytes(b"no trace at all")
    before = window.session.source.file
    drop(window, files(broken))
    qtbot.waitUntil(lambda: len(dialogs) == 1)
    assert "broken.nntrace" in dialogs[0]
    assert window.session.source.file == before
    with qtbot.waitSignal(window.session.picture_shown):
        qtbot.keyClick(window, Qt.Key.Key_Right)


@pytest.mark.parametrize("url", [None, "https://example.org/a.nntrace"])
def test_what_is_no_file_is_not_taken(empty_window, url):
    data = QMimeData()
    data.setText("some words")
    if url is not None:
        data.setUrls([QUrl(url)])
    assert not drop(empty_window, data)
