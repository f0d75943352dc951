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

from nnviz.picture.numerals import Writer, in_column, numeral, signed, whole
from nnviz.picture.rounding import divided, minus, times, with_rounding_sign
from nnviz.stage.facts.before_dropout import BeforeDropout, before_dropout
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.stage.setting import Setting
from nnviz.stage.worked.forward import node_label, sender_labels
from nnviz.stage.worked.lines import (
    MOST_TERMS,
    Calculation,
    CalculationLine,
    Parts,
    Products,
    Role,
    expression,
    lines_left_out,
    result,
    strongest,
    total,
    word,
)
from nnviz.stage.worked.told_nodes import told_outputs
from nnviz.story.moment import Moment


@dataclass(frozen=True, slots=True)
class DeltaFormula:
    """What gives a delta.

    Attributes:
        parts: as it is written.
        comes_to: what comes of the written numbers; None: it says none.

    """

    parts: Parts
    comes_to: Fraction | None = None


@dataclass(frozen=True, eq=False, slots=True)
class _Layer:
    """A layer whose deltas are calculated, for one record.

    Attributes:
        setting: the show's.
        step: what was recorded.
        number: of the layer.
        record: its index.
        node: the one that is calculated; None: all of them are.

    """

    setting: Setting
    step: StepArrays
    number: int
    record: int
    node: int | None

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

    def told(self, most: int) -> list[int]:
        """Return which of at most so many nodes have a line."""
        if self.is_output:
            return told_outputs(self.setting, self.step, self.record, self.deltas, most)
        return strongest(self.deltas, most)

    @property
    def write_delta(self) -> Writer:
        """How deltas are written: alike where they stand below each other."""
        return in_column(signed, self.deltas) if self.node is None else self._write_all

    @property
    def write_error(self) -> Writer:
        """Likewise errors."""
        return in_column(signed, self.errors) if self.node is None else self._write_all

    @property
    def _write_all(self) -> Writer:
        """How what is calculated for the one node is written."""
        if not self.is_output:
            return self.sent_back(MOST_TERMS).write_result
        return in_column(signed, self._compared)

    @property
    def _compared(self) -> tuple[float, ...]:
        return tuple(float(each[self.node or 0]) for each in (self.errors, self.deltas))

    def sent_back(self, most: int) -> Products:
        """Return the deltas of the layer behind × the weights by which the node reaches it."""
        step, behind = self.step, self.number + 1
        return Products(
            words=self.setting.wording,
            factors=step.deltas[behind][self.record],
            weights=step.weights[self.number][self.node or 0],
            roles=(Role.DELTA, Role.WEIGHT),
            labels=sender_labels(self.setting, behind, most),
            write=signed,
            compared=self._compared,
        )

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
    layer = _Layer(setting, step, number, moment.record, moment.node)
    count, rest = len(layer.deltas), _as_a_batch(setting, step)
    if moment.node is None:
        lines = [
            _delta(layer, node, label=node_label(setting, number, node))
            for node in layer.told(most)
        ]
        title = words.deltas_title.format(layer=words.layer(number, last))
        told = (*lines, *lines_left_out(words, count, len(lines)), *rest)
        return Calculation(title, told, formula=_rule(layer))
    title = words.delta_title.format(layer=words.layer(number, last), node=moment.node + 1)
    before = _came_back(layer, moment.node, most)
    return Calculation(title, (*before, _delta(layer, moment.node), *rest))


def _delta(layer: _Layer, node: int, *, label: str = "") -> CalculationLine:
    formula, words = _formula(layer, node), layer.setting.wording
    return result(
        formula.parts,
        layer.deltas[node],
        layer.write_delta,
        role=Role.DELTA,
        comes_of=formula.comes_to,
        label=label,
        name="" if label else words.delta,
        node=node,
    )


def _rule(layer: _Layer) -> str:
    """Return how each delta of a layer comes about, in words; empty: no formula gives it."""
    words = layer.setting.wording
    if layer.is_paired:
        return f"{words.delta} = ({words.target} − {words.output}) ÷ n"
    if not layer.is_product:
        return ""
    factors = [_errors_name(layer), words.slope]
    factors += [] if layer.before.factors is None else [words.dropout_factor]
    return f"{words.delta} = {' × '.join(factors)}"


def _errors_name(layer: _Layer) -> str:
    """Return what the first factor of a layer's deltas is called."""
    words = layer.setting.wording
    if not layer.is_output:
        return f"(Σ {words.delta} × {words.weight})"
    return words.error if layer.setting.errors_are_differences else words.loss_slope


def _came_back(layer: _Layer, node: int, most: int) -> list[CalculationLine]:
    """Return the lines that lead to what a delta is made of."""
    if layer.is_paired or not layer.is_product:
        return []
    lines, error = [], float(layer.errors[node])
    if layer.is_output:
        role = Role.ERROR if layer.setting.errors_are_differences else Role.SUM
        lines = [result(word(_errors_name(layer)), error, layer.write_error, role=role)]
    else:
        lines = layer.sent_back(most).lines(most)
        if len(lines) > 1:
            said, summed = total(lines), word(layer.setting.wording.sum)
            lines.append(result(summed, error, layer.write_error, role=Role.SUM, comes_of=said))
    return [*lines, _slope(layer, node)]


def _formula(layer: _Layer, node: int) -> DeltaFormula:
    """Return what gives the delta of a node."""
    step = layer.step
    if layer.is_paired:
        target = whole(step.targets[layer.record, node])
        output = numeral(step.activations[layer.number][layer.record, node])
        count = _divisor(layer.setting, step)
        numbers = (target, Role.TARGET), (output, Role.ACTIVATION), (f"{count}", Role.FACTOR)
        return DeltaFormula(
            expression("({} − {}) ÷ {}", *numbers), divided(minus(target, output), count)
        )
    if layer.is_product:
        return _product(layer, node)
    return DeltaFormula(word(layer.setting.wording.node.format(node=node + 1)))


def _product(layer: _Layer, node: int) -> DeltaFormula:
    """Return the delta of a node as its error × its slope, and × the factor of dropout."""
    before, is_error = layer.before, layer.is_output and layer.setting.errors_are_differences
    role = Role.ERROR if is_error else Role.SUM
    factors = [
        (layer.write_error(layer.errors[node]), role),
        (numeral(before.slopes[node]), Role.SLOPE),
    ]
    if before.factors is not None:
        factors.append((whole(before.factors[node]), Role.FACTOR))
    parts = expression(" × ".join(["{}"] * len(factors)), *factors)
    return DeltaFormula(parts, times(*(text for text, _ in factors)))


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
    words, shown = setting.wording, len(step.activations[-1])
    learned = setting.training.records_in_last_step
    if not setting.divides_by_shown:
        return []
    return [CalculationLine(word(words.as_a_batch.format(shown=shown, learned=learned)), "")]


def _slope(layer: _Layer, node: int) -> CalculationLine:
    """Return the line of the slope of the activation function; the sigmoid's from its own value."""
    before = layer.before
    slope, words, said = float(before.slopes[node]), layer.setting.wording, None
    left, name = word(words.slope), ""
    if layer.activation == "sigmoid":
        output = numeral(before.outputs[node])
        rest = minus("1", output)
        said, name = rest and rest * (1 - rest), words.slope
        left = expression("{} × (1 − {})", *[(output, Role.ACTIVATION)] * 2)
    right = with_rounding_sign(numeral(slope), said)
    return CalculationLine(left, right, exact=slope, role=Role.SLOPE, name=name)
