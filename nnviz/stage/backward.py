"""Backward: how a delta comes about, from the recorded numbers.

In most networks it is the error times the slope of the activation function. Where a loss is paired
with the activation of the output, both melt into (target − output) ÷ n. What is written is what
the recorded numbers say: where a formula does not give the delta to the bit, it is not written.
"""

import numpy as np

from nnviz.learning.losses import LOSSES
from nnviz.stage.lines import MOST_TERMS, Calculation, Line, more, products, result
from nnviz.stage.numerals import numeral, signed, whole
from nnviz.stage.setting import Setting
from nnviz.stage.step import Step
from nnviz.story.moment import Moment


def backward(setting: Setting, step: Step, moment: Moment, most: int) -> Calculation:
    """Return the calculation of the deltas of a layer, or of one of its nodes."""
    words, layer, last = setting.wording, moment.layer or 0, len(step.weights)
    deltas = step.deltas[layer][moment.sample]
    if moment.node is None:
        lines = [
            result(_formula(setting, step, layer, moment.sample, node), deltas[node], signed)
            for node in range(min(len(deltas), MOST_TERMS))
        ]
        title = words.deltas_title.format(layer=words.layer(layer, last))
        return Calculation(title, (*lines, *more(words, len(deltas))))
    node = moment.node
    title = words.delta_title.format(layer=words.layer(layer, last), node=node + 1)
    before = _came_back(setting, step, layer, moment.sample, node, most)
    formula = _formula(setting, step, layer, moment.sample, node)
    return Calculation(title, (*before, result(formula, deltas[node], signed)))


def _came_back(
    setting: Setting, step: Step, layer: int, sample: int, node: int, most: int
) -> list[Line]:
    """Return the lines that lead to the error of a node and to its slope."""
    if _is_paired(setting, step, layer) or not _is_product(step, layer, sample):
        return []
    words, lines = setting.wording, []
    if layer < len(step.weights):
        sent, weights = step.deltas[layer + 1][sample], step.weights[layer][node]
        lines += products(words, sent, weights, most)
    error, slope = (
        float(values[layer][sample, node]) for values in (step.errors, step.derivatives)
    )
    is_error = setting.errors_are_differences and layer == len(step.weights)
    name = words.error if is_error else words.loss_slope
    lines.append(result(name, error, signed))
    lines.append(Line(_slope(setting, step, layer, sample, node), numeral(slope), exact=slope))
    return lines


def _formula(setting: Setting, step: Step, layer: int, sample: int, node: int) -> str:
    """Return what gives the delta of a node."""
    if _is_paired(setting, step, layer):
        target, output = whole(step.targets[sample, node]), step.activations[layer][sample, node]
        return f"({target} − {numeral(output)}) ÷ {_divisor(setting, step)}"
    if _is_product(step, layer, sample):
        error, slope = step.errors[layer][sample, node], step.derivatives[layer][sample, node]
        return f"{signed(error)} × {numeral(slope)}"
    return setting.wording.node.format(node=node + 1)


def _is_paired(setting: Setting, step: Step, layer: int) -> bool:
    """Return whether a layer is the output of a loss that is paired with its activation."""
    return layer == len(step.weights) and LOSSES[setting.experiment.loss].pair is not None


def _is_product(step: Step, layer: int, sample: int) -> bool:
    """Return whether the deltas of a layer are its errors times its slopes, to the bit."""
    product = step.errors[layer][sample] * step.derivatives[layer][sample]
    return np.array_equal(product, step.deltas[layer][sample], equal_nan=True)


def _divisor(setting: Setting, step: Step) -> int:
    """Return what the paired losses divide by: they are means over the records of a step.

    Records that are chosen to be shown of a training by batches are computed as if they were one.
    """
    experiment, shown = setting.experiment, len(step.activations[-1])
    count = shown if experiment.batch_size is not None else experiment.samples_per_step
    several = experiment.loss == "binary_cross_entropy"
    return count * step.activations[-1].shape[1] if several else count


def _slope(setting: Setting, step: Step, layer: int, sample: int, node: int) -> str:
    """Return how the slope comes about; the sigmoid's from its own value."""
    if setting.experiment.layers[layer - 1].activation == "sigmoid":
        output = numeral(step.activations[layer][sample, node])
        return f"{output} × (1 − {output})"
    return setting.wording.slope
