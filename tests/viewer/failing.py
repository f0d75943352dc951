"""Lets OpenGL fail in the midst of what a window shows, and looks at what it says and shows then.

What must hold: one message, of no exception that nobody foresaw; the window lives; and when OpenGL
works again, it shows what a window shows that never failed, pixel by pixel.

`python -m tests.viewer.failing --count TRIES --seed SEED` does it many times, on Linux on a screen
of its own.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QSettings, QTimer
from PyQt6.QtGui import QImage
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMessageBox
from pyvirtualdisplay.display import Display

from nnviz.learning.experiment import Experiment
from nnviz.render.picture import Picture
from nnviz.trace.recorder import record
from nnviz.viewer.display import prefer_egl
from nnviz.viewer.unexpected_errors import show_unexpected_errors
from nnviz.viewer.window import ViewerWindow
from tests.failing_graphics import FAILURES, heal
from tests.figures import Figures, asked

HOW = sorted(how for how, (method, _) in FAILURES.items() if method == "paint")
LAST = 6  # picture at which it may fail
MOST_SECONDS = 120.0


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window work until something holds."""
    waited = QElapsedTimer()
    waited.start()
    while not condition():
        assert waited.elapsed() < 1000 * MOST_SECONDS, "it never came"
        QTest.qWait(1)


@contextmanager
def answered() -> Iterator[list[str]]:
    """Answer every message box during the block; give their texts."""
    texts: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            texts.append(box.text())
            box.accept()

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(5)
    try:
        yield texts
    finally:
        timer.stop()


class Shown:
    """What a window shows, picture after picture.

    Args:
        window: one that shows a story.

    """

    def __init__(self, window: ViewerWindow) -> None:
        self._window, self.painted = window, 0

    def step(self) -> None:
        """Go on by a phase, and wait until that was painted."""
        before = self.painted
        self._window.session.player.step("phase", forwards=True)
        wait_until(lambda: self.painted > before)

    def pixels(self) -> NDArray[np.uint8]:
        """Return what stands in the window, painted anew."""
        image = self._window.view.native.grabFramebuffer()
        image.convertTo(QImage.Format.Format_RGBA8888)
        bits = image.constBits()
        bits.setsize(image.sizeInBytes())
        return np.frombuffer(bytes(bits), np.uint8).reshape(image.height(), image.width(), 4)

    @contextmanager
    def counted(self, then: Callable[[], object], *, picture: int = 0) -> Iterator[None]:
        """Count what is painted during the block; let something happen before one of them."""

        really = Picture.paint

        def paint(one: Picture) -> None:
            self.painted += 1
            if self.painted == picture:
                then()
            really(one)

        Picture.paint = paint
        try:
            yield
        finally:
            Picture.paint = really


def sound(window: ViewerWindow) -> NDArray[np.uint8]:
    """Return what a window shows in the end where nothing fails."""
    shown = Shown(window)
    with shown.counted(lambda: None):
        for _ in range(LAST + 2):
            shown.step()
    return shown.pixels()


def fail(window: ViewerWindow, how: str, picture: int, expected: NDArray[np.uint8]) -> list[str]:
    """Let OpenGL fail at a picture of a window, then work again; return what was said."""
    shown, unforeseen = Shown(window), []
    with show_unexpected_errors(window), answered() as texts:
        said = sys.excepthook
        sys.excepthook = lambda *what: (unforeseen.append(what), said(*what))
        try:
            with shown.counted(FAILURES[how][1], picture=picture):
                for _ in range(LAST + 1):
                    shown.step()
                wait_until(lambda: len(texts) > 0)
                heal()
                shown.step()
        finally:
            heal()
            sys.excepthook = said
        assert unforeseen == []
    assert len(texts) == 1, texts
    assert "the picture can no longer be drawn: " in texts[0], texts
    assert window.isVisible()
    np.testing.assert_array_equal(shown.pixels(), expected)
    return texts


def opened(path: Path) -> ViewerWindow:
    """Return a window that shows a recording, painted once."""
    window = ViewerWindow()
    window.resize(900, 700)
    window.show()
    window.open(path)
    wait_until(lambda: window.view.frame is not None)
    window.view.native.grabFramebuffer()
    return window


def closed(window: ViewerWindow) -> None:
    """Close a window, and give back all that it holds."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(count: int, seed: int) -> None:
    """Let OpenGL fail in one window after the other."""
    rng = random.Random(seed)
    prefer_egl()
    with tempfile.TemporaryDirectory() as folder, Figures("windows fail", seed) as figures:
        form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        QSettings.setPath(form, scope, folder)
        application = QApplication(sys.argv[:1])
        path = Path(folder, "xor.nntrace")
        record(Experiment(epochs=40), path)
        window = opened(path)
        expected = sound(window)
        closed(window)
        for _ in range(count):
            how, picture = rng.choice(HOW), rng.randint(1, LAST)
            with figures.attempt(how):
                window = opened(path)
                fail(window, how, picture, expected)
            closed(window)
        application.processEvents()


if __name__ == "__main__":
    options = asked("windows in which OpenGL fails", count=60)
    with Display(visible=False) if sys.platform == "linux" else nullcontext():
        main(options.count, options.seed)
