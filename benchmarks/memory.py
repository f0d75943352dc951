"""How much memory recording and rendering take at most, and whether that grows with the work.

Each figure is the largest resident size that Linux saw of a process of the command line, ffmpeg not
counted, at a length and at eight times that length.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.row import Row

SCENE = """
[experiment]
epochs = {epochs}

[[shots]]
tell = "lapse"
epochs = [1, {epochs}]
seconds = {seconds}
"""
EPOCHS, SECONDS, LONGER = 5_000, 2.0, 8

# The size is asked of the process itself: what its parent could ask counts ffmpeg, too.
TELL = """
import atexit, sys
from pathlib import Path
atexit.register(lambda: print(Path("/proc/self/status").read_text()))
"""
COMMAND_LINE = "from nnviz.cli import main; main()"


def rows() -> Iterator[Row]:
    """Record and render; yield the megabytes that each took, and that eight times the work took."""
    for work, measured, length in (
        ("recording XOR, every tensor", _recording, f"{EPOCHS:,} epochs"),
        ("rendering at 1080p", _rendering, f"{SECONDS:g} seconds"),
    ):
        short = measured(1)
        yield Row(work=f"memory, {work}, {length}", value=short, unit="MB", at_most=400)
        yield Row(
            work=f"the same, {LONGER} times as long",
            value=measured(LONGER),
            unit="MB",
            peer="that",
            peer_value=short,
        )


def _recording(times: int) -> float:
    return _megabytes("record", "trace.nntrace", epochs=EPOCHS * times, seconds=SECONDS)


def _rendering(times: int) -> float:
    return _megabytes("render", "film.mp4", epochs=EPOCHS, seconds=SECONDS * times)


def _megabytes(command: str, output: str, *, epochs: int, seconds: float) -> float:
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        scene = Path(folder, "scene.toml")
        scene.write_text(SCENE.format(epochs=epochs, seconds=seconds), encoding="utf-8")
        words = [command, str(scene), "-o", str(Path(folder, output)), "--quiet"]
        # A cache without segments that were made before.
        return megabytes_of(COMMAND_LINE, words, XDG_CACHE_HOME=folder)


def megabytes_of(source: str, words: Sequence[str], **environment: str) -> float:
    """Return the most memory that a Python program took, started with these words."""
    said = subprocess.run(
        [sys.executable, "-c", TELL + source, *words],
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    peak = next(line for line in said.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 / 1e6
