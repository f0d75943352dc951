"""A real window for each test, and a watch over what a test leaves behind."""

import gc

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent, QSettings, QSize, Qt, QTimer
from PyQt6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from nnviz.learning.experiment import Experiment
from nnviz.trace.recorder import record
from nnviz.viewer.window import ViewerWindow
from tests.viewer.remains import remains


class PatientBot(QtBot):
    """Waits as long as a machine needs that has much else to do.

    Keys are pressed in a window that has the keyboard. Where no window manager is, a request for
    it can get lost, and a window that closes or fills the screen leaves it to nobody.
    """

    def waitUntil(self, callback, *, timeout=60_000):
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=60_000, **options):
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals, *, timeout=60_000, **options):
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitExposed(self, widget, *, timeout=60_000):
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget, *, timeout=60_000):
        return super().waitActive(widget, timeout=timeout)

    def giveKeyboard(self, widget):
        """Ask for the keyboard for a widget's window again and again, until it has it."""
        window = widget.window()

        def has_it():
            if not window.isActiveWindow():
                window.raise_()
                window.activateWindow()
            return window.isActiveWindow()

        self.waitUntil(has_it)

    def giveFocus(self, widget):
        """Let a widget be the one that is typed in."""
        self.giveKeyboard(widget)
        widget.setFocus()
        self.waitUntil(widget.hasFocus)

    def keyClick(self, widget, *key, **options):
        self.giveKeyboard(widget)
        super().keyClick(widget, *key, **options)

    def keyClicks(self, widget, *keys, **options):
        self.giveKeyboard(widget)
        super().keyClicks(widget, *keys, **options)


@pytest.fixture
def qtbot(qapp, request):
    return PatientBot(request)


@pytest.fixture(autouse=True)
def forgetful(tmp_path):
    """Let no test remember what another one, or a person, has set."""
    form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    QSettings.setPath(form, scope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def eager_exports(monkeypatch):
    """Let exports be served as tests are: what gives way to a busy machine never ends."""
    monkeypatch.setattr("nnviz.viewer.export.orders.NICENESS", 0)


@pytest.fixture(autouse=True)
def small_windows(monkeypatch):
    """Let windows be as small as on a projector: what has many pixels takes long without a card."""
    monkeypatch.setattr("nnviz.viewer.window.FIRST_SIZE", QSize(1280, 720))


@pytest.fixture(autouse=True)
def nothing_is_left_behind(qapp):
    """Fail a test that leaves a window, a running timer or a thread."""
    gc.freeze()  # what was there before the test need not be looked through after it
    before = remains()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert remains() - before == set()


@pytest.fixture(scope="session")
def trace_path(tmp_path_factory):
    """A short training, recorded once."""
    path = tmp_path_factory.mktemp("traces") / "short.nntrace"
    record(Experiment(epochs=40), path)
    return path


@pytest.fixture
def empty_window(qtbot):
    """The window as it is before anything is opened, with the keyboard's attention."""
    window = ViewerWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.giveKeyboard(window)
    return window


@pytest.fixture
def window(empty_window, trace_path):
    """The window with a story."""
    empty_window.open(trace_path)
    return empty_window


@pytest.fixture
def lab(window, qtbot):
    """The window with the panel, at a moment in the midst of the training."""
    qtbot.keyClick(window, Qt.Key.Key_X)
    window.session.player.to_epoch(17)
    window.session.player.to_record(2)
    return window


@pytest.fixture
def dialogs(qtbot):
    """The texts of the message boxes that appear; each is answered with Return."""
    texts = []

    def answer():
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            texts.append(box.text())
            box.accept()

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(5)
    yield texts
    timer.stop()
