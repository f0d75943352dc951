"""Backward: how a delta comes about, from the recorded numbers.

In most networks it is the error times the slope of the activation function, and times the factor of
dropout where there is one. Where a loss is paired with the activation of the output, both melt into
(target − output) ÷ n. In the layers before the output, the sum of deltas × weights stands in place
of the error. What is written is what the recorded numbers say: where a formula does not give the
delta to the bit, it is not written.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from nnviz.learning.losses import LOSSES
from nnviz.picture.numerals import numeral, signed, whole
from nnviz.picture.rounding import divided, minus, times, with_rounding_sign
from nnviz.stage.facts.before_dropout import before_dropout
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.setting import Setting
from nnviz.stage.worked.lines import (
    MOST_TERMS,
    Calculation,
    CalculationLine,
    lines_left_out,
    products,
    result,
    total,
)
from nnviz.story.moment import Moment


@dataclass(frozen=True, slots=True)
class DeltaFormula:
    """What gives a delta.

    Attributes:
        text: as it is written.
        comes_to: what comes of the written numbers; None: it says none.

    """

    text: str
    comes_to: Fraction | None = None


def backward(setting: Setting, step: StepArrays, moment: Moment, most: int) -> Calculation:
    """Return the calculation of the deltas of a layer, or of one of its nodes."""
    words, layer, last = setting.wording, moment.layer or 0, len(step.weights)
    deltas = step.deltas[layer][moment.sample]
    rest = _as_a_batch(setting, step)
    if moment.node is None:
        lines = [
            _delta(setting, step, layer, moment.sample, node)
            for node in range(min(len(deltas), MOST_TERMS))
        ]
        title = words.deltas_title.format(layer=words.layer(layer, last))
        return Calculation(title, (*lines, *lines_left_out(words, len(deltas)), *rest))
    title = words.delta_title.format(layer=words.layer(layer, last), node=moment.node + 1)
    before = _came_back(setting, step, layer, moment.sample, moment.node, most)
    delta = _delta(setting, step, layer, moment.sample, moment.node)
    return Calculation(title, (*before, delta, *rest))


def _delta(
    setting: Setting, step: StepArrays, layer: int, sample: int, node: int
) -> CalculationLine:
    formula = _formula(setting, step, layer, sample, node)
    delta = step.deltas[layer][sample, node]
    return result(formula.text, delta, signed, comes_of=formula.comes_to)


def _came_back(
    setting: Setting, step: StepArrays, layer: int, sample: int, node: int, most: int
) -> list[CalculationLine]:
    """Return the lines that lead to what a delta is made of."""
    if _is_paired(setting, step, layer) or not _is_product(step, layer, sample):
        return []
    words, lines = setting.wording, []
    is_error = setting.errors_are_differences and layer == len(step.weights)
    name, said = words.error if is_error else words.loss_slope, None
    if layer < len(step.weights):
        sent, weights = step.deltas[layer + 1][sample], step.weights[layer][node]
        lines += products(words, sent, weights, most)
        said = total(lines)
    lines.append(result(name, float(step.errors[layer][sample, node]), signed, comes_of=said))
    lines.append(_slope(setting, step, layer, sample, node))
    return lines


def _formula(
    setting: Setting, step: StepArrays, layer: int, sample: int, node: int
) -> DeltaFormula:
    """Return what gives the delta of a node."""
    if _is_paired(setting, step, layer):
        target = whole(step.targets[sample, node])
        output, count = numeral(step.activations[layer][sample, node]), _divisor(setting, step)
        said = divided(minus(target, output), count)
        return DeltaFormula(f"({target} − {output}) ÷ {count}", said)
    if _is_product(step, layer, sample):
        before = before_dropout(step, _activation(setting, layer), layer, sample)
        factors = [signed(step.errors[layer][sample, node]), numeral(before.slopes[node])]
        factors += [] if before.factors is None else [whole(before.factors[node])]
        return DeltaFormula(" × ".join(factors), times(*factors))
    return DeltaFormula(setting.wording.node.format(node=node + 1))


def _is_paired(setting: Setting, step: StepArrays, layer: int) -> bool:
    """Return whether a layer is the output of a loss that is paired with its activation."""
    return layer == len(step.weights) and LOSSES[setting.experiment.loss].pair is not None


def _is_product(step: StepArrays, layer: int, sample: int) -> bool:
    """Return whether the deltas of a layer are its errors times its slopes, to the bit."""
    product = step.errors[layer][sample] * step.derivatives[layer][sample]
    return np.array_equal(product, step.deltas[layer][sample], equal_nan=True)


def _divisor(setting: Setting, step: StepArrays) -> int:
    """Return what the paired losses divide by: they are means over the records of a step.

    Records that are chosen to be shown of a training by batches are computed as if they were one.
    """
    experiment, shown = setting.experiment, len(step.activations[-1])
    count = shown if experiment.batch_size is not None else experiment.samples_of_last_step
    several = experiment.loss == "binary_cross_entropy"
    return count * step.activations[-1].shape[1] if several else count


def _as_a_batch(setting: Setting, step: StepArrays) -> list[CalculationLine]:
    """Say that deltas are divided by the records that are shown, where a batch has others."""
    shown, learned = len(step.activations[-1]), setting.experiment.samples_of_last_step
    if not setting.divides_by_shown:
        return []
    return [CalculationLine(setting.wording.as_a_batch.format(shown=shown, learned=learned), "")]


def _slope(
    setting: Setting, step: StepArrays, layer: int, sample: int, node: int
) -> CalculationLine:
    """Return the line of the slope of the activation function; the sigmoid's from its own value."""
    name = _activation(setting, layer)
    before = before_dropout(step, name, layer, sample)
    slope, left, said = float(before.slopes[node]), setting.wording.slope, None
    if name == "sigmoid":
        output = numeral(before.outputs[node])
        rest = minus("1", output)
        left, said = f"{output} × (1 − {output})", rest and rest * (1 - rest)
    return CalculationLine(left, with_rounding_sign(numeral(slope), said), exact=slope)


def _activation(setting: Setting, layer: int) -> str:
    return setting.experiment.layers[layer - 1].activation
