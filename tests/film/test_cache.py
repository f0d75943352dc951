"""The cache of segments: bounded, the oldest first, and emptied when that is asked for."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from nnviz.errors import FilmError
from nnviz.files import leftovers, part_name, scratch_folder, written_whole
from nnviz.film.cache import cache_folder, clean, open_cache

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


@pytest.fixture
def left_by_the_dead():
    """Return a name as a process gives it that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return part_name().replace(str(os.getpid()), str(process.pid))


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
    assert clean([tmp_path]) == (4, 0, 40)
    assert there(cache) == []
    assert all(file.exists() for file in [*mine, cache.folder / "mine.mp4"])


def test_cleaning_removes_what_the_dead_have_left_and_says_how_much(
    tmp_path, passing, left_by_the_dead
):
    (tmp_path / left_by_the_dead).write_bytes(b"half a film")
    (passing / left_by_the_dead).mkdir()
    (passing / left_by_the_dead / "0.nntrace").write_bytes(b"12345")
    assert clean([tmp_path]) == (0, 2, 16)
    assert list(tmp_path.iterdir()) == list(passing.iterdir()) == []


def test_cleaning_follows_no_link(tmp_path, passing, left_by_the_dead):
    (tmp_path / "precious").write_text("mine")
    (passing / left_by_the_dead).symlink_to(tmp_path)
    clean([])
    assert [file.name for file in tmp_path.iterdir()] == ["precious"]


def test_what_a_living_process_writes_is_left_alone(tmp_path):
    with (
        scratch_folder() as scratch,
        written_whole(tmp_path / "film.mp4", overwrite=False, error=FilmError) as part,
    ):
        assert clean([tmp_path]) == (0, 0, 0)
        assert part.exists()
        assert Path(scratch).is_dir()


def test_a_folder_that_is_not_there_holds_no_leftovers(tmp_path):
    assert leftovers(tmp_path / "nowhere") == []
