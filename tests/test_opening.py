import tempfile
from pathlib import Path

import pytest

from nnviz.errors import NotATraceError, SceneError, TraceError
from nnviz.opening import is_trace, open_show
from nnviz.trace.recorder import record

SCENE = """
title = "A short lesson"

[experiment]
epochs = 5

[[shots]]
title = "All of it"
tell = "lapse"
epochs = [1, {last}]
seconds = 2
"""


@pytest.fixture
def scene(tmp_path):
    path = tmp_path / "lesson.toml"
    path.write_text(SCENE.format(last=5))
    return path


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Return the folder that temporary files go to in this test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.nntrace", b"SQLite format 3\0...", True),
        ("a.backup", b"SQLite format 3\0...", True),
        ("a.toml", b"SQLite format 3\0...", True),
        ("a.nntrace", b"cut", True),
        ("a.toml", b"title = 'x'", False),
    ],
)
def test_content_decides_before_the_ending(tmp_path, name, content, expected):
    (tmp_path / name).write_bytes(content)
    assert is_trace(tmp_path / name) is expected


def test_a_file_that_is_neither_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("hello")
    with pytest.raises(NotATraceError, match=r"a\.txt: is neither a scene .*nor a trace"):
        is_trace(tmp_path / "a.txt")
    with pytest.raises(NotATraceError, match="no such file"):
        is_trace(tmp_path / "b.txt")


def test_a_scene_is_recorded_and_told_as_it_says(scene):
    with open_show(scene, aspect=2.0) as show:
        assert (show.title, show.aspect, show.duration_seconds) == ("A short lesson", 2.0, 2.0)
        assert show.trace.experiment.epochs == 5


def test_the_recording_of_a_scene_is_gone_at_the_end(scene, temporary):
    with open_show(scene) as show:
        assert list(temporary.glob("*/*.nntrace"))
        recording = Path(show.trace.path)
    assert not recording.exists()
    assert list(temporary.iterdir()) == []


def test_the_recording_is_gone_after_an_error_too(scene, temporary):
    with pytest.raises(RuntimeError), open_show(scene):
        raise RuntimeError
    assert list(temporary.iterdir()) == []


def test_a_trace_is_told_by_the_default_storyboard(scene, tmp_path):
    with open_show(scene) as show:
        record(show.trace.experiment, tmp_path / "run.nntrace")
    with open_show(tmp_path / "run.nntrace") as show:
        assert show.title == "run"
        assert show.chapters[0].title == "Initial weights"


def test_language_and_theme_are_the_scenes_unless_someone_says_otherwise(tmp_path):
    path = tmp_path / "lesson.toml"
    path.write_text('lang = "ja"\ntheme = "light"\ntitle = { en = "Short", ja = "短い" }\n')
    with open_show(path) as show:
        assert (show.language, show.title) == ("ja", "短い")
    with open_show(path, language="en") as show:
        light = show.frame_at(0).background
        assert (show.language, show.title) == ("en", "Short")
    with open_show(path, language="en", theme="dark") as show:
        assert show.frame_at(0).background[:3].sum() < light[:3].sum()


def test_captions_are_data_and_can_be_left_out_of_the_picture(scene):
    scene.write_text(SCENE.format(last=5) + 'caption = "Down it goes"')
    with open_show(scene) as show, open_show(scene, captions_in_picture=False) as bare:
        assert "Down it goes" in show.frame_at(1).labels.text
        assert "Down it goes" not in bare.frame_at(1).labels.text
        told = [(c.text, c.start_seconds, c.end_seconds) for c in bare.captions]
        assert told == [("Down it goes", 0.0, 2.0)]
        assert show.captions == bare.captions


def test_progress_is_told_while_a_scene_is_recorded(scene):
    seen = []
    with open_show(scene, progress=lambda done, total: seen.append((done, total))):
        pass
    assert seen[-1] == (5, 5)


def test_data_outside_the_folder_are_shown_when_the_user_says_so(scene_of_data_elsewhere):
    with pytest.raises(SceneError, match="data-anywhere"), open_show(scene_of_data_elsewhere):
        pass
    with open_show(scene_of_data_elsewhere, data_anywhere=True) as show:
        assert show.trace.dataset.size == 2


def test_a_storyboard_that_asks_too_much_names_the_file(scene):
    scene.write_text(SCENE.format(last=6))
    with pytest.raises(SceneError, match=r"lesson\.toml: shot 1.*6"), open_show(scene):
        pytest.fail("there is nothing to show")


def test_a_damaged_trace_is_a_clear_error(tmp_path):
    (tmp_path / "a.nntrace").write_bytes(b"SQLite format 3\0")
    with pytest.raises(TraceError, match=r"a\.nntrace"), open_show(tmp_path / "a.nntrace"):
        pytest.fail("there is nothing to show")
