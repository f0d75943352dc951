"""The watch over what tests leave behind notices what it is there for."""

import sys
import threading

import pytest
from PyQt6.QtCore import QProcess, QThread, QTimer
from PyQt6.QtWidgets import QWidget

from tests.viewer.remains import remains


def a_window():
    window = QWidget()
    return window, window.close


def a_timer():
    timer = QTimer()
    timer.start(1000)
    return timer, timer.stop


def a_thread():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    return thread, lambda: (done.set(), thread.join())


def a_thread_of_qt():
    thread = QThread()
    thread.start()
    return thread, lambda: (thread.quit(), thread.wait())


def a_process():
    process = QProcess()
    process.start(sys.executable, ["-c", "input()"])
    return process, lambda: (process.kill(), process.waitForFinished())


@pytest.mark.parametrize("make", [a_window, a_timer, a_thread, a_thread_of_qt, a_process])
def test_what_is_left_behind_is_noticed(qapp, make):
    before = remains()
    left, end = make()
    assert len(remains() - before) == 1
    end()
    del left
