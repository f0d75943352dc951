"""A clock that is set back or forth changes nothing: what takes time is measured by another one."""

import ast
import os
from pathlib import Path

import pytest

import nnviz
from nnviz.film import film
from nnviz.film.cache import SegmentCache, cache_folder, open_cache
from nnviz.film.film import make_film
from nnviz.film.segmented_film import ProgressCallbacks
from nnviz.temporary import TemporaryFolder

from .film.grey import GreyCanvas
from .film.test_resuming import ENCODING, Shots

ROOT = Path(nnviz.__file__).parent
HOURS = 3600 * 10**9
KEYS = [letter * 40 for letter in "abcd"]
WALL_CLOCK = {
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"},
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "QDateTime": {"currentDateTime", "currentDateTimeUtc", "currentMSecsSinceEpoch"},
    "QTime": {"currentTime"},
    "QDate": {"currentDate"},
}
STAMPS = {"st_mtime", "st_mtime_ns", "st_ctime", "st_ctime_ns", "st_atime", "st_atime_ns"}
# The order of uses of the cache; whether a recording has grown; whether a font or a file of data
# is another.
READ_BY = {
    "film/cache.py",
    "viewer/opening/follower.py",
    "film/rendering_environment.py",
    "playground/worker.py",
}


def reads_the_wall_clock(node):
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        return bool(names & WALL_CLOCK.get(node.module or "", set()))
    if not isinstance(node, ast.Attribute):
        return False
    owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
    return node.attr in WALL_CLOCK.get(owner, set()) | STAMPS


def test_the_wall_clock_is_read_for_nothing_that_takes_time():
    found = {
        str(file.relative_to(ROOT).as_posix())
        for file in ROOT.rglob("*.py")
        if any(map(reads_the_wall_clock, ast.walk(ast.parse(file.read_text(encoding="utf-8")))))
    }
    assert found == READ_BY


@pytest.fixture(params=[-HOURS, -9 * HOURS, 9 * HOURS], ids=["-1 h", "-9 h", "+9 h"])
def cache(request):
    """Return a cache of four segments of 10 bytes, after whose uses the clock was set."""
    with open_cache() as cache:
        for age, key in enumerate(KEYS):
            cache.file(key).write_bytes(b"0123456789")
            stamp = cache.file(key).stat().st_mtime_ns - request.param + age
            os.utime(cache.file(key), ns=(stamp, stamp))
        yield cache


def there(cache):
    return [key[0] for key in KEYS if cache.file(key).exists()]


def test_what_is_used_after_the_clock_was_set_counts_as_used_last(cache):
    assert all(cache.has(key) for key in (KEYS[1], KEYS[0]))
    SegmentCache(cache.folder).trim(keep=[], most_bytes=20)
    assert there(cache) == ["a", "b"]


def test_the_order_of_uses_is_kept_from_one_process_to_the_next(cache):
    for key in reversed(KEYS):
        assert SegmentCache(cache.folder).has(key)
    cache.trim(keep=[], most_bytes=10)
    assert there(cache) == ["a"]


def test_what_a_film_was_made_of_counts_as_used_with_it(cache):
    film = "e" * 40
    cache.file(film).write_bytes(b"0123456789")
    cache.trim(keep=[film], most_bytes=50)
    SegmentCache(cache.folder).trim(keep=[], most_bytes=10)
    assert cache.file(film).exists()


def test_what_another_process_makes_is_not_pruned_while_the_clock_is_behind(cache):
    with TemporaryFolder(cache.folder) as working:
        (working / "half.mp4").write_bytes(bytes(100))
        SegmentCache(cache.folder).trim(keep=[], most_bytes=0)
        assert (working / "half.mp4").exists()
    assert there(cache) == []


def test_a_film_in_the_making_is_newer_than_what_was_there(cache, tmp_path, monkeypatch):
    """Others may prune the cache then: all but the last two segments count as used just now."""
    monkeypatch.setattr(film, "Canvas", type("Canvas", (GreyCanvas,), {"close": lambda _: None}))
    before, newest = set(cache_folder().iterdir()), []

    def progress(done, _total):
        if done == 45:
            ours = sorted(set(cache_folder().glob("*.mp4")) - before, key=os.path.getctime)
            newest.extend(file.stat().st_mtime_ns for file in ours[:-1])

    show = Shots(duration_seconds=5.0)
    make_film(
        show, tmp_path / "film.mp4", encoding=ENCODING, watch=ProgressCallbacks(progress=progress)
    )
    assert len(newest) >= 2
    assert min(newest) > max(file.stat().st_mtime_ns for file in before)
