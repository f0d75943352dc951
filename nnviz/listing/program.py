"""The program: an experiment as a short NumPy program, as a lecture would write it on a slide.

What the panel beside the stage shows is no illustration: the program runs with NumPy alone and
computes, bit for bit, the numbers that were recorded. Each of its lines knows the part of the
training that it computes, so that the running ones can be marked. Many records are no lines of the
panel; a program that is to run holds them, or reads them from a file.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.experiment import Experiment
from nnviz.learning.initializers import Given
from nnviz.learning.network import initial_biases, initial_weights
from nnviz.listing.arrays import (
    MOST_GIVEN,
    MOST_RECORDS,
    data_statements,
    given_numbers,
    read_statements,
    record_arrays,
    summary_statements,
)
from nnviz.listing.code_lines import CodeLine
from nnviz.listing.statements import batches, definitions, loop, report, setup
from nnviz.story.moment import Moment, Phase


@dataclass(frozen=True, slots=True)
class Listing:
    """A program; its sections are what stands between two empty lines.

    Attributes:
        code: its lines.

    """

    code: tuple[CodeLine, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts of the lines, each at most `nnviz.listing.code_lines.WIDTH` characters wide."""
        return tuple(line.text for line in self.code)

    @property
    def text(self) -> str:
        """The whole program, as its file holds it."""
        return "\n".join([*self.lines, ""])


def listing(experiment: Experiment) -> Listing:
    """Return the program that the panel shows; no lines where weights that are given were endless.

    Of many records it takes `X` and the targets for given.
    """
    if given_numbers(experiment) > MOST_GIVEN:
        return Listing(())
    many = experiment.dataset.size > MOST_RECORDS
    records = (summary_statements if many else data_statements)(
        experiment.dataset, _targets(experiment)
    )
    return _listing(experiment, records, setup(experiment))


def program(experiment: Experiment, file: str | None = None) -> Listing:
    """Return a program that runs as it is.

    Args:
        experiment: what it trains.
        file: an NPZ of `arrays_of` that it reads; None: the program holds all numbers itself.

    """
    targets = _targets(experiment)
    if file is None:
        return _listing(experiment, data_statements(experiment.dataset, targets), setup(experiment))
    read = read_statements(experiment.dataset, file, targets)
    return _listing(experiment, read, setup(experiment, from_file=True))


def arrays_of(experiment: Experiment) -> dict[str, NDArray[np.float64]]:
    """Return what a program reads from a file: the records, and weights and biases if given."""
    arrays = record_arrays(experiment.dataset)
    if isinstance(experiment.initialization.rule, Given):
        arrays |= {f"weights/{k}": w for k, w in initial_weights(experiment).items()}
        arrays |= {f"biases/{k}": b for k, b in initial_biases(experiment).items()}
    return arrays


def numbers_of(experiment: Experiment) -> int:
    """Return how many numbers a program holds that reads no file."""
    dataset = experiment.dataset
    columns: int = dataset.inputs.shape[1] + dataset.targets.shape[1]
    scales = 0 if dataset.preparation is None else 2 * columns
    return dataset.size * columns + scales + given_numbers(experiment)


def _targets(experiment: Experiment) -> str:
    return "y" if experiment.batch_size is None else "Y"


def _listing(
    experiment: Experiment, records: Iterator[CodeLine], start: Iterator[CodeLine]
) -> Listing:
    batched = experiment.batch_size is not None
    sections = (
        _imports(experiment),
        *definitions(experiment),
        records,
        start,
        *([batches(experiment)] if batched else []),
        loop(experiment),
        report(experiment),
    )
    code = [line for section in sections for line in (CodeLine(), *section)]
    return Listing(tuple(code[1:]))


def _imports(experiment: Experiment) -> list[CodeLine]:
    first = experiment.schedule.rule.IMPORT
    return list(map(CodeLine, ([first] if first else []) + ["import numpy as np"]))


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


def _executes(line: CodeLine, moment: Moment) -> bool:
    whole = moment.layer is None and moment.phase is not Phase.INITIALISE
    return line.phase is moment.phase and (whole or line.layer == moment.layer)
