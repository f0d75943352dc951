"""What every test may use, and what must be settled before any of them."""

import signal

import pytest
from hypothesis import settings

from nnviz.viewer.display import prefer_egl

# The same examples in every run, so that none fails by chance; `make torture` looks for others.
settings.register_profile("repeatable", derandomize=True)
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
