"""Which part of a film a person asks for."""

import math
from typing import TYPE_CHECKING, NamedTuple

import typer

from nnviz.errors import UsageError

if TYPE_CHECKING:
    from nnviz.film.clip import Clip
    from nnviz.stage.show import Show


NOTHING = ("leaves nothing to show", "give a later end")


class Shots(NamedTuple):
    """Numbers of the first and the last shot, from 1."""

    first: int
    last: int


def parse_shots(text: str | Shots) -> Shots:
    """Return the shots that `3` or `2-4` means.

    Raises:
        typer.BadParameter: it means none.

    """
    if isinstance(text, Shots):
        return text
    first, dash, last = text.partition("-")
    numbers = [first, last if dash else first]
    if not all(number.isascii() and number.isdigit() and len(number) < 6 for number in numbers):
        raise typer.BadParameter(f"{text!r} names no shots; write 3, or 2-4")
    return Shots(*map(int, numbers))


def part_asked_for(
    show: "Show", *, shots: Shots | None, start: float | None, end: float | None
) -> "Show | Clip":
    """Return the part of a show that is asked for; all of it where nothing is.

    Args:
        show: the whole.
        shots: the shots that are wanted.
        start: or the second to begin at; None: at the beginning.
        end: and the second to end at; None: at the end.

    Raises:
        UsageError: the show has no such part.

    """
    from nnviz.film.clip import Clip, clip_of_shots

    if shots is not None:
        return clip_of_shots(show, first=shots.first, last=shots.last)
    if start is None and end is None:
        return show
    begin = 0.0 if start is None else start
    finish = show.duration_seconds if end is None else end
    return Clip(show, start_seconds=begin, end_seconds=finish)


def check_range(*, shots: Shots | None, start: float | None, end: float | None) -> None:
    """Refuse a part that no show has, before any work is done for it.

    Raises:
        UsageError: the options contradict each other.

    """
    if shots is not None and (start, end) != (None, None):
        raise UsageError("--shots and --from or --to both say which part; keep one of them")
    if shots is not None and not 1 <= shots.first <= shots.last:
        raise UsageError(
            f"--shots {shots.first}-{shots.last}: shots are counted from 1; name the earlier first"
        )
    for name, seconds in (("--from", start), ("--to", end)):
        if seconds is not None and not (0 <= seconds < math.inf):
            raise UsageError(f"{name} {seconds:g}: give seconds, from 0 on")
    if start is not None and end is not None and start >= end:
        wrong, remedy = ("begins after its end", "swap them") if start > end else NOTHING
        raise UsageError(f"--from {start:g} --to {end:g}: {wrong}; {remedy}")
    if end == 0:
        raise UsageError(f"--to {end:g}: {'; '.join(NOTHING)}")
