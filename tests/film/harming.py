"""Harms segments of films in every way and at every time, and renders one film twice at once.

`python -m tests.film.harming --count ROUNDS --seed SEED` says how often a film came of it; none may
be another than the one that nothing has harmed, and after each the next render must make that one.
"""

import math
import os
import random
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from nnviz.errors import FilmError
from nnviz.film import film, joining
from nnviz.film.cache import cache_folder
from nnviz.film.film import make_film
from nnviz.film.segmented_film import ProgressCallbacks
from tests.figures import Figures, asked

from .grey import GreyCanvas, Shots
from .killing import decoded
from .test_checked_segments import HARM, cut, flip
from .test_resuming import ENCODING

SECONDS = 4.0  # and as many segments
TIMES = ("before", "while drawing", "while joining")


class Canvas(GreyCanvas):
    """A canvas that can be closed."""

    def close(self) -> None:
        """Do nothing."""


def make(path: Path, at_last: Callable[[], None] = lambda: None, *, overwrite: bool = True) -> None:
    """Render the film; let something happen when all of its frames are there."""

    def progress(done: int, total: int) -> None:
        if done == total:
            at_last()

    show, watch = Shots(duration_seconds=SECONDS), ProgressCallbacks(progress=progress)
    make_film(show, path, encoding=ENCODING, overwrite=overwrite, watch=watch)


def harmed(path: Path, harm: Callable[[], object], when: str) -> None:
    """Render the film while a segment of it is harmed."""
    really = joining._run

    def run(*arguments: object) -> None:
        harm()
        really(*arguments)

    if when == "before":
        harm()
    joining._run = run if when == "while joining" else really
    try:
        make(path, harm if when == "while drawing" else lambda: None)
    finally:
        joining._run = really


def some_harm(rng: random.Random) -> Callable[[Path], object]:
    """Return one of the harms that have a name, or a bit or an end at any place."""
    share = rng.random()
    named = [harm for name, harm in HARM.items() if name != "a folder"]
    return rng.choice([*named, lambda file: flip(file, share), lambda file: cut(file, share)])


def attempt(path: Path) -> bool:
    """Return whether this render was the first of several to one name to end."""
    try:
        make(path, overwrite=False)
    except FilmError as error:
        assert "exists already" in str(error), error
        return False
    return True


def harm_once(path: Path, rng: random.Random, when: str, expected: list[str]) -> bool:
    """Harm a segment of the film, then make it; return whether it came nevertheless."""
    victim = rng.choice(sorted(cache_folder().iterdir()))
    path.unlink(missing_ok=True)
    try:
        harmed(path, partial(some_harm(rng), victim), when)
        came = True
        assert decoded(path) == expected
    except FilmError:
        came = False
        assert when != "before"
        assert not path.exists()
    make(path)
    assert decoded(path) == expected
    return came


def make_twice(path: Path, expected: list[str]) -> None:
    """Render one film twice at once: one of the two must be refused."""
    path.unlink()
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, [path, path])) == [False, True]
    assert decoded(path) == expected


def main(count: int, seed: int) -> None:
    """Harm segments, then render one film twice at once, and look at every film."""
    rng, came = random.Random(seed), 0
    film.Canvas = Canvas
    with tempfile.TemporaryDirectory() as place, Figures("segments harmed", seed) as figures:
        os.environ["XDG_CACHE_HOME"] = place
        whole, path = Path(place, "whole.mp4"), Path(place, "film.mp4")
        make(whole)
        expected = decoded(whole)
        for _ in range(count):
            when = rng.choice(TIMES)
            with figures.attempt(when):
                came += harm_once(path, rng, when, expected)
        for _ in range(math.ceil(count / 10)):
            with figures.attempt("two at once"):
                make_twice(path, expected)
        figures.note(f"a film came of {came} nevertheless, all equal")


if __name__ == "__main__":
    options = asked("segments harmed", count=300)
    main(options.count, options.seed)
