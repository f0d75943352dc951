"""The headline: which epoch, which phase, and the error; and the caption below the picture."""

import numpy as np

from nnviz.stage.numerals import ERROR_DECIMALS, numeral
from nnviz.stage.palette import Palette
from nnviz.stage.regions import MARGIN
from nnviz.stage.sketch import MIDDLE, RIGHT, Sketch
from nnviz.stage.typography import extent
from nnviz.story.moment import Moment, Phase

EPOCH_HEIGHT, PHASE_HEIGHT = 0.056, 0.03
CAPTION_HEIGHT = 0.04  # of the picture; at least 1/27
PHASE_WORDS = {
    Phase.INITIALISE: "initial weights",
    Phase.INPUT: "input",
    Phase.FORWARD: "forward",
    Phase.ERROR: "error",
    Phase.BACKWARD: "backward",
    Phase.UPDATE: "update",
    Phase.EPOCH: "",
}


def add_headline(
    sketch: Sketch,
    palette: Palette,
    aspect: float,
    moment: Moment,
    samples: int,
    error: float | None,
) -> None:
    """Add epoch and phase at the upper left, the error at the upper right.

    Args:
        sketch: what it is added to.
        palette: the colours.
        aspect: width of the picture divided by its height.
        moment: what is told.
        samples: number of training records.
        error: mean absolute error of the epoch; None while it is not known.

    """
    sketch.labels(
        [f"Epoch {moment.epoch:,}"],
        [MARGIN, 0.085],
        palette.text,
        height=EPOCH_HEIGHT,
        font="bold",
    )
    sketch.labels([describe(moment, samples)], [MARGIN, 0.135], palette.accent, height=PHASE_HEIGHT)
    right = aspect - MARGIN
    sketch.labels(
        ["–" if error is None else numeral(error, ERROR_DECIMALS)],
        [right, 0.085],
        palette.text,
        height=EPOCH_HEIGHT,
        anchor=RIGHT,
        font="bold",
    )
    sketch.labels(
        ["mean absolute error"],
        [right, 0.135],
        palette.quiet_text,
        height=PHASE_HEIGHT,
        anchor=RIGHT,
    )


def describe(moment: Moment, samples: int) -> str:
    """Return where in an epoch a moment is, in words."""
    record = f"record {moment.sample + 1} of {samples}"
    words = PHASE_WORDS[moment.phase]
    match moment.phase:
        case Phase.FORWARD | Phase.BACKWARD:
            return f"{words} to layer {moment.layer}  ·  {record}"
        case Phase.INPUT | Phase.ERROR:
            return f"{words}  ·  {record}"
        case Phase.INITIALISE if moment.layer is not None:
            return f"{words}  ·  layer {moment.layer} to {moment.layer + 1}"
        case Phase.UPDATE if moment.layer is not None:
            way = f"layer {moment.layer} to {moment.layer + 1}"
            return f"{words}  ·  {way}  ·  sum over {samples} records"
    return record


def add_caption(sketch: Sketch, palette: Palette, aspect: float, text: str) -> None:
    """Add a line in the middle of the picture's lower side."""
    if not text:
        return
    half = extent(text, "sans") * CAPTION_HEIGHT / 2 + 0.02
    centre = np.array([aspect / 2, 0.935])
    sketch.rectangles([centre - [half, 0.033]], [[2 * half, 0.066]], palette.plate, rounding=0.012)
    sketch.labels([text], centre, palette.text, height=CAPTION_HEIGHT, anchor=MIDDLE)
