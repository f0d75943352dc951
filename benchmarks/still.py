"""How long a still takes, from the start of the process to the PNG file on the disk.

The floor is a process that imports VisPy's scene and NumPy and clears one empty canvas of the same
size through EGL: what everything that draws with VisPy has to wait for.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.row import Row
from nnviz.render.backend import choose_offscreen

SCENE = Path(__file__).parent.parent / "scenes" / "xor.toml"
SECONDS = "20"
SIZE = (1920, 1080)
RUNS = 7

EMPTY_CANVAS = f"""
import numpy, vispy.scene
from vispy import gloo
canvas = vispy.scene.SceneCanvas(size={SIZE}, app="egl", show=False, dpi=96)
canvas.set_current()
gloo.clear(color="black")
gloo.finish()
"""


def measure() -> dict[str, float]:
    """Return the median seconds of a still and of its floor."""
    choose_offscreen()  # the same EGL for both
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        picture = Path(folder, "still.png")
        still = [*("still", str(SCENE), "--at", SECONDS, "-o", str(picture), "--force", "--quiet")]
        runs = [
            (_seconds_of(["-m", "nnviz", *still]), _seconds_of(["-c", EMPTY_CANVAS]))
            for _ in range(RUNS)
        ]
    ours, floor = np.median(runs, axis=0)
    return {"still_seconds": float(ours), "empty_canvas_seconds": float(floor)}


def rows() -> Iterator[Row]:
    """Draw stills and empty canvases; yield what one takes."""
    figures = measure()
    yield Row(
        work="nnviz still, from its start to the PNG file on the disk",
        value=figures["still_seconds"],
        unit="s",
        peer="importing NumPy and vispy.scene and clearing a canvas",
        peer_value=figures["empty_canvas_seconds"],
        at_most=1.5,
    )


def _seconds_of(arguments: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, env=dict(os.environ))
    return time.perf_counter() - begun
