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

from nnviz.picture.numerals import numeral, signed, whole
from nnviz.picture.rounding import divided, minus, times, with_rounding_sign
from nnviz.stage.facts.before_dropout import BeforeDropout, before_dropout
from nnviz.stage.facts.step_arrays import StepArrays, Values
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


@dataclass(frozen=True, eq=False, slots=True)
class _Layer:
    """A layer whose deltas are calculated, for one record.

    Attributes:
        setting: the show's.
        step: what was recorded.
        number: of the layer.
        sample: index of the record.

    """

    setting: Setting
    step: StepArrays
    number: int
    record: int

    @property
    def deltas(self) -> Values:
        """(units,) what is calculated."""
        deltas: Values = self.step.deltas[self.number][self.record]
        return deltas

    @property
    def errors(self) -> Values:
        """(units,) −∂loss/∂activation."""
        errors: Values = self.step.errors[self.number][self.record]
        return errors

    @property
    def is_output(self) -> bool:
        """Whether it is the last one."""
        return self.number == len(self.step.weights)

    @property
    def is_paired(self) -> bool:
        """Whether it is the output of a loss that is paired with its activation."""
        return self.is_output and self.setting.network.pair is not None

    @property
    def is_product(self) -> bool:
        """Whether its deltas are its errors times its slopes, to the bit."""
        product = self.errors * self.step.derivatives[self.number][self.record]
        return np.array_equal(product, self.deltas, equal_nan=True)

    @property
    def activation(self) -> str:
        """The name of its activation function."""
        return self.setting.network.layers[self.number - 1].activation

    @property
    def before(self) -> BeforeDropout:
        """What its nodes are before dropout."""
        return before_dropout(self.step, self.activation, self.number, self.record)


def backward(setting: Setting, step: StepArrays, moment: Moment, most: int) -> Calculation:
    """Return the calculation of the deltas of a layer, or of one of its nodes."""
    words, number, last = setting.wording, moment.layer or 0, len(step.weights)
    layer = _Layer(setting, step, number, moment.record)
    count, rest = len(layer.deltas), _as_a_batch(setting, step)
    if moment.node is None:
        lines = [_delta(layer, node) for node in range(min(count, MOST_TERMS))]
        title = words.deltas_title.format(layer=words.layer(number, last))
        return Calculation(title, (*lines, *lines_left_out(words, count), *rest))
    title = words.delta_title.format(layer=words.layer(number, last), node=moment.node + 1)
    before = _came_back(layer, moment.node, most)
    return Calculation(title, (*before, _delta(layer, moment.node), *rest))


def _delta(layer: _Layer, node: int) -> CalculationLine:
    formula = _formula(layer, node)
    return result(formula.text, layer.deltas[node], signed, comes_of=formula.comes_to)


def _came_back(layer: _Layer, node: int, most: int) -> list[CalculationLine]:
    """Return the lines that lead to what a delta is made of."""
    if layer.is_paired or not layer.is_product:
        return []
    setting, step = layer.setting, layer.step
    words, lines = setting.wording, []
    is_error = setting.errors_are_differences and layer.is_output
    name, said = words.error if is_error else words.loss_slope, None
    if not layer.is_output:
        sent = step.deltas[layer.number + 1][layer.record]
        lines += products(words, sent, step.weights[layer.number][node], most)
        said = total(lines)
    lines.append(result(name, float(layer.errors[node]), signed, comes_of=said))
    lines.append(_slope(layer, node))
    return lines


def _formula(layer: _Layer, node: int) -> DeltaFormula:
    """Return what gives the delta of a node."""
    step = layer.step
    if layer.is_paired:
        target = whole(step.targets[layer.record, node])
        output = numeral(step.activations[layer.number][layer.record, node])
        count = _divisor(layer.setting, step)
        said = divided(minus(target, output), count)
        return DeltaFormula(f"({target} − {output}) ÷ {count}", said)
    if layer.is_product:
        before = layer.before
        factors = [signed(layer.errors[node]), numeral(before.slopes[node])]
        factors += [] if before.factors is None else [whole(before.factors[node])]
        return DeltaFormula(" × ".join(factors), times(*factors))
    return DeltaFormula(layer.setting.wording.node.format(node=node + 1))


def _divisor(setting: Setting, step: StepArrays) -> int:
    """Return what the paired losses divide by: they are means over the records of a step.

    Records that are chosen to be shown of a training by batches are computed as if they were one.
    """
    training, shown = setting.training, len(step.activations[-1])
    count = shown if training.by_batches else training.records_in_last_step
    several = setting.network.loss == "binary_cross_entropy"
    return count * step.activations[-1].shape[1] if several else count


def _as_a_batch(setting: Setting, step: StepArrays) -> list[CalculationLine]:
    """Say that deltas are divided by the records that are shown, where a batch has others."""
    shown, learned = len(step.activations[-1]), setting.training.records_in_last_step
    if not setting.divides_by_shown:
        return []
    return [CalculationLine(setting.wording.as_a_batch.format(shown=shown, learned=learned), "")]


def _slope(layer: _Layer, node: int) -> CalculationLine:
    """Return the line of the slope of the activation function; the sigmoid's from its own value."""
    before = layer.before
    slope, left, said = float(before.slopes[node]), layer.setting.wording.slope, None
    if layer.activation == "sigmoid":
        output = numeral(before.outputs[node])
        rest = minus("1", output)
        left, said = f"{output} × (1 − {output})", rest and rest * (1 - rest)
    return CalculationLine(left, with_rounding_sign(numeral(slope), said), exact=slope)
