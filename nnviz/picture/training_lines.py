"""Training lines: the colour and the dashes of a training, the same wherever it is shown."""

from dataclasses import dataclass

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.dashes import STYLES, dashed
from nnviz.picture.frame import Floats
from nnviz.picture.palette import Palette

WIDTH = 0.0038  # of a line, picture units
SAMPLE = 0.045  # length of a sample of it


@dataclass(frozen=True, eq=False, slots=True)
class TrainingLine:
    """How a training is drawn.

    Attributes:
        colour: (4,) of its lines, its name and its ball.
        dash: lengths of a dash and of a gap, see `nnviz.picture.dashes`.

    """

    colour: Floats
    dash: tuple[float, ...]


def training_line(palette: Palette, number: int) -> TrainingLine:
    """Return how the training of a race is drawn that has a number, from 0."""
    return TrainingLine(palette.trainings[number % len(palette.trainings)], _dash(number))


def _dash(number: int) -> tuple[float, ...]:
    return STYLES[number % len(STYLES)]


def add_training_line(builder: FrameBuilder, line: TrainingLine, points: Floats) -> None:
    """Add the line of a training through (n, 2) points; picture units."""
    builder.strokes(*dashed(points, line.dash), line.colour, width=WIDTH)


def add_sample(builder: FrameBuilder, line: TrainingLine, left: float, middle: float) -> None:
    """Add a sample of a training's line; picture units."""
    ends = np.array([[left, middle], [left + SAMPLE, middle]], dtype=np.float32)
    add_training_line(builder, line, ends)
