"""What is on screen is what the code computed: every number that a frame shows is accounted for."""

import re
from functools import partial

import numpy as np
import pytest

from nnviz.picture.numerals import MINUS, numeral, signed, whole
from nnviz.stage.facts.step_arrays import step_arrays

NUMBER = re.compile(rf"[+{MINUS}]?\d+\.\d+(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def forms(values):
    """Return every way in which the stage may write these values."""
    values = np.asarray(values).ravel()
    writers = (
        numeral,
        signed,
        whole,
        *(partial(each, as_power=True) for each in (numeral, signed)),
    )
    return {write(value) for value in values for write in writers}


def recorded(step, targets):
    """Return every recorded number of an epoch, as it may be written."""
    groups = (
        step.activations, step.preactivations, step.derivatives, step.errors, step.deltas,
        step.weights, step.updates, step.weights_after,
    )  # fmt: skip
    texts = forms(targets)
    for group in groups:
        for values in group:
            texts |= forms(values) | forms(np.abs(values))
    fine = {write(error, 6) for error in step.differences.ravel() for write in (numeral, signed)}
    fine |= {numeral(abs(error), 6) for error in step.differences.ravel()}
    return texts | fine | {numeral(step.mean_absolute_error, 6)}


def products(step):
    """Return the terms of every sum of an epoch, as they may be written."""
    texts = set()
    for layer, weights in enumerate(step.weights):
        texts |= forms(step.activations[layer][:, :, None] * weights)
        texts |= forms(step.deltas[layer + 1][:, None, :] * weights)
        texts |= forms(step.activations[layer][:, :, None] * step.deltas[layer + 1][:, None, :])
    return texts


def constants():
    """Return what is written but not recorded: the outline's 1.0 and the ticks of the axes."""
    return {"1.0"} | {f"{tick:g}" for tick in np.round(np.arange(0, 1.2, 0.05), 2)}


@pytest.mark.parametrize("share", np.linspace(0.001, 0.999, 120).round(4))
def test_every_number_on_screen_is_a_recorded_one(show, trace, share):
    seconds = share * show.duration_seconds
    moment = show.moment_at(seconds)
    epochs = (
        {moment.epoch, 1} if "Outputs" in show.frame_at(seconds).labels.text else {moment.epoch}
    )
    allowed = constants()
    for epoch in epochs:
        step = step_arrays(trace, epoch)
        allowed |= recorded(step, trace.dataset.targets) | products(step)
    shown = {number for text in show.frame_at(seconds).labels.text for number in numbers(text)}
    unaccounted = {text for text in shown - allowed if text.lstrip(f"+{MINUS}") not in allowed}
    assert not unaccounted, (moment, unaccounted)


def numbers(text):
    """Return the numbers with decimals in a line of text; a change is written with a space."""
    return NUMBER.findall(text.replace(f"{MINUS} ", MINUS).replace("+ ", "+"))


def test_the_search_finds_a_number_that_is_wrong(show, trace):
    step = step_arrays(trace, 1)
    allowed = recorded(step, trace.dataset.targets) | products(step)
    assert numeral(step.weights[0][0, 0]) in allowed
    assert numeral(step.weights[0][0, 0] + 0.0123) not in allowed
