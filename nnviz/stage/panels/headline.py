"""The headline: which epoch, which phase, and the error."""

from typing import NamedTuple

import numpy as np

from nnviz.picture.builder import MIDDLE, RIGHT, FrameBuilder
from nnviz.picture.numerals import ERROR_DECIMALS, numeral
from nnviz.picture.palette import Palette
from nnviz.picture.regions import MARGIN, Region, Regions
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import SMALLEST, fitted, wrapped
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.panels.surface_results import add_surface_results
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment, Phase

EPOCH_HEIGHT, PHASE_HEIGHT = 0.056, 0.03
LEAST_NAME_HEIGHT, NAME_ROOM, NAME_GAP = 0.0235, 0.42, 0.03
WARNING_HEIGHT, WARNING_MIDDLE = 0.03, 0.045  # the latter of its first line
LEFT_OF_WARNING, RIGHT_OF_WARNING = 0.45, 0.34  # room for epoch and error
AROUND_WARNING = 0.02  # less
NARROWEST_WARNING = 27.0  # times its height
FIGURES_APART = 0.06
BETWEEN = "  ·  "  # what it says of a row


class _Lines(NamedTuple):
    """The baselines of epoch and figures, of what the figures are, and of the phase."""

    epoch: float
    name: float
    phase: float


BESIDE, STACKED = _Lines(0.085, 0.135, 0.135), _Lines(0.06, 0.094, 0.134)
EPOCH_ROOM = MARGIN + 0.36  # for the epoch, beside the figures


def _lines(setting: Setting) -> _Lines:
    """Return where the lines stand: above each other where the picture is narrow."""
    return STACKED if Regions(setting.aspect).scale < 1 else BESIDE


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, _region: Region) -> None:
    step, moment, surface = instant.step, instant.moment, instant.surface
    one = surface is None or len(surface.ways) == 1
    known = one and instant.known.error_epoch == moment.epoch
    error = step.mean_absolute_error if known else None
    told = "" if surface is None else _height(setting)
    _add_headline(builder, setting, step, moment, error, told=told)
    if surface is not None and not one:
        add_surface_results(builder, setting, surface, moment.epoch)
    _add_divergence(builder, setting, upto=instant.known.error_epoch)


def _height(setting: Setting) -> str:
    """Return what the height of a loss surface is."""
    words, count = setting.wording, setting.dataset.size
    return words.surface_of_one if count == 1 else words.surface.format(count=count)


