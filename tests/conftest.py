"""What every test may use, and what must be settled before any of them."""

import signal

import pytest
from hypothesis import HealthCheck, settings

from nnviz.viewer.display import prefer_egl

# No test fails because the machine is busy with something else.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples in every run, so that none fails by chance; `make torture` looks for others.
settings.register_profile("repeatable", UNTIMED, derandomize=True)
settings.register_profile("searching", UNTIMED, derandomize=False)
settings.load_profile("repeatable")


def pytest_configure():
    """Windows and pictures without a window share this process."""
    prefer_egl()
    # A shell starts what it puts into the background deaf to Ctrl-C, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def cache_home(tmp_path_factory, monkeypatch):
    """Return where programs keep what they can make again: a new place for every test."""
    home = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home


@pytest.fixture
def scene_of_data_elsewhere(tmp_path):
    """Return a scene whose data lie outside its folder."""
    (tmp_path / "own.csv").write_text("a,y\n1,0\n2,1\n")
    (tmp_path / "lesson").mkdir()
    scene = tmp_path / "lesson" / "lesson.toml"
    scene.write_text(
        "[experiment]\nepochs = 2\nlayers = [{ units = 1 }]\n"
        'data = { name = "csv", path = "../own.csv" }'
    )
    return scene
