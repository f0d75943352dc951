"""The judge of files measures what they cost, not what else the machine does."""

import pytest

from tests.hostile.judge import MEGABYTES, SECONDS, TRIES, Verdict, least


def verdicts(*costs):
    return [Verdict(kind="Error", said="", seconds=s, megabytes=mb) for s, mb in costs]


@pytest.mark.parametrize(
    ("costs", "tries", "cheap"),
    [
        ([(SECONDS / 2, 1)] * TRIES, 1, True),
        ([(SECONDS * 2, 1), (SECONDS / 2, 1), (SECONDS * 2, 1)], 2, True),
        ([(SECONDS * 2, 1)] * TRIES, TRIES, False),
        ([(SECONDS / 2, MEGABYTES * 2)] * TRIES, TRIES, False),
    ],
)
def test_a_file_is_dear_only_if_it_is_so_every_time(costs, tries, cheap):
    found = verdicts(*costs)
    before = len(found)
    assert least(lambda: found.pop(0)).is_cheap is cheap
    assert before - len(found) == tries


@pytest.mark.parametrize(("kinds", "tries"), [(["crash"], 1), (["Error", "crash"], 2)])
def test_a_crash_is_never_tried_away(kinds, tries):
    dear = {"said": "", "seconds": SECONDS * 2, "megabytes": 1}
    found = [Verdict(kind=kind, **dear) for kind in (*kinds, *["Error"] * TRIES)]
    before = len(found)
    assert least(lambda: found.pop(0)).kind == "crash"
    assert before - len(found) == tries
