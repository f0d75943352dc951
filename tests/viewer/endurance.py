"""Plays a story round and round for hours of its own time, and watches the memory of the process.

`python -m tests.viewer.endurance --count HOURS --seed SEED` draws without a window what the window
draws; no clock is waited for.
"""

import gc
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from random import Random

from nnviz.learning.experiment import Experiment
from nnviz.render.canvas import Canvas
from nnviz.stage.show import Show
from nnviz.story.story_track import StoryTrack
from nnviz.story.storyboard import default_storyboard
from nnviz.story.transport import Transport
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.figures import Figures, asked, peak_megabytes

SECONDS_A_FRAME = 0.5
WARM_UP_SECONDS = 1800.0
MOST_GROWTH_MB = 10.0


def main(hours: float, seed: int) -> None:
    """Play from a random second on; memory that grows is a fault."""
    with tempfile.TemporaryDirectory() as place, Figures("hours of frames", seed) as figures:
        path = Path(place, "xor.nntrace")
        record(Experiment(), path)
        with open_trace(path) as trace, Canvas((320, 180)) as canvas:
            show = Show(trace, default_storyboard(2000))
            transport = Transport(StoryTrack(show.timeline))
            transport.looping = True
            transport.seek(Random(seed).uniform(0, transport.duration_seconds))
            transport.play()
            play(show, transport, canvas, WARM_UP_SECONDS, nullcontext)
            before = peak_megabytes()
            drawing = partial(figures.attempt, "drawn")
            play(show, transport, canvas, hours * 3600, drawing)
            grown = peak_megabytes() - before
        figures.note(f"{hours:g} hours played, {grown:.1f} MB more memory")
        assert grown <= MOST_GROWTH_MB, grown


def play(
    show: Show,
    transport: Transport,
    canvas: Canvas,
    seconds: float,
    drawing: Callable[[], AbstractContextManager[None]],
) -> None:
    """Let so many seconds go by, each frame in a block of its own."""
    for _ in range(int(seconds / SECONDS_A_FRAME)):
        with drawing():
            transport.advance(SECONDS_A_FRAME)
            canvas.draw(show.frame_at(transport.playhead_seconds))
            canvas.image()
    gc.collect()


if __name__ == "__main__":
    options = asked("hours played", count=8.0)
    main(options.count, options.seed)
