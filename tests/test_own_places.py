"""Each test has places of its own, so that test processes beside each other cannot meet."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from nnviz.film.cache import cache_folder

PLACES = """
import tempfile
from nnviz.film.cache import cache_folder
from nnviz.viewer.settings import settings
print(tempfile.gettempdir(), cache_folder(), settings().fileName(), sep="\\n")
"""


def places_of_a_program():
    command = [sys.executable, "-c", PLACES]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [Path(line) for line in done.stdout.splitlines()]


def places():
    return {Path(tempfile.gettempdir()), cache_folder(), *places_of_a_program()}


@pytest.fixture(scope="module")
def places_before():
    """What a fixture has that is made once for several tests."""
    return places()


def test_what_is_made_for_several_tests_has_places_of_this_run_and_each_test_others(
    places_before, tmp_path_factory
):
    run, now = tmp_path_factory.getbasetemp(), places()
    assert (len(places_before), len(now), places_before & now) == (3, 3, set())
    assert [place for place in places_before | now if not place.is_relative_to(run)] == []
