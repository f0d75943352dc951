"""Ctrl-C reaches a window that waits."""

import os
import signal
import threading

from PyQt6.QtCore import QTimer

from nnviz.viewer.interrupt import ctrl_c_ends


def test_ctrl_c_ends_a_loop_in_which_nothing_happens(qapp):
    handler = signal.getsignal(signal.SIGINT)
    elsewhere = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
    with ctrl_c_ends(qapp):
        QTimer.singleShot(0, elsewhere.start)
        assert qapp.exec() == 130
    elsewhere.join()
    assert signal.getsignal(signal.SIGINT) is handler
