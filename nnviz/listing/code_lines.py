"""Code lines: code that fits into a panel which is read from the back row."""

from collections.abc import Iterator
from dataclasses import dataclass

from nnviz.story.moment import Phase

WIDTH = 30  # of the widest line, characters
INDENT = "  "


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line of a program.

    Attributes:
        text: the line, indented.
        phase: the part of the training that it computes; None: it prepares or reports.
        layer: the layer that it computes, numbered as in `Moment`; None: it belongs to none.

    """

    text: str = ""
    phase: Phase | None = None
    layer: int | None = None


def form_that_fits(*forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first form of a statement whose lines fit, indented; else the last one."""
    room = WIDTH - len(INDENT)
    return next((form for form in forms if max(map(len, form)) <= room), forms[-1])


def code_lines(phase: Phase, layer: int | None, *texts: str) -> Iterator[CodeLine]:
    """Yield lines that compute the same part of the training."""
    yield from (CodeLine(text, phase, layer) for text in texts)
