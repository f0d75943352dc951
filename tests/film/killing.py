"""Kills renders at random instants, and compares what comes of them.

`python -m tests.film.killing --count KILLS --seed SEED` does it many times, some by Ctrl-C.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import numpy as np
import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from tests.figures import Figures, asked
from tests.repository import TESTS

HELD = [sys.executable, str(TESTS / "held.py")]
SCENE = """
title = "Killed"

[experiment]
epochs = 20

[[shots]]
title = "Forward"
caption = "one"
phases = ["forward"]
seconds = 0.4

[[shots]]
caption = "two"
phases = ["backward"]
seconds = 0.4

[[shots]]
tell = "lapse"
epochs = [1, 20]
seconds = 0.4

[[shots]]
title = "The end"
tell = "compare"
epochs = [1, 20]
seconds = 0.4
"""
FRAMES = 48


def words(folder: Path, film: str) -> list[str]:
    """Return the command that renders a film in a folder, where its scene is from then on."""
    scene = folder / "scene.toml"
    scene.write_text(SCENE)
    options = ["--size", "320x180", "--fps", "30", "--force"]
    return ["render", str(scene), "-o", str(folder / film), *options]


class Rendering:
    """A render in a process of its own, with a cache and passing files in one folder.

    Where it is to be held, it waits for a signal when so many frames are done.
    """

    def __init__(
        self, folder: Path, film: str, *more: str, hold: int | None = None, **env: str
    ) -> None:
        self.film = folder / film
        program = [sys.executable, "-m", "nnviz"]
        if hold is not None:
            program = [*HELD, "Rendering frames", str(hold)]
        self.process = subprocess.Popen(
            [*program, *words(folder, film), *more],
            env={
                **os.environ,
                **env,
                "NNVIZ_PROGRESS": "json",
                "XDG_CACHE_HOME": str(folder),
                "TMPDIR": str(folder),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_for(self, frames: int) -> None:
        """Read until so many frames are drawn, or the film is there."""
        for line in self.process.stdout:
            told = json.loads(line)
            if told["title"] == "Rendering frames" and told["done"] >= frames:
                return

    def workers(self) -> list[int]:
        """Return the numbers of the processes that draw for it."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        numbers = map(int, children.read_text().split())
        return [
            n for n in numbers if b"nnviz.film.worker" in Path(f"/proc/{n}/cmdline").read_bytes()
        ]

    def end(self, number: signal.Signals | None = None) -> str:
        """Send a signal, wait for the end, and return what was said on stderr."""
        if number is not None:
            self.process.send_signal(number)
        return self.process.communicate()[1]


def run_here(words: list[str], folder: Path) -> tuple[int, str]:
    """Run a command of nnviz in this process, with a cache and passing files in a folder.

    Where nobody stops it, a process of its own shows nothing more, and begins for over a second.

    Returns:
        Its exit status and what was said on stderr.

    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        places = {"XDG_CACHE_HOME": str(folder), "TMPDIR": str(folder)}
        done = CliRunner().invoke(app, words, env=places)
    return done.exit_code, done.stderr


def unfinished(folder: Path) -> list[Path]:
    """Return what renders have left unfinished, in any folder of theirs."""
    return [path for path in folder.rglob("*") if path.name.startswith(".nnviz")]


def decoded(film: Path) -> list[str]:
    """Return the instant and a digest of each decoded frame."""
    with av.open(film) as opened:
        return [
            f"{frame.pts * frame.time_base} {hashlib.sha256(_planes(frame)).hexdigest()}"
            for frame in opened.decode(video=0)
        ]


def _planes(frame: av.VideoFrame) -> bytes:
    return b"".join(np.asarray(plane).tobytes() for plane in frame.planes)


def rendered(folder: Path, film: str) -> tuple[list[str], str]:
    """Render a film that nothing stops; return its frames and what was said on stderr."""
    status, said = run_here(words(folder, film), folder)
    assert status == 0, said
    return decoded(folder / film), said


def uninterrupted(folder: Path) -> list[str]:
    """Return the frames of a film that nothing has stopped."""
    folder.mkdir()
    frames, _ = rendered(folder, "whole.mp4")
    assert len(frames) == FRAMES
    return frames


class Killer:
    """Kills renders of one film in one folder, each at a random instant, and looks at what is left.

    Attributes:
        films: how many films there were, all as they were to be.
        left: how many renders left unfinished files.
        stopping_seconds: how long Ctrl-C took at most.

    """

    def __init__(self, folder: Path, rng: random.Random, expected: list[str]) -> None:
        self._folder, self._rng, self._expected = folder, rng, expected
        self.films, self.left, self.stopping_seconds = 0, 0, 0.0

    def kill(self, how: signal.Signals) -> None:
        """Stop a render of one to three processes."""
        rng = self._rng
        rendering = Rendering(self._folder, "film.mp4", "--workers", rng.choice("123"))
        rendering.wait_for(rng.randint(0, FRAMES))
        time.sleep(rng.uniform(0.0, 0.3))  # into whatever happens between two frames
        started = time.monotonic()
        said = rendering.end(how)
        self.left += bool(unfinished(self._folder))
        if how is signal.SIGINT:
            assert unfinished(self._folder) == [], said
            self.stopping_seconds = max(self.stopping_seconds, time.monotonic() - started)
            assert rendering.process.returncode == 130 or rendering.film.exists(), said
        if rendering.film.exists():
            assert rendering.process.returncode != 0 or unfinished(self._folder) == []
            self._take(rendering.film)
            for segment in rng.sample(sorted(self._folder.glob("nnviz/*/*.mp4")), 3):
                segment.unlink()  # so that there is something to be killed again

    def finish(self) -> None:
        """Let the last render come to its end."""
        final = Rendering(self._folder, "film.mp4")
        said = final.end()
        assert final.film.exists(), said
        self._take(final.film)
        assert unfinished(self._folder) == []

    def _take(self, film: Path) -> None:
        assert decoded(film) == self._expected
        film.unlink()
        self.films += 1


def main(count: int, seed: int) -> None:
    """Kill renders, a third of them by Ctrl-C, and look at every film."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as place, Figures("renders killed", seed) as figures:
        expected = uninterrupted(Path(place, "whole"))
        Path(place, "killed").mkdir()
        killer = Killer(Path(place, "killed"), rng, expected)
        for _ in range(count):
            how = rng.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT])
            with figures.attempt(how.name):
                killer.kill(how)
        killer.finish()
        assert killer.stopping_seconds < 2.0, killer.stopping_seconds
        figures.note(
            f"{killer.films} films, all equal; {killer.left} left unfinished files, all gone with "
            f"the next film; Ctrl-C took at most {killer.stopping_seconds:.1f} s"
        )


if __name__ == "__main__":
    options = asked("renders killed", count=100)
    main(options.count, options.seed)
