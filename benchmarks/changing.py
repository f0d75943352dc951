"""How soon a changed experiment is seen, and whether the window answers meanwhile.

Each experiment is tried out in a process of its own, on a screen in memory. A change of the
learning rate is timed from the verb that makes it to the swap of the first picture of the new
training, which a worker records meanwhile: all of XOR, of the spiral what is there first. After
every change the same experiment is recorded alone, by nothing but `record`, and that is the peer.

While a dial is dragged over 40 learning rates, one every 40 ms, the window is asked all the time
whether it answers; counted is the longest time in which it does not, after each of them.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.row import Row
from benchmarks.viewer import opened_window, wait_for

CHANGES = {"xor": 20, "spiral": 6}
DRAGGED = 40
BETWEEN_MS = 40  # from one value of the dial to the next
SETTLING_MS = 300
NAMES = {"xor": "XOR, 2,000 epochs", "spiral": "the spiral, 8-8, 400 epochs"}
RECORDED = "recording it alone"


def rows() -> Iterator[Row]:
    """Try experiments out; yield what it took."""
    goals = {"xor": 2.0, "spiral": 1.0}  # of XOR: 100 ms where recording takes 50
    for scene, goal in goals.items():
        figures = _measured(scene)
        recorded = figures["recorded_median"] * 1e3
        for kind, what in (("median", "median"), ("p99", "99th percentile")):
            yield Row(
                work=f"from a change of the learning rate to a new picture of {NAMES[scene]}, "
                f"{what}",
                value=figures[f"changed_{kind}"] * 1e3,
                unit="ms",
                peer=RECORDED,
                peer_value=recorded,
                at_most=goal if kind == "median" else None,
            )
        yield Row(
            work=f"longest wait for the window while a dial is dragged, {NAMES[scene]}",
            value=figures["waited_p99"] * 1e3,
            unit="ms",
            peer=RECORDED,
            peer_value=recorded,
            at_most=goal / 2,
        )
        yield Row(
            work=f"pictures shown while a dial is dragged over {DRAGGED} rates, {NAMES[scene]}",
            value=figures["shown"],
            unit="pictures",
        )


def _measured(scene: str) -> dict[str, float]:
    from pyvirtualdisplay.display import Display

    with tempfile.TemporaryDirectory() as folder, Display(size=(1920, 1080), color_depth=24):
        copy = Path(folder, f"{scene}.toml")  # in a folder where settings may be left
        copy.write_bytes((files("nnviz.scenes") / copy.name).read_bytes())
        command = [sys.executable, "-m", "benchmarks.changing", str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(scene: Path) -> None:
    """Print what it takes to change an experiment, and to drag its dial."""
    from PyQt6.QtTest import QTest

    _, window = opened_window(scene)
    while window.session.show is None:  # a scene is recorded first
        QTest.qWait(BETWEEN_MS)
    window.experimenting.dock.show()
    QTest.qWait(5 * SETTLING_MS)  # the worker begins
    changed, recorded = [], []
    for number, rate in enumerate(_rates(window, CHANGES[scene.stem])):
        changed.append(_seconds_to_see(window, rate))
        _await_the_end(window)
        recorded.append(_seconds_to_record(window, scene.with_name(f"{number}.nntrace")))
    waits, shown = _drag(window)
    window.close()
    figures = {"changed": changed, "recorded": recorded, "waited": waits}
    quantiles = {
        f"{name}_{kind}": float(np.quantile(values, share))
        for name, values in figures.items()
        for kind, share in (("median", 0.5), ("p99", 0.99))
    }
    print(json.dumps({**quantiles, "shown": shown}))


def _rates(window, count: int) -> list[float]:
    usual = window.session.show.trace.experiment.learning_rate
    return [float(rate) for rate in np.geomspace(usual / 30, usual * 3, count)]


def _seconds_to_see(window, rate: float) -> float:
    begun = perf_counter()
    window.experimenting.change("learning_rate", partial(_rate, rate))
    while window.session.show.trace.experiment.learning_rate != rate:
        wait_for(window.view.native.frameSwapped, after=window.session.picture_shown)
    return perf_counter() - begun


def _await_the_end(window) -> None:
    from PyQt6.QtTest import QTest

    while window.experimenting.playground.training is not None:
        QTest.qWait(BETWEEN_MS)
    QTest.qWait(SETTLING_MS)  # its curves are read, its scrubbers painted


def _seconds_to_record(window, trace: Path) -> float:
    from nnviz.trace.recorder import record

    experiment = window.experimenting.playground.experiment
    begun = perf_counter()
    record(experiment, trace)
    return perf_counter() - begun


def _drag(window) -> tuple[list[float], int]:
    """Return how long the window did not answer after each value, and how many were seen."""
    from PyQt6.QtTest import QTest

    panel, shown = window.experimenting.panel, []
    window.experimenting.showing.shown.connect(lambda: shown.append(None))
    panel.rate_dial.taken.emit()
    waits = []
    for rate in _rates(window, DRAGGED):
        turn = partial(panel.rate_dial.setValue, panel.rate_dial.place_of(rate))
        waits.append(_longest_wait(turn))
    panel.rate_dial.released.emit()
    QTest.qWait(SETTLING_MS)
    return waits, len(shown)


def _longest_wait(turn: Callable[[], None]) -> float:
    """Return the longest time for which events were not handled, from an input to the next."""
    from PyQt6.QtWidgets import QApplication

    begun = last = perf_counter()
    longest = 0.0
    turn()
    while last - begun < BETWEEN_MS / 1e3:
        QApplication.processEvents()
        now = perf_counter()
        longest, last = max(longest, now - last), now
    return longest


def _rate(rate: float, _experiment: object) -> dict[str, float]:
    return {"learning_rate": rate}


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
