"""Harms segments of films in every way and at every time, and renders one film twice at once.

`python -m tests.film.harming ROUNDS SEED` says how often a film came of it; none may be another
than the one that nothing has harmed, and after each the next render must make that one.
"""

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from nnviz.errors import FilmError
from nnviz.film import film, joining
from nnviz.film.cache import cache_folder
from nnviz.film.film import make_film
from nnviz.film.resuming import Watch

from .grey import GreyCanvas, Shots
from .killing import decoded
from .test_pieces import HARM, cut, flip
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

    show, watch = Shots(duration_seconds=SECONDS), Watch(progress=progress)
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


def some_harm(chance: random.Random) -> Callable[[Path], object]:
    """Return one of the harms that have a name, or a bit or an end at any place."""
    share = chance.random()
    named = [harm for name, harm in HARM.items() if name != "a folder"]
    return chance.choice([*named, lambda file: flip(file, share), lambda file: cut(file, share)])


def attempt(path: Path) -> bool:
    """Return whether this render was the first of several to one name to end."""
    try:
        make(path, overwrite=False)
    except FilmError as error:
        assert "exists already" in str(error), error
        return False
    return True


def main(rounds: int = 300, seed: int = 1) -> None:
    """Harm segments, then render one film twice at once, and look at every film."""
    chance, made = random.Random(seed), Counter[str]()
    film.Canvas = Canvas
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_CACHE_HOME"] = place
        whole, path = Path(place, "whole.mp4"), Path(place, "film.mp4")
        make(whole)
        expected = decoded(whole)
        for number in range(rounds):
            victim, when = chance.choice(sorted(cache_folder().iterdir())), chance.choice(TIMES)
            path.unlink(missing_ok=True)
            try:
                harmed(path, partial(some_harm(chance), victim), when)
                made[when] += 1
                assert decoded(path) == expected, (seed, number)
            except FilmError:
                assert when != "before", (seed, number)
                assert not path.exists(), (seed, number)
            make(path)
            assert decoded(path) == expected, (seed, number)
        for number in range(rounds // 10):
            path.unlink()
            with ThreadPoolExecutor(2) as pool:
                assert sorted(pool.map(attempt, [path, path])) == [False, True], number
            assert decoded(path) == expected, number
    said = ", ".join(f"{made[when]} harmed {when}" for when in TIMES)
    sys.stdout.write(f"{rounds} segments harmed; films came of {said}: all equal\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
