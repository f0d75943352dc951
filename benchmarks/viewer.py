"""How long the window takes: to launch, to jump, and to do nothing; how it plays beside an export.

Each figure is taken in a process of its own, on a screen in memory. A jump is timed from the key
press that sends it off to the swap of the window's buffers, beside the same frame drawn and swapped
without anything to compute. The launch is timed from the start of the process to the first picture,
beside a process that imports PyQt6 and VisPy and shows an empty canvas of the same size. What is
played is counted in swaps of buffers, alone, beside an export as the window starts it, and beside
one that does not give way.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np

from benchmarks.row import Row

SIZE = (1366, 768)
EPOCHS = 60_000
JUMPS = 200
LAUNCHES = 5
IDLE_SECONDS = 3.0
PLAYED_SECONDS = 8.0
FRAMES_BEFORE = 30  # of the film that is exported, so that all its processes are at work

EMPTY_CANVAS = f"""
import time
from PyQt6.QtWidgets import QApplication
from vispy.scene import SceneCanvas
from nnviz.viewer.display import prefer_egl
prefer_egl()
application = QApplication([])
canvas = SceneCanvas(app="pyqt6", size={SIZE}, show=True)
def swapped():
    print(time.time())
    application.quit()
canvas.native.frameSwapped.connect(swapped)
application.exec()
"""


def measure() -> dict[str, float]:
    """Return the figures: seconds, and for the idle window a share of one processor."""
    from pyvirtualdisplay.display import Display  # not above: the launch is not to wait for it

    from nnviz.learning.experiment import Experiment
    from nnviz.trace.recorder import record
    from nnviz.viewer.export.orders import NICENESS

    with tempfile.TemporaryDirectory() as folder, Display(size=(1920, 1080), color_depth=24):
        trace = Path(folder, "long.nntrace")
        record(Experiment(epochs=EPOCHS), trace)
        jumps = json.loads(_run(["jump", str(trace)]))
        launches = [(_launch("launch"), _launch(EMPTY_CANVAS)) for _ in range(LAUNCHES)]
        idle = float(_run(["idle", str(trace)]))
        beside = {"alone": "", "beside_export": str(NICENESS), "beside_rude_export": "0"}
        plays = {
            f"played_{name}_frames": float(_run(["play", str(trace), *filter(None, [niceness])]))
            for name, niceness in beside.items()
        }
    ours, peer = np.median(launches, axis=0)
    return {
        **{name: float(seconds) for name, seconds in jumps.items()},
        "launch_seconds": float(ours),
        "empty_canvas_seconds": float(peer),
        "idle_cpu_share": idle,
        **plays,
    }


def rows() -> Iterator[Row]:
    """Open windows and jump about in one; yield what it took."""
    figures = measure()
    for name, what, goal in (("median", "median", 1.3), ("p99", "99th percentile", 2.0)):
        yield Row(
            work=f"scrubbing: a jump to a random epoch of 60,000, {what}",
            value=figures[f"jump_{name}_seconds"] * 1e3,
            unit="ms",
            peer="drawing the same frame again",
            peer_value=figures[f"draw_{name}_seconds"] * 1e3,
            at_most=goal,
        )
    yield Row(
        work="launch of `nnviz view` to the first picture",
        value=figures["launch_seconds"],
        unit="s",
        peer="importing PyQt6 and VisPy and showing an empty canvas",
        peer_value=figures["empty_canvas_seconds"],
        at_most=1.3,
    )
    yield Row(
        work="processor time of a paused window",
        value=figures["idle_cpu_share"],
        unit="s",
        peer="a second of the clock",
        peer_value=1.0,
    )
    for name, what in (("", ""), ("rude_", ", were it not to give way")):
        yield Row(
            work=f"playing while a film is exported{what}",
            value=figures[f"played_beside_{name}export_frames"],
            unit="frames/s",
            peer="playing alone",
            peer_value=figures["played_alone_frames"],
        )


def _run(arguments: list[str]) -> str:
    command = [sys.executable, "-m", "benchmarks.viewer", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _launch(what: str) -> float:
    """Return the seconds from the start of a process to its first picture, which it prints."""
    begun = time.time()
    shown = _run([what]) if what == "launch" else _python(what)
    return float(shown.split()[0]) - begun


def _python(source: str) -> str:
    command = [sys.executable, "-c", source]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def jump(trace: Path) -> None:
    """Print how long jumps to random epochs take, and drawing their frames again."""
    application, window = opened_window(trace)
    box, native = window.bar.places.epoch, window.view.native
    jumps, drawings = [], []
    for epoch in np.random.default_rng(1).integers(1, EPOCHS, JUMPS):
        box.setFocus()
        box.lineEdit().setText(str(epoch))
        application.processEvents()
        begun = time.perf_counter()
        _press_return(box)
        # A swap before it is drawn would show the old picture beside new controls.
        wait_for(native.frameSwapped, after=window.session.picture_shown)
        jumps.append(time.perf_counter() - begun)
        assert window.session.player.moment.epoch == epoch
        application.processEvents()
        begun = time.perf_counter()
        window.view.draw(window.view.frame)
        wait_for(native.frameSwapped)
        drawings.append(time.perf_counter() - begun)
    window.close()
    figures = {"jump": jumps, "draw": drawings}
    print(
        json.dumps(
            {
                f"{name}_{kind}_seconds": float(np.quantile(seconds, share))
                for name, seconds in figures.items()
                for kind, share in (("median", 0.5), ("p99", 0.99))
            }
        )
    )


def launch() -> None:
    """Run `nnviz view`; print when its first picture was shown."""
    sys.argv = ["nnviz", "view"]
    from nnviz import cli
    from nnviz.viewer import window

    class Timed(window.ViewerWindow):
        def __init__(self, **told: Any) -> None:
            super().__init__(**told)
            self.resize(*SIZE)
            self.session.picture_shown.connect(self._await_swap)

        def _await_swap(self) -> None:
            self.view.native.frameSwapped.connect(self._report)

        def _report(self) -> None:
            print(time.time(), flush=True)
            self.view.native.frameSwapped.disconnect(self._report)
            self.close()

    window.ViewerWindow = Timed  # type: ignore[misc]  # the one that is timed
    cli.main()


def idle(trace: Path) -> None:
    """Print which share of a processor a paused window takes."""
    from PyQt6.QtTest import QTest

    _, window = opened_window(trace)
    QTest.qWait(500)
    before = os.times()
    QTest.qWait(round(IDLE_SECONDS * 1000))
    after = os.times()
    window.close()
    print((after.user - before.user + after.system - before.system) / IDLE_SECONDS)


def play(trace: Path, niceness: str = "") -> None:
    """Print how many frames a second are shown while playing, beside an export as nice as that."""
    from PyQt6.QtTest import QTest

    _, window = opened_window(trace)
    film = _exported(trace, niceness) if niceness else None
    shown: list[float] = []
    window.view.native.frameSwapped.connect(lambda: shown.append(time.perf_counter()))
    window.session.player.play()
    QTest.qWait(round(PLAYED_SECONDS * 1000))
    window.session.player.pause()
    if film is not None:
        assert film.poll() is None, "the export ended before the playing did"
        film.terminate()
        film.communicate()
    window.close()
    print((len(shown) - 1) / (shown[-1] - shown[0]))


def _exported(trace: Path, niceness: str) -> subprocess.Popen[str]:
    """Begin to export a film of two processes; return it when some of its frames are done."""
    order = ["render", str(trace), "-o", str(trace.with_name(f"film-{niceness}.mp4"))]
    film = subprocess.Popen(
        [sys.executable, "-m", "nnviz.cli.background", niceness, *order],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"NNVIZ_PROGRESS": "json", "XDG_CACHE_HOME": str(trace.parent)},
    )
    assert film.stdout is not None
    while json.loads(film.stdout.readline())["done"] < FRAMES_BEFORE:
        pass
    Thread(target=film.stdout.read, daemon=True).start()  # so that it is never held by a full pipe
    return film


def opened_window(trace: Path):
    """Return an application and its window, in which a trace is shown."""
    from PyQt6.QtCore import QSettings
    from PyQt6.QtWidgets import QApplication

    from nnviz.viewer.display import prefer_egl

    prefer_egl()
    form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    QSettings.setPath(form, scope, str(trace.parent))
    application = QApplication([])
    from nnviz.viewer.window import ViewerWindow

    window = ViewerWindow()
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    window.open(trace)
    window.session.player.to_epoch(1)
    wait_for(window.view.native.frameSwapped)
    application.processEvents()
    return application, window


def _press_return(widget) -> None:
    from PyQt6.QtCore import Qt
    from PyQt6.QtTest import QTest

    QTest.keyClick(widget, Qt.Key.Key_Return)


def wait_for(signal, *, after=None) -> None:
    """Let events be handled until a signal comes; one that comes before another is not meant."""
    from PyQt6.QtCore import QEventLoop

    loop = QEventLoop()
    begin = partial(signal.connect, loop.quit)
    if after is None:
        begin()
    else:
        after.connect(begin)
    loop.exec()
    signal.disconnect(loop.quit)
    if after is not None:
        after.disconnect(begin)


if __name__ == "__main__":
    commands = {"jump": jump, "launch": launch, "idle": idle, "play": play}
    commands[sys.argv[1]](*map(Path, sys.argv[2:3]), *sys.argv[3:])
