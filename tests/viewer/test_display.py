"""What is settled before Qt starts."""

import pytest

from nnviz.errors import GraphicsError
from nnviz.viewer.display import DISPLAYS, require_display


def test_no_screen_is_said_and_not_a_crash(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(GraphicsError, match="nnviz render"):
        require_display()
