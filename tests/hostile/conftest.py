"""What the tests of hostile files share."""

import shutil

import pytest

from tests.hostile.judge import Judge
from tests.hostile.traces import make_trace


@pytest.fixture(scope="session")
def judge():
    """Open files in processes of their own, and return what that costs."""
    with Judge() as server:
        yield server.judge


@pytest.fixture(scope="session")
def sound(tmp_path_factory):
    """A trace that nobody has changed, to be copied."""
    path = tmp_path_factory.mktemp("sound") / "xor.nntrace"
    make_trace(path)
    return path


@pytest.fixture
def path(sound, tmp_path):
    """A trace of the test's own."""
    return shutil.copy(sound, tmp_path / "xor.nntrace")
