"""Plays a story round and round for hours of its own time, and watches the memory of the process.

`python -m tests.viewer.endurance HOURS` draws without a window what the window draws; no clock is
waited for.
"""

import gc
import resource
import sys
import tempfile
from pathlib import Path

from nnviz.learning.experiment import Experiment
from nnviz.render.canvas import Canvas
from nnviz.stage.show import Show
from nnviz.story.story_track import StoryTrack
from nnviz.story.storyboard import default_storyboard
from nnviz.story.transport import Transport
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

SECONDS_A_FRAME = 0.5
WARM_UP_SECONDS = 1800.0
MOST_GROWTH_MB = 10.0


def main(hours: float = 8.0) -> None:
    """Play, and end with status 1 if memory grew."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "xor.nntrace")
        record(Experiment(), path)
        with open_trace(path) as trace, Canvas((320, 180)) as canvas:
            show = Show(trace, default_storyboard(2000))
            transport = Transport(StoryTrack(show.timeline))
            transport.looping = True
            transport.play()
            play(show, transport, canvas, WARM_UP_SECONDS)
            before = peak_megabytes()
            frames = play(show, transport, canvas, hours * 3600 - WARM_UP_SECONDS)
            grown = peak_megabytes() - before
    sys.stdout.write(f"{hours:g} hours played, {frames:,} frames: {grown:.1f} MB more memory\n")
    sys.exit(grown > MOST_GROWTH_MB)


def play(show: Show, transport: Transport, canvas: Canvas, seconds: float) -> int:
    """Let so many seconds go by; return how many frames were drawn."""
    frames = int(seconds / SECONDS_A_FRAME)
    for _ in range(frames):
        transport.advance(SECONDS_A_FRAME)
        canvas.draw(show.frame_at(transport.playhead_seconds))
        canvas.image()
    gc.collect()
    return frames


def peak_megabytes() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
