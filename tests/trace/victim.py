"""A recording in a process of its own, which can kill itself at any line of what writes it.

`python victim.py NUMBER PATH HOW LINE` records experiment NUMBER, prints the epochs that it has
reported, and how many lines there were. HOW is `begin`, `overwrite` or `resume`; LINE 0 is none.
"""

import os
import signal
import sys
from dataclasses import replace
from types import FrameType
from typing import Any

from nnviz import Data, Experiment, Layer, OptimizerSettings, Recording, record

WRITERS = (
    *("trace/trace_recorder.py", "trace/resume_point.py", "trace/replacing.py", "trace/writer.py"),
    *("trace/file_and_log.py", "trace/lock.py", "files.py"),
)
STEPPING = ("push", "_report")  # most of their lines write nothing

_SPIRAL = Experiment(
    data=Data(name="spiral", records=40, held_out=0.5),
    layers=(
        Layer(units=3, activation="tanh", bias=True, dropout=0.2),
        Layer(units=1, activation="tanh"),
    ),
    optimizer=OptimizerSettings(name="adam"),
    learning_rate=0.01,
    batch_size=5,
    epochs=600,
)


def experiment(number: int) -> Experiment:
    """Return one that is recorded whole (0), or one of which a part is recorded (1)."""
    whole = Recording(records="all", steps="all", precision="float64")
    return replace(_SPIRAL, recording=(whole, Recording(records=2, steps=3))[number])


class Lines:
    """Counts the lines of what writes a recording, and ends this process at one of them."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last

    def __call__(self, frame: FrameType, event: str, argument: object) -> Any:
        code = frame.f_code
        if not code.co_filename.endswith(WRITERS) or code.co_name in STEPPING:
            return None
        if event == "line":
            self.count += 1
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def main(number: str, path: str, how: str, line: str) -> None:
    lines = Lines(int(line))
    sys.settrace(lines)
    record(
        experiment(int(number)),
        path,
        overwrite=how == "overwrite",
        resume=how == "resume",
        progress=lambda done, total: say(done),
    )
    sys.settrace(None)
    say(f"{lines.count} lines")


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
