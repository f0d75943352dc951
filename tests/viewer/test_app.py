"""The application as a whole, in a process of its own: there can be only one in each."""

import subprocess
import sys

STAND_IN = """
from nnviz.viewer import application as app

def opened(window, path):
    print(path.name, window.isVisible())
    window.close()

app.ViewerWindow.open = opened
print(app.run())
"""


def test_without_a_file_the_window_opens_the_xor_lesson():
    done = subprocess.run([sys.executable, "-c", STAND_IN], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["xor.toml True", "0"]
    assert done.stderr == ""
    assert done.returncode == 0
