"""The listing: an experiment as a short NumPy program, as a lecture would write it on a slide.

What the panel beside the stage shows is no illustration: the program runs with NumPy alone and
computes, bit for bit, the numbers that were recorded. Each of its lines knows the part of the
training that it computes, so that the running ones can be marked.
"""

from dataclasses import dataclass

from nnviz.learning.experiment import Experiment
from nnviz.stage.narrow import Line
from nnviz.stage.statements import batches, definitions, loop, report, setup
from nnviz.stage.written import MOST_GIVEN, MOST_RECORDS, data, given_numbers
from nnviz.story.moment import Moment, Phase


@dataclass(frozen=True, slots=True)
class Listing:
    """A program; its sections are what stands between two empty lines.

    Attributes:
        code: its lines.

    """

    code: tuple[Line, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts of the lines, each at most `nnviz.stage.narrow.WIDTH` characters wide."""
        return tuple(line.text for line in self.code)

    @property
    def text(self) -> str:
        """The whole program, as its file holds it."""
        return "\n".join([*self.lines, ""])


def listing(experiment: Experiment) -> Listing:
    """Return the program that trains what `experiment` describes; no lines where it were endless.

    Of many records the program takes `X` and the targets for given.
    """
    if given_numbers(experiment) > MOST_GIVEN:
        return Listing(())
    batched = experiment.batch_size is not None
    sections = (
        _imports(experiment),
        *definitions(experiment),
        data(experiment.dataset, "Y" if batched else "y"),
        setup(experiment),
        *([batches(experiment)] if batched else []),
        loop(experiment),
        report(experiment),
    )
    code = [line for section in sections for line in (Line(), *section)]
    return Listing(tuple(code[1:]))


def _imports(experiment: Experiment) -> list[Line]:
    cosine = experiment.schedule.name == "cosine"
    texts = (["from math import cos, pi"] if cosine else []) + ["import numpy as np"]
    return list(map(Line, texts))


def unprintable(experiment: Experiment) -> list[str]:
    """Return what an experiment has that no short program holds; nothing where one holds it all."""
    return ["so many given weights"] if given_numbers(experiment) > MOST_GIVEN else []


def holds_records(experiment: Experiment) -> bool:
    """Return whether the program holds the training records; else it takes them for given."""
    return experiment.dataset.size <= MOST_RECORDS


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