def _add_above(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    step = row.networks[0].step
    told = BETWEEN.join([_describe(setting, step, row.moment), *row.over])
    _add_headline(builder, setting, step, row.moment, None, told=told)


def _add_headline(
    builder: FrameBuilder,
    setting: Setting,
    step: StepArrays,
    moment: Moment,
    error: float | None,
    *,
    told: str = "",
) -> None:
    """Add epoch and phase at the upper left, the error at the upper right.

    Args:
        builder: what it is added to.
        setting: the show's.
        step: the epoch that is shown.
        moment: what is told.
        error: mean absolute error of the epoch; None leaves it out while it is not known.
        told: what stands in place of the phase.

    """
    palette, words = setting.palette, setting.wording
    started = moment.phase is not Phase.INITIALISE
    epoch = words.epoch.format(epoch=moment.epoch) if started else words.start
    phase = told or _describe(setting, step, moment)
    builder.kept_clear.append(Regions(setting.aspect).headline)
    at = [MARGIN, _lines(setting).epoch]
    builder.labels([epoch], at, palette.text, height=EPOCH_HEIGHT, font="bold")
    left = Regions(setting.aspect).width - MARGIN
    if error is not None:
        left = _add_figures(builder, setting, moment, error) - FIGURES_APART
    if _lines(setting) is STACKED:
        left = Regions(setting.aspect).width - MARGIN
    phase, height = fitted(phase, "sans", height=PHASE_HEIGHT, room=left - MARGIN)
    builder.labels([phase], [MARGIN, _lines(setting).phase], palette.accent, height=height)


def _add_figures(builder: FrameBuilder, setting: Setting, moment: Moment, error: float) -> float:
    """Add the error, and before it the accuracy where there is one; return where they begin."""
    palette, words = setting.palette, setting.wording
    right = Regions(setting.aspect).width - MARGIN
    value = numeral(error, ERROR_DECIMALS)
    lines = _lines(setting)
    left = _figure(builder, palette, value, setting.error_name, (right, lines))
    accuracy = setting.accuracy_at(moment.epoch)
    diverged = setting.divergence is not None and moment.epoch >= setting.divergence.epoch
    if accuracy is None or diverged:  # what is said of it takes the room
        return left
    name = words.over.format(value=words.accuracy, records=setting.accuracies[-1].title)
    beside = left - FIGURES_APART
    if lines is STACKED and beside - extent(name, "sans") * _name_height(name) < EPOCH_ROOM:
        return left  # the curve says it
    return _figure(builder, palette, f"{accuracy:.1%}", name, (beside, lines))


def _figure(
    builder: FrameBuilder, palette: Palette, value: str, name: str, place: tuple[float, _Lines]
) -> float:
    """Add a number and below it what it is, left of a place; return where they begin."""
    right, lines = place
    at, below, height = [right, lines.epoch], [right, lines.name], _name_height(name)
    room = max(RIGHT_OF_WARNING - AROUND_WARNING, extent(name, "sans") * height)
    value, high = fitted(value, "bold", height=EPOCH_HEIGHT, room=room)
    builder.labels([value], at, palette.text, height=high, anchor=RIGHT, font="bold")
    builder.labels([name], below, palette.quiet_text, height=height, anchor=RIGHT)
    return right - max(extent(value, "bold") * high, extent(name, "sans") * height)


def _name_height(name: str) -> float:
    """Return how high the name of a figure is written: a long one says more, in smaller letters."""
    return max(min(PHASE_HEIGHT, NAME_ROOM / extent(name, "sans")), LEAST_NAME_HEIGHT)


def _add_divergence(builder: FrameBuilder, setting: Setting, *, upto: int) -> None:
    """Say between epoch and error that the training diverged, once that is known.

    Args:
        builder: what it is added to.
        setting: the show's.
        upto: last epoch whose error is known.

    """
    divergence, words = setting.divergence, setting.wording
    if divergence is None or upto < divergence.epoch:
        return
    text = words.diverged.format(epoch=divergence.epoch, loss=numeral(divergence.loss))
    if divergence.learning_rate is not None:
        text += f" {words.smaller_rate.format(rate=divergence.learning_rate)}"
    name = setting.error_name
    beside = max(RIGHT_OF_WARNING, extent(name, "sans") * _name_height(name) + NAME_GAP)
    left, right = MARGIN + LEFT_OF_WARNING, Regions(setting.aspect).width - MARGIN - beside
    height = float(np.clip((right - left) / NARROWEST_WARNING, SMALLEST, WARNING_HEIGHT))
    lines = wrapped(text, "bold", widest=(right - left) / height)
    below = WARNING_MIDDLE + 1.25 * height * np.arange(len(lines))
    places = np.column_stack([np.full(len(lines), (left + right) / 2), below])
    builder.labels(
        lines, places, setting.palette.strange, height=height, anchor=MIDDLE, font="bold"
    )


def _mean_over(setting: Setting) -> str:
    """Return what the mean error of an epoch is over: the records of its last step."""
    words, training = setting.wording, setting.training
    records = words.records_in(training.records_in_last_step)
    if setting.network.has_dropout:
        records = words.with_dropout.format(records=records)
    text = words.mean_of_batch if training.by_batches else words.mean
    return text.format(records=records)


def _record(setting: Setting, step: StepArrays, moment: Moment) -> str:
    """Return which of the training records a moment shows, counted as a scene counts them."""
    number = int(step.records[moment.record]) + 1
    return setting.wording.record.format(number=number, count=setting.dataset.size)


def _describe(setting: Setting, step: StepArrays, moment: Moment) -> str:
    """Return where in an epoch a moment is, in words."""
    words, last = setting.wording, len(setting.layout.widths) - 1
    record = _record(setting, step, moment)
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


PANEL = Panel(
    name="headline",
    menu="&Headline",
    place=Place.TOP,
    tellings=ALONE | {"race", "compare"},
    unasked=unasked(*ALONE, "race", "compare"),
    add=_add,
    add_below=_add_above,
)
