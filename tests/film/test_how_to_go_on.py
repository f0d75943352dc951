"""How a film that was stopped is gone on with is said where it is true, and nowhere else."""

import pytest

from nnviz.errors import FilmError
from nnviz.film.cache import cache_folder
from nnviz.film.encoding import Encoding
from nnviz.film.film import make_film
from nnviz.film.formats import format_of
from nnviz.film.segmented_film import ProgressCallbacks
from nnviz.opening import open_show

from .grey import Shots

pytestmark = pytest.mark.usefixtures("canvas")
KEPT = "3 of 3 segments of the film are kept: "
HOW_TO_REMOVE = " goes on from there, `nnviz clean` removes them"
OTHERS = ["film.mov", "film.webm", "film.gif", "film.webp", "%05d.png"]


def notes(path, *, meanwhile, at=30, subtitles=None, overwrite=False):
    """Return what is said with the error that stops a film of 30 frames."""

    def progress(done, _):
        if done == at:
            meanwhile()

    encoding = Encoding(format=format_of(path), size=(64, 36), fps=10, subtitles=subtitles)
    show, watch = Shots(duration_seconds=3.0), ProgressCallbacks(progress=progress)
    with pytest.raises((FilmError, KeyboardInterrupt)) as stopped:
        make_film(show, path, encoding=encoding, watch=watch, overwrite=overwrite, workers=1)
    return getattr(stopped.value, "__notes__", [])


def stop():
    raise KeyboardInterrupt


def test_the_same_command_goes_on_where_it_does(tmp_path, monkeypatch):
    monkeypatch.setattr("nnviz.film.segmented_film.join", lambda *_, **__: stop())
    assert notes(tmp_path / "film.mp4", meanwhile=lambda: None) == [
        f"{KEPT}the same command{HOW_TO_REMOVE}"
    ]


def test_another_name_is_needed_where_the_name_was_taken_meanwhile(tmp_path):
    path = tmp_path / "film.mp4"
    assert notes(path, meanwhile=path.touch) == [
        f"{KEPT}the same command with another name{HOW_TO_REMOVE}"
    ]


def test_another_name_is_needed_where_that_of_the_captions_was_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("nnviz.film.segmented_film.join", lambda *_, **__: stop())
    path, srt = tmp_path / "film.mp4", tmp_path / "film.srt"
    assert notes(path, meanwhile=srt.touch, subtitles={"srt"}) == [
        f"{KEPT}the same command with another name{HOW_TO_REMOVE}"
    ]


def test_a_name_that_may_be_replaced_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("nnviz.film.segmented_film.join", lambda *_, **__: stop())
    path = tmp_path / "film.mp4"
    assert notes(path, meanwhile=path.touch, overwrite=True) == [
        f"{KEPT}the same command{HOW_TO_REMOVE}"
    ]


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_is_said_of_formats_that_begin_anew(tmp_path, name):
    assert notes(tmp_path / name, meanwhile=stop, at=25) == []


def test_nothing_is_said_where_the_cache_does_not_last(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert notes(tmp_path / "film.mp4", meanwhile=stop, at=25) == []


def test_nothing_is_said_where_no_segment_was_finished(tmp_path):
    assert notes(tmp_path / "film.mp4", meanwhile=stop, at=1) == []
    assert list(cache_folder().glob("*.mp4")) == []


def test_a_segment_that_vanished_is_not_counted_as_kept(tmp_path):
    def remove_one():
        min(cache_folder().glob("*.mp4")).unlink()

    (said,) = notes(tmp_path / "film.mp4", meanwhile=remove_one)
    assert said.startswith("2 of 3 segments of the film are kept: the same command goes on")


def test_nothing_is_kept_of_a_scene_that_is_recorded_to_be_shown():
    def progress(done, _):
        if done > 600:
            stop()

    with (
        pytest.raises(KeyboardInterrupt) as stopped,
        open_show("scenes/xor.toml", progress=progress),
    ):
        pass
    assert getattr(stopped.value, "__notes__", []) == []
