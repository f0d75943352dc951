"""Kills renders at random instants, and compares what comes of them.

`python -m tests.film.killing KILLS SEED` does it many times, and stops some by Ctrl-C.
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

HELD = [sys.executable, str(Path(__file__).parents[1] / "held.py")]
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


class Rendering:
    """A render in a process of its own, with a cache and passing files in one folder.

    Where it is to be held, it waits for a signal when so many frames are done.
    """

    def __init__(
        self, folder: Path, film: str, *more: str, hold: int | None = None, **env: str
    ) -> None:
        scene = folder / "scene.toml"
        scene.write_text(SCENE)
        self.film = folder / film
        options = ["--size", "320x180", "--fps", "30", "--force", *more]
        program = [sys.executable, "-m", "nnviz"]
        if hold is not None:
            program = [*HELD, "Rendering frames", str(hold)]
        self.process = subprocess.Popen(
            [*program, "render", scene, "-o", self.film, *options],
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


def uninterrupted(folder: Path) -> list[str]:
    """Return the frames of a film that nothing has stopped."""
    folder.mkdir()
    rendering = Rendering(folder, "whole.mp4")
    rendering.end()
    frames = decoded(rendering.film)
    assert len(frames) == FRAMES
    return frames


def main(kills: int = 100, seed: int = 1) -> None:
    """Kill renders of one to three processes, a third by Ctrl-C, and look at every film."""
    chance, slowest, films, stopped = random.Random(seed), 0.0, 0, 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "killed")
        expected = uninterrupted(Path(place, "whole"))
        folder.mkdir()
        for number in range(1, kills + 1):
            rendering = Rendering(folder, "film.mp4", "--workers", chance.choice("123"))
            rendering.wait_for(chance.randint(0, FRAMES))
            time.sleep(chance.uniform(0.0, 0.3))  # into whatever happens between two frames
            how = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT])
            started = time.monotonic()
            said = rendering.end(how)
            stopped += bool(unfinished(folder))
            if how is signal.SIGINT:
                assert unfinished(folder) == [], said
                slowest = max(slowest, time.monotonic() - started)
                assert rendering.process.returncode == 130 or rendering.film.exists(), said
            if rendering.film.exists():
                assert rendering.process.returncode != 0 or unfinished(folder) == []
                assert decoded(rendering.film) == expected, number
                rendering.film.unlink()
                for segment in chance.sample(sorted(folder.glob("nnviz/*/*.mp4")), 3):
                    segment.unlink()  # so that there is something to be killed again
                films += 1
        final = Rendering(folder, "film.mp4")
        said = final.end()
        assert decoded(final.film) == expected, said
        assert unfinished(folder) == []
    sys.stdout.write(
        f"{kills} renders stopped, {films + 1} films, all equal; {stopped} left unfinished files, "
        f"all gone with the next film; Ctrl-C took {slowest:.1f} s\n"
    )
    assert slowest < 2.0


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
