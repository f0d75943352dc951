"""What a test may leave behind: windows, timers, threads, processes."""

import gc
import threading

from PyQt6.QtCore import QCoreApplication, QProcess, QThread, QTimer
from PyQt6.QtWidgets import QApplication


def remains():
    """Return the windows, running timers and threads that there are, as text."""
    windows = (f"window {w!r}" for w in QApplication.topLevelWidgets())
    running = (f"{type(t).__name__} {t!r}" for t in gc.get_objects() if is_running(t))
    threads = (f"thread {t.name}" for t in threading.enumerate())
    return {*windows, *running, *threads}


def is_running(thing):
    """Return whether something is a timer, a thread or a process of Qt that runs."""
    try:
        match thing:
            case QTimer():
                return thing.isActive()
            case QThread():
                return thing.isRunning() and thing is not QCoreApplication.instance().thread()
            case QProcess():
                return thing.state() != QProcess.ProcessState.NotRunning
    except RuntimeError:  # Qt has deleted it already
        pass
    return False
