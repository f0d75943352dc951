"""The headline: which epoch, which phase, and the error; and the caption below the picture."""

import numpy as np

from nnviz.stage.numerals import ERROR_DECIMALS, numeral
from nnviz.stage.palette import Palette
from nnviz.stage.regions import MARGIN, Region
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import MIDDLE, RIGHT, Sketch
from nnviz.stage.typography import extent
from nnviz.stage.wrapping import wrapped
from nnviz.story.moment import Moment, Phase

BOTTOM = 0.142
EPOCH_HEIGHT, PHASE_HEIGHT = 0.056, 0.03
LEAST_NAME_HEIGHT, NAME_ROOM, NAME_GAP = 0.0235, 0.42, 0.03
WARNING_HEIGHT = 0.03
LEFT_OF_WARNING, RIGHT_OF_WARNING = 0.45, 0.34  # room for epoch and error
NARROWEST_WARNING = 27.0  # times its height
FIGURES_APART = 0.06
CAPTION_HEIGHT = 0.04  # of the picture; at least 1/27
CAPTION_MIDDLE, CAPTION_PITCH = 0.942, 0.047  # two lines find room below the panels
CAPTION_PADDING = (0.02, 0.033)  # from the middle of a line to the end of its plate, the second


def add_headline(
    sketch: Sketch, setting: Setting, moment: Moment, error: float | None, *, told: str = ""
) -> None:
    """Add epoch and phase at the upper left, the error at the upper right.

    Args:
        sketch: what it is added to.
        setting: the show's.
        moment: what is told.
        error: mean absolute error of the epoch; None leaves it out while it is not known.
        told: what stands in place of the phase.

    """
    palette, words = setting.palette, setting.wording
    started = moment.phase is not Phase.INITIALISE
    epoch = words.epoch.format(epoch=moment.epoch) if started else words.start
    phase = told or describe(setting, moment)
    sketch.kept_clear.append(Region(0.0, 0.0, setting.aspect, BOTTOM))
    sketch.labels([epoch], [MARGIN, 0.085], palette.text, height=EPOCH_HEIGHT, font="bold")
    sketch.labels([phase], [MARGIN, 0.135], palette.accent, height=PHASE_HEIGHT)
    if error is None:
        return
    right = setting.aspect - MARGIN
    value = numeral(error, ERROR_DECIMALS)
    left = _figure(sketch, palette, value, setting.error_name, right)
    accuracy = setting.accuracy_at(moment.epoch)
    diverged = setting.divergence is not None and moment.epoch >= setting.divergence.epoch
    if accuracy is not None and not diverged:  # what is said of it takes the room
        records = setting.accuracies[-1].title
        name = words.over.format(value=words.accuracy, records=records)
        _figure(sketch, palette, f"{accuracy:.1%}", name, left - FIGURES_APART)


def _figure(sketch: Sketch, palette: Palette, value: str, name: str, right: float) -> float:
    """Add a number and below it what it is; return where they begin."""
    at, below, height = [right, 0.085], [right, 0.135], _name_height(name)
    sketch.labels([value], at, palette.text, height=EPOCH_HEIGHT, anchor=RIGHT, font="bold")
    sketch.labels([name], below, palette.quiet_text, height=height, anchor=RIGHT)
    width = max(extent(value, "bold") * EPOCH_HEIGHT, extent(name, "sans") * height)
    return right - width


def _name_height(name: str) -> float:
    """Return how high the name of a figure is written: a long one says more, in smaller letters."""
    return max(min(PHASE_HEIGHT, NAME_ROOM / extent(name, "sans")), LEAST_NAME_HEIGHT)


def add_divergence(sketch: Sketch, setting: Setting, *, upto: int) -> None:
    """Say between epoch and error that the training diverged, once that is known.

    Args:
        sketch: what it is added to.
        setting: the show's.
        upto: last epoch whose error is known.

    """
    divergence, words = setting.divergence, setting.wording
    if divergence is None or upto < divergence.epoch:
        return
    text = words.diverged.format(epoch=divergence.epoch, loss=numeral(divergence.loss))
    text += f" {words.smaller_rate.format(rate=divergence.learning_rate)}"
    name = setting.error_name
    beside = max(RIGHT_OF_WARNING, extent(name, "sans") * _name_height(name) + NAME_GAP)
    left, right = MARGIN + LEFT_OF_WARNING, setting.aspect - MARGIN - beside
    height = min(WARNING_HEIGHT, (right - left) / NARROWEST_WARNING)
    lines = wrapped(text, "bold", widest=(right - left) / height)
    places = np.column_stack(
        [np.full(len(lines), (left + right) / 2), 0.05 + 1.25 * height * np.arange(len(lines))]
    )
    sketch.labels(lines, places, setting.palette.strange, height=height, anchor=MIDDLE, font="bold")


def _mean_over(setting: Setting) -> str:
    """Return what the mean error of an epoch is over: the records of its last step."""
    words, experiment = setting.wording, setting.experiment
    records = words.records_in(experiment.samples_per_step)
    if any(layer.dropout for layer in experiment.layers):
        records = words.with_dropout.format(records=records)
    text = words.mean if experiment.batch_size is None else words.mean_of_batch
    return text.format(records=records)


def describe(setting: Setting, moment: Moment) -> str:
    """Return where in an epoch a moment is, in words."""
    words, last = setting.wording, len(setting.layout.widths) - 1
    record = words.record.format(number=moment.sample + 1, count=setting.samples)
    layer = 0 if moment.layer is None else moment.layer
    node = 0 if moment.node is None else moment.node + 1
    match moment.phase:
        case Phase.INITIALISE:
            text = words.before_training if moment.layer is None else words.initialise
        case Phase.MEAN:
            return _mean_over(setting)
        case Phase.UPDATE:
            text = words.update
        case Phase.INPUT:
            text = f"{words.input}  ·  {record}"
        case Phase.FORWARD:
            text = f"{words.forward_node if node else words.forward}  ·  {record}"
        case Phase.ERROR:
            text = f"{words.error_phase}  ·  {record}"
        case Phase.BACKWARD:
            text = f"{words.backward_node if node else words.backward}  ·  {record}"
        case Phase.EPOCH:
            return record
    return text.format(layer=words.layer(layer, last), next=words.layer(layer + 1, last), node=node)


def add_caption(sketch: Sketch, palette: Palette, aspect: float, text: str) -> None:
    """Add a text in the middle of the picture's lower side, on as many lines as it needs."""
    if not text:
        return
    widest = (aspect - 2 * (MARGIN + CAPTION_PADDING[0])) / CAPTION_HEIGHT
    lines = wrapped(text, "sans", widest=widest)
    width = max(extent(line, "sans") for line in lines) * CAPTION_HEIGHT
    below = (np.arange(len(lines)) - (len(lines) - 1) / 2) * CAPTION_PITCH
    half = np.array([width / 2, below[-1]]) + CAPTION_PADDING
    centre = np.array([aspect / 2, CAPTION_MIDDLE])
    places = np.column_stack([np.full(len(lines), centre[0]), centre[1] + below])
    sketch.kept_clear.append(Region(0.0, float(centre[1] - half[1]), aspect, 1.0))
    sketch.rectangles([centre - half], [2 * half], palette.plate, rounding=0.012)
    sketch.labels(lines, places, palette.text, height=CAPTION_HEIGHT, anchor=MIDDLE)
