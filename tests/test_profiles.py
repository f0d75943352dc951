"""Tests that look for counterexamples judge what they find, not how long that takes."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
IN_MAKEFILE = re.findall(r"--hypothesis-profile=(\w+)", (ROOT / "Makefile").read_text())


@pytest.mark.parametrize("name", ["repeatable", *IN_MAKEFILE])
def test_no_profile_measures_time(name):
    profile = settings.get_profile(name)
    assert profile.deadline is None
    assert HealthCheck.too_slow in profile.suppress_health_check


def test_make_torture_looks_for_other_examples_than_the_suite():
    assert settings.get_profile("repeatable").derandomize
    assert IN_MAKEFILE
    assert not any(settings.get_profile(name).derandomize for name in IN_MAKEFILE)


def test_what_a_test_tolerates_of_its_own_does_not_bring_time_back():
    tolerated = [
        checks
        for path in ROOT.glob("tests/**/test_*.py")
        for checks in re.findall(r"suppress_health_check=(\[.*?\])", path.read_text(), re.DOTALL)
    ]
    assert tolerated
    assert all("HealthCheck.too_slow" in checks for checks in tolerated)
