"""Sets the clock back and forth while recordings and films are made, cleaned up and pruned.

What must hold of each: it ends, in the time that it takes otherwise; what comes of it is what comes
under a clock that runs evenly; no time that is said is negative; what others work on stays.

`python -m tests.film.clocks --count TRIES --seed SEED` does it many times.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from nnviz.film.cache import SegmentCache
from nnviz.temporary import TemporaryFolder
from tests.figures import Figures, asked
from tests.leftovers import leave_unfinished
from tests.repository import TESTS
from tests.trace.killing import rows

from .killing import SCENE, decoded, unfinished

JUMPING = str(TESTS / "jumping_clock.py")
HOURS = 3600 * 10**9
MOST_SECONDS = 120  # of a command that takes 5: it would hang
KINDS = ("record", "render", "goes on", "clean", "prune")


class Place:
    """A folder in which things are made, with a cache and passing files of its own."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder, self.rng = folder, rng
        self.scene, self.film = folder / "scene.toml", folder / "film.mp4"
        self.trace = folder / "film.nntrace"
        folder.mkdir()
        self.scene.write_text(SCENE)

    def run(self, *words: str | Path, jumps: bool = True) -> str:
        """Run a command that must be done; return what it said."""
        program = [JUMPING, str(self.rng.randrange(10**6))] if jumps else ["-m", "nnviz"]
        done = subprocess.run(
            [sys.executable, *program, *map(str, words)],
            env={**os.environ, "XDG_CACHE_HOME": str(self.folder), "TMPDIR": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        assert "Traceback" not in said, said
        assert re.search(r"-\s*\d[\d.,]* (s|ms|min|seconds)\b", said) is None, said
        return said

    def record(self, *, jumps: bool = True) -> dict[str, list[tuple[object, ...]]]:
        """Record, say and check; return what is recorded."""
        self.run("record", self.scene, "-o", self.trace, "--force", jumps=jumps)
        self.run("info", self.trace, jumps=jumps)
        self.run("check", self.trace, jumps=jumps)
        return rows(self.trace)

    def render(self, *, workers: int = 1, jumps: bool = True) -> list[str]:
        """Render; return the frames."""
        options = ["--size", "320x180", "--fps", "30", "--force", "--workers", str(workers)]
        said = self.run("render", self.scene, "-o", self.film, *options, jumps=jumps)
        assert re.search(r"48 frames in \d+\.\d s", said), said
        assert unfinished(self.folder) == []
        return decoded(self.film)

    def set_times(self) -> None:
        """Let all segments have been used before, or after, the clock was set."""
        for file in self.segments():
            stamp = file.stat().st_mtime_ns + self.rng.randint(-12 * HOURS, 12 * HOURS)
            os.utime(file, ns=(stamp, stamp))

    def segments(self) -> list[Path]:
        """Return the finished segments."""
        return sorted((self.folder / "nnviz" / "segments").glob("*.mp4"))


def go_on(place: Place, expected: list[str]) -> None:
    """Remove some segments, set the times of the others, and make the film of them."""
    place.render(jumps=False)
    place.set_times()
    for file in place.rng.sample(place.segments(), place.rng.randint(0, 3)):
        file.unlink()
    assert place.render(workers=place.rng.choice([1, 2])) == expected


def clean(place: Place) -> None:
    """Remove what is left, whatever times it has, and nothing that somebody works on."""
    with TemporaryFolder(place.folder) as working:
        left = Path(leave_unfinished(place.folder))
        for path in (left, working):
            stamp = path.stat().st_mtime_ns + place.rng.randint(-12 * HOURS, 12 * HOURS)
            os.utime(path, ns=(stamp, stamp))
        place.run("clean", place.folder, "--unfinished")
        assert not left.exists()
        assert working.exists()


def prune(place: Place) -> None:
    """Use some segments after the clock was set: what was not used goes, and nothing else."""
    folder = place.folder / "nnviz" / "segments"
    folder.mkdir(parents=True)
    keys = [f"{number:040x}" for number in range(12)]
    for key in keys:
        (folder / f"{key}.mp4").write_bytes(bytes(10))
    place.set_times()
    used = place.rng.sample(keys, place.rng.randint(1, len(keys)))
    with TemporaryFolder(folder) as working:
        for key in used:
            assert SegmentCache(folder).has(key)
        SegmentCache(folder).trim(keep=[], most_bytes=10 * len(used))
        assert working.exists()
    assert {file.stem for file in place.segments()} == set(used)


def attempt(kind: str, place: Place, recorded: object, frames: list[str]) -> None:
    """Try one kind."""
    if kind == "record":
        assert place.record() == recorded
    elif kind == "render":
        assert place.render(workers=place.rng.choice([1, 2, 3])) == frames
    elif kind == "goes on":
        go_on(place, frames)
    elif kind == "clean":
        clean(place)
    else:
        prune(place)


def main(count: int, seed: int) -> None:
    """Try every kind in turn."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, Figures("the clock is set", seed) as figures:
        whole = Place(Path(folder, "whole"), rng)
        recorded, frames = whole.record(jumps=False), whole.render(jumps=False)
        for number in range(count):
            kind = KINDS[number % len(KINDS)]
            with figures.attempt(kind):
                attempt(kind, Place(Path(folder, str(number)), rng), recorded, frames)


if __name__ == "__main__":
    options = asked("recordings, films and caches under a clock that is set", count=60)
    main(options.count, options.seed)
