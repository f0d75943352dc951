"""The cache of segments: bounded, the oldest first, and emptied when that is asked for."""

import os
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.errors import FilmError
from nnviz.film.cache import cache_folder, clean_cache, open_cache
from tests.leftovers import leave_unfinished

KEYS = [letter * 40 for letter in "abcd"]


@pytest.fixture
def cache(cache_home):
    """Return a cache of four segments of 10 bytes, the first used longest ago."""
    with open_cache() as cache:
        for age, key in enumerate(KEYS):
            cache.file(key).write_bytes(b"0123456789")
            os.utime(cache.file(key), (1000 + age, 1000 + age))
        yield cache


@pytest.fixture(autouse=True)
def passing(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("passing")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def there(cache):
    return [key[0] for key in KEYS if cache.file(key).exists()]


@pytest.mark.parametrize(
    ("most_bytes", "keep", "left"),
    [(40, "", "abcd"), (39, "", "bcd"), (20, "", "cd"), (20, "a", "ad"), (0, "ab", "ab")],
)
def test_what_was_not_used_for_the_longest_time_goes_first(cache, most_bytes, keep, left):
    cache.trim(keep=[letter * 40 for letter in keep], most_bytes=most_bytes)
    assert there(cache) == list(left)


def test_what_is_asked_for_counts_as_used(cache):
    assert cache.has(KEYS[0])
    cache.trim(keep=[], most_bytes=10)
    assert there(cache) == ["a"]


def test_the_cache_is_where_the_system_wants_it(cache_home):
    assert cache_folder() == cache_home / "nnviz" / "segments"


def test_without_a_place_to_keep_segments_a_passing_one_serves(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with open_cache() as cache:
        assert not cache.lasts
        cache.file(KEYS[0]).touch()
    assert not cache.folder.exists()


def test_cleaning_removes_segments_and_nothing_that_only_looks_alike(cache, tmp_path):
    mine = [tmp_path / name for name in ("nnviz-1-talk.part", "film.mp4", f"{KEYS[0]}.mp4")]
    for file in [*mine, cache.folder / "mine.mp4"]:
        file.touch()
    assert clean_cache([tmp_path]) == (4, 0, 40)
    assert there(cache) == []
    assert all(file.exists() for file in [*mine, cache.folder / "mine.mp4"])


def test_the_kept_segments_may_stay_where_only_the_rest_is_to_go(cache, tmp_path):
    leave_unfinished(tmp_path)
    assert clean_cache([tmp_path], keep_segments=True) == (0, 1, 11)
    assert there(cache) == list("abcd")


def test_a_folder_that_is_not_there_is_an_error_and_nothing_is_removed(cache, tmp_path):
    leave_unfinished(tmp_path)
    with pytest.raises(
        FilmError, match="nowhere: there is no such folder, and nothing was removed"
    ):
        clean_cache([tmp_path, tmp_path / "nowhere"])
    assert there(cache) == list("abcd")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("place", ["file", "nnviz/segments"])
def test_a_file_where_the_cache_belongs_is_named_and_a_film_does_without(
    tmp_path, monkeypatch, place
):
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(file if place == "file" else tmp_path))
    with pytest.raises(FilmError, match=f"{place}: is a file where the folder of kept segments"):
        clean_cache([tmp_path])
    with open_cache() as cache:
        assert not cache.lasts
        cache.file(KEYS[0]).touch()


def test_a_cache_that_is_named_by_no_whole_path_is_passed_over(monkeypatch):
    monkeypatch.setenv("HOME", "/home/lecturer")
    for name in ("", "cache", "~/cache"):
        monkeypatch.setenv("XDG_CACHE_HOME", name)
        assert cache_folder() == Path("/home/lecturer/.cache/nnviz/segments")


@pytest.mark.parametrize("more", [[], ["--unfinished"]])
def test_the_command_removes_nothing_where_a_folder_is_not_there(cache, tmp_path, more):
    left = leave_unfinished(tmp_path)
    result = CliRunner().invoke(app, ["clean", str(tmp_path), str(tmp_path / "none"), *more])
    assert result.exit_code == 1
    assert "none: there is no such folder, and nothing was removed; name one" in result.output
    assert there(cache) == list("abcd")
    assert Path(left).is_dir()
