"""The listing: an experiment as a short NumPy program, as a lecture would write it on a slide.

What the panel beside the stage shows is no illustration: the program runs with NumPy alone and
computes, bit for bit, the numbers that were recorded. Each of its lines knows the part of the
training that it computes, so that the running ones can be marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from nnviz.learning.experiment import Experiment
from nnviz.stage.statements import (
    WIDTH,
    Line,
    data,
    definitions,
    given_numbers,
    loop,
    report,
    setup,
)
from nnviz.story.moment import Moment, Phase

MOST_RECORDS = 32  # that a program holds; more would be pages of numbers
MOST_GIVEN = 64  # weights and biases likewise


@dataclass(frozen=True, slots=True)
class Listing:
    """A program; its sections are what stands between two empty lines.

    Attributes:
        code: its lines.

    """

    code: tuple[Line, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts of the lines, each at most `WIDTH` characters wide."""
        return tuple(line.text for line in self.code)

    @property
    def text(self) -> str:
        """The whole program, as its file holds it."""
        return "\n".join([*self.lines, ""])


def listing(experiment: Experiment) -> Listing:
    """Return the program that trains what `experiment` describes.

    Where no short program does, its lines are remarks that say why.
    """
    if reasons := unprintable(experiment):
        return Listing(tuple(_remark(reasons)))
    sections = (
        [Line("import numpy as np")],
        *definitions(experiment),
        data(experiment.dataset),
        setup(experiment),
        loop(experiment),
        report(experiment),
    )
    code = [line for section in sections for line in (Line(), *section)]
    return Listing(tuple(code[1:]))


def unprintable(experiment: Experiment) -> list[str]:
    """Return what an experiment has that no short program says; nothing where one says it all."""
    records = experiment.dataset.size
    choices = {
        f"{records:,} records": records > MOST_RECORDS,
        "batches": experiment.batch_size is not None,
        "dropout": any(layer.dropout for layer in experiment.layers),
        f"the {experiment.schedule.name} schedule": experiment.schedule.name != "constant",
        "so many given weights": given_numbers(experiment) > MOST_GIVEN,
    }
    return [name for name, chosen in choices.items() if chosen]


def _remark(reasons: list[str]) -> Iterator[Line]:
    """Yield lines that say why there is no program."""
    for text in ("No short program can say:", *reasons):
        for part in wrap(text, WIDTH - 2):
            yield Line(f"# {part}", Phase.EPOCH)


def running(listing: Listing, moment: Moment) -> range:
    """Return the indices of the lines that a moment executes.

    Args:
        listing: the program.
        moment: what is computed; without a layer, all that its phase computes, but to initialise
            no layer is to be given nothing but the data.

    Returns:
        indices into `listing.lines`, from the first to the last; empty where nothing is computed.

    """
    at = [index for index, line in enumerate(listing.code) if _executes(line, moment)]
    return range(at[0], at[-1] + 1) if at else range(0)


def _executes(line: Line, moment: Moment) -> bool:
    whole = moment.layer is None and moment.phase is not Phase.INITIALISE
    return line.phase is moment.phase and (whole or line.layer == moment.layer)
