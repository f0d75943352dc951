"""Lets OpenGL fail in the midst of films and stills, and looks at what is said and left.

What must hold of each: one message, status 1, nothing unfinished, no process; and the next run goes
on from the segments that the message said are kept, and gives what one gives that never failed.

`python -m tests.film.failing --count TRIES --seed SEED` does it many times.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.failing_graphics import FAILURES
from tests.figures import Figures, asked
from tests.repository import TESTS

from .killing import FRAMES, SCENE, decoded, run_here, unfinished

FAILING = str(TESTS / "failing_graphics.py")
SIZE = ("--size", "320x180")
FILMS = ("film.mp4", "film.webm", "film.mov", "film.gif", "film.webp", "frames/%05d.png")


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """One way to fail.

    Attributes:
        output: the name of what is made.
        how: which failure of OpenGL.
        picture: the number of the picture at which it fails, from 1, of each process.
        workers: how many processes make it, where it is an MP4 film.

    """

    output: str
    how: str
    picture: int
    workers: int = 1

    @property
    def kind(self) -> str:
        """What it is, in a few words."""
        several = " by several" if self.workers > 1 else ""
        return f"{Path(self.output).suffix[1:]}{several}"


class Place:
    """A folder in which things are made, with a cache and passing files of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scene = folder / "scene.toml"
        (folder / "frames").mkdir(parents=True)
        self.scene.write_text(SCENE)

    def run(self, output: str, *, workers: int = 1) -> "Run":
        """Make something in this process; return how that ended."""
        return Run(*run_here(self._words(output, workers), self.folder))

    def run_failing(self, failure: Failure) -> "Run":
        """Make something in a process of its own in which OpenGL fails; return how that ended."""
        program = [sys.executable, FAILING, failure.how, str(failure.picture)]
        done = subprocess.run(
            [*program, *self._words(failure.output, failure.workers)],
            env={**os.environ, "XDG_CACHE_HOME": str(self.folder), "TMPDIR": str(self.folder)},
            capture_output=True,
            text=True,
        )
        return Run(done.returncode, done.stderr)

    def _words(self, output: str, workers: int) -> list[str]:
        path = str(self.folder / output)
        if output == "still.png":
            return ["still", str(self.scene), "-o", path, "--at", "0.7", *SIZE]
        several = ["--workers", str(workers)] if output.endswith(".mp4") else []
        return ["render", str(self.scene), "-o", path, "--fps", "30", *several, *SIZE]

    def made(self) -> list[Path]:
        """Return the files of what was made."""
        places = (self.folder, self.folder / "frames")
        files = (each for place in places for each in place.iterdir() if each.is_file())
        return sorted(file for file in files if file != self.scene)

    def contents(self) -> list[object]:
        """Return what was made: the frames of an MP4 film, all bytes of another file."""
        return [
            decoded(file) if file.suffix == ".mp4" else file.read_bytes() for file in self.made()
        ]

    def require_nothing_left(self) -> None:
        """Make sure that nothing unfinished is there, and that nobody works there any more."""
        assert unfinished(self.folder) == []
        mark = f"TMPDIR={self.folder}\0".encode()
        assert [number for number in _processes() if mark in _environment(number)] == []


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended: its status, and what it said on stderr."""

    status: int
    said: str

    @property
    def kept(self) -> int:
        """How many segments it says that it keeps."""
        match = re.search(r"(\d+) of 4 segments of the film are kept: the same command", self.said)
        return int(match[1]) if match else 0

    @property
    def found(self) -> int:
        """How many segments it says that it found."""
        match = re.search(r"continuing: (\d+) of 4 segments were there", self.said)
        return int(match[1]) if match else 0

    def require_one_message(self) -> None:
        """Make sure that it said once what happened and what helps, and nothing else."""
        message, *notes = self.said.splitlines()
        assert re.match(r"nnviz: OpenGL gave up .*\. Try again; where it ", message), self.said
        assert notes == [] or (len(notes) == 1 and self.kept), self.said


def _processes() -> list[str]:
    return [entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _environment(number: str) -> bytes:
    try:
        return Path("/proc", number, "environ").read_bytes()
    except OSError:  # it has ended, or is somebody else's
        return b""


def fail(place: Place, failure: Failure, expected: list[object]) -> bool:
    """Let it fail, then make it again; return whether it failed before all was made.

    Args:
        place: where nothing is made yet.
        failure: how.
        expected: what `Place.contents` gives where nothing fails.

    """
    run = place.run_failing(failure)
    place.require_nothing_left()
    if run.status == 0:  # of several processes, none drew so many pictures
        assert place.contents() == expected
        return False
    assert run.status == 1, run
    assert place.made() == []
    run.require_one_message()
    again = place.run(failure.output, workers=failure.workers)
    assert (again.status, again.found) == (0, run.kept), (run, again)
    assert place.contents() == expected
    place.require_nothing_left()
    return True


def some_failure(rng: random.Random) -> Failure:
    """Return any failure: half of them of MP4 films, a seventh of stills."""
    output = rng.choice(["film.mp4"] * 6 + [*FILMS[1:], "still.png"])
    workers = rng.choice([1, 2, 3]) if output == "film.mp4" else 1
    last = 1 if output == "still.png" else FRAMES if workers == 1 else FRAMES // 4
    return Failure(
        output=output,
        how=rng.choice(list(FAILURES)),
        picture=rng.randint(1, last),
        workers=workers,
    )


def main(count: int, seed: int) -> None:
    """Let OpenGL fail in all ways, at any picture of anything."""
    rng, wholes, failed = random.Random(seed), dict[str, list[object]](), 0
    with tempfile.TemporaryDirectory() as folder, Figures("OpenGL fails", seed) as figures:
        for number in range(count):
            failure = some_failure(rng)
            if failure.output not in wholes:
                whole = Place(Path(folder, failure.output.replace("/", "-")))
                assert whole.run(failure.output).status == 0
                wholes[failure.output] = whole.contents()
            with figures.attempt(failure.kind):
                place = Place(Path(folder, str(number)))
                failed += fail(place, failure, wholes[failure.output])
        figures.note(f"{failed} did not come to their end")


if __name__ == "__main__":
    options = asked("films and stills in which OpenGL fails", count=60)
    main(options.count, options.seed)
