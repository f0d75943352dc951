"""What is settled before Qt starts, and what is said when there is nothing to draw on."""

import os
import subprocess
import sys

import pytest

from nnviz.errors import GraphicsError
from nnviz.viewer.display import DISPLAYS, require_display

VIEWER = """
import sys
from pathlib import Path
from PyQt6.QtCore import QTimer
from nnviz.cli import main
from nnviz.viewer.window import ViewerWindow

opened = ViewerWindow.open

def tell(window, path):
    training = window.timelines.training
    quiet = QTimer(window, singleShot=True, interval=300)
    quiet.timeout.connect(lambda: print("shown", flush=True))

    def swapped():
        if training._paint_curve is not None and training._drawn is not None:
            quiet.start()  # anew: Mesa works half a minute to lose a picture that is being drawn

    window.view.native.frameSwapped.connect(swapped)
    opened(window, path)

ViewerWindow.open = tell
sys.argv = ["nnviz", "view", sys.argv[1]]
main()
"""


def view(path, **environment):
    return subprocess.Popen(
        [sys.executable, "-c", VIEWER, path],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_no_screen_is_said_and_not_a_crash(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(GraphicsError, match="nnviz render"):
        require_display()


@pytest.mark.parametrize("environment", [{"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "nonsense"}])
def test_a_screen_that_cannot_be_reached_is_said_and_not_a_crash(trace_path, environment):
    viewer = view(trace_path, **environment)
    _, said = viewer.communicate()
    assert viewer.returncode == 1
    assert "nnviz: no window can be opened" in said
    assert "Traceback" not in said


def test_a_window_without_opengl_is_said_and_not_a_crash(trace_path):
    viewer = view(trace_path, QT_XCB_GL_INTEGRATION="none")
    _, said = viewer.communicate()
    assert viewer.returncode == 1
    assert "nnviz: OpenGL does not start in a window here" in said
    assert "Traceback" not in said


def test_a_screen_that_is_lost_is_said_and_not_a_crash(trace_path):
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as screen:
        viewer = view(trace_path, DISPLAY=f":{screen.stdout.readline().strip()}")
        assert viewer.stdout.readline() == "shown\n"
        screen.kill()
        _, said = viewer.communicate()
    assert viewer.returncode == 1
    assert "X11 connection broke" in said
    assert "Traceback" not in said
