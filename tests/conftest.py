"""What every test may use, and what must be settled before any of them."""

import signal
import tempfile
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

from nnviz.viewer.display import prefer_egl
from tests.recordings import recordings_of_this_run

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


def settle(patch, place):
    """Let what is kept, remembered or passing be in a new place, also of programs that are started.

    Then nothing meets what others keep: another test, a user's programs, another test process.
    Returns where programs keep what they can make again.
    """
    cache, config, passing = (place / name for name in ("cache", "config", "passing"))
    for folder in (cache, config, passing):
        folder.mkdir(parents=True)
    patch.setenv("XDG_CACHE_HOME", str(cache))
    patch.setenv("XDG_CONFIG_HOME", str(config))
    patch.setenv("TMPDIR", str(passing))
    patch.setattr(tempfile, "tempdir", str(passing))
    return cache


@pytest.fixture(scope="session", autouse=True)
def places_of_this_run(tmp_path_factory):
    """Give places to what is made once for several tests."""
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, tmp_path_factory.mktemp("run"))
        yield


@pytest.fixture(scope="session")
def open_scene(places_of_this_run, tmp_path_factory):
    """Return what opens scenes as `open_show` does, each recorded once in a run of the tests."""
    return recordings_of_this_run(tmp_path_factory).open


@pytest.fixture(scope="session")
def new_places(tmp_path_factory):
    """Return numbered folders; pytest would look through all that it has made for each new one."""
    folder = tmp_path_factory.mktemp("places")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def cache_home(new_places, monkeypatch):
    """Return where programs keep what they can make again: every test has new places."""
    return settle(monkeypatch, next(new_places))


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
