"""Recent files: in the menu, in order, and remembered."""

import shutil

import pytest

from nnviz.viewer.opening.recent_files import MOST
from nnviz.viewer.settings import settings
from nnviz.viewer.window import ViewerWindow


@pytest.fixture
def copies(trace_path, tmp_path):
    """The names of more traces than are remembered."""
    paths = [tmp_path / f"{number} & more.nntrace" for number in range(MOST + 2)]
    for path in paths:
        shutil.copy(trace_path, path)
    return paths


def offered(window):
    """Open the menu and return the files in it."""
    window.recent.menu.aboutToShow.emit()
    *entries, _separator, _forget = window.recent.menu.actions()
    return [entry.toolTip() for entry in entries]


def open_all(window, paths):
    for path in paths:
        window.open(path)


def test_the_file_that_was_opened_last_is_on_top(empty_window, copies):
    first, second, *_ = copies
    open_all(empty_window, [first, second, first])
    assert offered(empty_window) == [str(first), str(second)]


def test_only_so_many_are_kept_as_digits_can_choose(empty_window, copies):
    open_all(empty_window, copies)
    assert offered(empty_window) == [str(path) for path in copies[:1:-1]]


def test_another_window_another_day_offers_them_too(empty_window, qtbot, copies):
    empty_window.open(copies[0])
    empty_window.close()
    other = ViewerWindow()
    qtbot.addWidget(other)
    assert offered(other) == [str(copies[0])]


def test_choosing_one_opens_it(empty_window, qtbot, copies):
    open_all(empty_window, copies[:2])
    offered(empty_window)
    with qtbot.waitSignal(empty_window.session.opened):
        empty_window.recent.menu.actions()[1].trigger()
    assert empty_window.session.source.file == copies[0]


def test_what_is_gone_is_not_offered(empty_window, copies):
    open_all(empty_window, copies[:2])
    copies[1].unlink()
    assert offered(empty_window) == [str(copies[0])]


def test_they_can_be_forgotten(empty_window, copies):
    empty_window.open(copies[0])
    offered(empty_window)
    empty_window.recent.menu.actions()[-1].trigger()
    assert offered(empty_window) == []


@pytest.mark.parametrize("nonsense", ["", 7, ["", "no such file"]])
def test_settings_that_a_hand_has_spoilt_do_no_harm(empty_window, nonsense):
    settings().setValue("recent", nonsense)
    assert offered(empty_window) == []
