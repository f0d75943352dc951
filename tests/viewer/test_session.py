"""The session: it plays and shows files and scenes in memory, and needs no window for that."""

from contextlib import ExitStack

import pytest
from PyQt6.QtCore import QObject
from PyQt6.QtTest import QSignalSpy

from nnviz.learning.experiment import Experiment, Layer
from nnviz.opening import open_recorded, open_show, record_scene
from nnviz.picture.frame import same_picture
from nnviz.scene import Scene
from nnviz.stage.look import Look
from nnviz.stage.world.picking import PickedNode
from nnviz.story.storyboard import default_storyboard
from nnviz.viewer.player import TrackKind
from nnviz.viewer.session import Session
from nnviz.viewer.source import (
    FileSource,
    RecorderSource,
    SceneSource,
    are_same,
    files_of,
    source_of_trace,
    where_errors_point,
)

EPOCHS = 12


@pytest.fixture(scope="module")
def in_memory():
    """A scene that nobody wrote into a file."""
    layers = (Layer(units=3), Layer(units=1))
    scene = Scene(
        title="Tried out",
        experiment=Experiment(epochs=EPOCHS, layers=layers),
        storyboard=default_storyboard(EPOCHS),
    )
    return SceneSource("tried out", scene)


@pytest.fixture(scope="module")
def recordings(in_memory, tmp_path_factory):
    return record_scene(in_memory.scene, tmp_path_factory.mktemp("in memory"))


@pytest.fixture
def session(qapp):
    session = Session()
    yield session
    session.close()


def begin(session, source, opening):
    opened = ExitStack()
    session.begin(source, opened.enter_context(opening), opened)


@pytest.fixture
def trying(session, in_memory, recordings):
    where = where_errors_point(in_memory)
    begin(session, in_memory, open_recorded(where, in_memory.scene, recordings))
    return session


def test_a_scene_in_memory_is_shown(trying, in_memory):
    picture = trying.compose()
    assert trying.source is in_memory
    assert trying.show.title == "Tried out"
    assert same_picture(picture.frame, trying.show.frame_at(0.0))
    trying.player.to_epoch(EPOCHS)
    assert trying.compose().moment.epoch == EPOCHS
    assert trying.compose().networks[0].layout.widths == (3, 3, 1)  # and the constant


def test_what_was_opened_and_shown_is_said(trying, session):
    opened, shown = QSignalSpy(session.opened), QSignalSpy(session.picture_shown)
    session.retell(language="ja", theme="light")
    assert [show.language for (show,) in opened] == ["ja"]
    assert session.shown is None
    session.note_shown(session.compose())
    assert [picture for (picture,) in shown] == [session.shown]
    assert session.shown.show.theme == "light"


def test_the_same_source_again_keeps_the_detail_of_its_training(trying, in_memory, recordings):
    trying.player.change_training_track(
        type(trying.player.training_track)(trying.show.outline, "layers")
    )
    where = where_errors_point(in_memory)
    begin(trying, in_memory, open_recorded(where, in_memory.scene, recordings))
    assert trying.player.training_track.detail == "layers"


def test_nothing_of_the_show_before_stands_out_in_another_one(trying, trace_path):
    trying.view_settings.highlight((PickedNode(1, 2),))
    begin(trying, FileSource(trace_path), open_show(trace_path))
    assert trying.view_settings.look.highlight == ()
    assert trying.source.file == trace_path


def test_what_stands_out_is_in_the_picture_and_can_be_left_out(trying):
    plain = trying.compose().frame
    picked = (PickedNode(1, 2),)
    trying.view_settings.highlight(picked)
    picture = trying.compose()
    assert same_picture(picture.frame, trying.show.frame_at(0.0, Look(highlight=picked)))
    assert same_picture(picture.without_highlight(), plain)
    assert not same_picture(picture.frame, plain)


def test_the_camera_that_is_placed_is_where_it_stands_before_it_is_drawn(trying):
    assert trying.camera() is None
    trying.note_shown(trying.compose())
    trying.player.go_along(TrackKind.TRAINING)
    camera = trying.camera()
    point = trying.show.setting.layout.nodes[1][2]
    trying.look_at(point)
    assert trying.camera() is trying.view_settings.look.camera is not camera
    trying.look_at(None)
    assert trying.view_settings.look.camera is None


def test_closing_says_so_before_the_files_are_closed(session, trace_path):
    order, opened = [], ExitStack()
    show = opened.enter_context(open_show(trace_path))
    opened.callback(lambda: order.append("files"))
    session.begin(FileSource(trace_path), show, opened)
    session.closed.connect(lambda: order.append("said"))
    session.close()
    assert order == ["said", "files"]
    assert (session.show, session.shown, session.compose()) == (None, None, None)


def test_a_source_is_the_same_by_its_file_and_a_scene_by_itself(in_memory, tmp_path):
    file = tmp_path / "a.nntrace"
    assert are_same(RecorderSource(file), FileSource(file))
    assert not are_same(FileSource(file), FileSource(tmp_path / "b.nntrace"))
    assert are_same(in_memory, in_memory)
    assert not are_same(in_memory, SceneSource(in_memory.name, in_memory.scene))
    assert not are_same(None, in_memory)


def test_a_trace_that_lacks_epochs_is_a_recorders(trace_path, monkeypatch):
    with open_show(trace_path) as show:
        assert source_of_trace(trace_path, show) == FileSource(trace_path)
        monkeypatch.setattr(type(show.trace), "complete", False)
        assert source_of_trace(trace_path, show) == RecorderSource(trace_path)


def test_the_files_of_a_source_are_those_that_are_read(in_memory, trace_path):
    assert files_of(in_memory) == []
    assert files_of(FileSource(trace_path)) == [trace_path]


def test_a_window_shows_a_scene_in_memory(empty_window, qtbot, in_memory):
    with qtbot.waitSignal(empty_window.session.picture_shown):
        empty_window.opener.open(in_memory)
    assert empty_window.session.source is in_memory
    assert empty_window.windowTitle() == "Tried out – nnviz"
    film, picture, arrays = (action.isEnabled() for action in empty_window.export.actions)
    assert (film, picture, arrays) == (False, True, True)  # a film is made of a file
    empty_window.recent.menu.aboutToShow.emit()
    assert "tried out" not in [action.text() for action in empty_window.recent.menu.actions()]


def test_a_command_is_found_by_its_identifier_in_any_language(empty_window):
    menus = empty_window.port.menus
    names = [command.name for commands in menus.commands.values() for command in commands]
    assert len(names) == len(set(names)) > 60
    assert all(name.isidentifier() for name in names)
    found = {name for name in names if empty_window.findChild(QObject, name) is not None}
    made_elsewhere = {"show_inspector", "show_experiment", "forget_recent"}  # by Qt, or late
    assert set(names) - found == made_elsewhere
