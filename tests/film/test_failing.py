"""An OpenGL that fails in the midst of the work: one message, nothing left, and it goes on."""

import pytest

from .failing import Failure, Place, fail

FAILED = [
    Failure(output="film.mp4", how="memory", picture=30),
    Failure(output="film.mp4", how="lost read", picture=14),
    Failure(output="film.mp4", how="code", picture=2, workers=2),
    Failure(output="film.mp4", how="nothing read", picture=12),
    Failure(output="film.webm", how="driver", picture=5),
    Failure(output="film.gif", how="lost", picture=3),
    Failure(output="still.png", how="memory read", picture=1),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return what is made where nothing fails."""
    made = {}

    def contents(output):
        if output not in made:
            place = Place(tmp_path_factory.mktemp("whole") / "place")
            assert place.run(output).status == 0
            made[output] = place.contents()
        return made[output]

    return contents


@pytest.mark.parametrize("failure", FAILED, ids=lambda each: f"{each.output}, {each.how}")
def test_opengl_that_fails_is_one_message_and_the_next_run_goes_on(tmp_path, whole, failure):
    place = Place(tmp_path / "place")
    assert fail(place, failure, whole(failure.output))


@pytest.mark.parametrize("workers", [1, 2])
def test_what_nobody_foresaw_is_one_message_also_from_a_worker(tmp_path, workers):
    place = Place(tmp_path / "place")
    failure = Failure(output="film.mp4", how="unforeseen", picture=1, workers=workers)
    run = place.run_failing(failure)
    assert run.status == 1
    assert run.said.startswith("nnviz: did not foresee this: IndexError: list index out of range")
    assert run.said.count("\n") == 1
    assert place.made() == []
    place.require_nothing_left()
