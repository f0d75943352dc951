"""Forward: how an activation comes about, from the recorded numbers.

A node adds up its inputs × weights and puts the sum through its function; dropout multiplies what
comes of it by a factor of its own. Of the softmax, which depends on all sums of its layer, a line
says what they have in common, see `nnviz.stage.worked.softmax`. Of dropout, one says its factor.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.activations import ACTIVATIONS
from nnviz.picture.numerals import numeral, whole
from nnviz.picture.rounding import exact, float_printed, minus, with_rounding_sign
from nnviz.picture.wrapping import shortened
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.setting import Setting
from nnviz.stage.worked.lines import (
    Calculation,
    CalculationLine,
    Parts,
    Products,
    Role,
    expression,
    lines_left_out,
    result,
    total,
    word,
)
from nnviz.stage.worked.softmax import Softmax, softmax_of
from nnviz.stage.worked.told_nodes import told_nodes
from nnviz.story.moment import Moment

Values = NDArray[np.float64]

WIDEST_NAME = 5.5  # em of the name of a class
LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def forward(setting: Setting, step: StepArrays, moment: Moment, most: int) -> Calculation:
    """Return the calculation of the activations of a layer, or of one of its nodes."""
    words, layer = setting.wording, moment.layer or 0
    title = words.layer_title(layer, len(step.weights))
    softmax = _softmax(setting, step, layer, moment.record)
    if moment.node is None:
        return _of_a_layer(setting, step, moment, softmax, most)
    node = moment.node
    inputs, weights = step.activations[layer - 1][moment.record], step.weights[layer - 1][:, node]
    summed = Products(
        words=words,
        factors=inputs,
        weights=weights,
        roles=(Role.INPUT if layer == 1 else Role.ACTIVATION, Role.WEIGHT),
        labels=sender_labels(setting, layer - 1, most),
        write=whole if layer == 1 else numeral,
    )
    lines = summed.lines(most)
    if (bias := step.biases[layer - 1]).size:
        lines.append(_bias(setting, bias[node]))
    sums = step.preactivations[layer][moment.record]
    lines.append(result(word(words.sum), sums[node], role=Role.SUM, comes_of=total(lines)))
    lines += [softmax.line] if softmax else _dropout_factor(setting, step, moment)
    lines.append(_activation(setting, step, moment, node, softmax))
    return Calculation(words.node_title.format(layer=title, node=node + 1), tuple(lines))


def _of_a_layer(
    setting: Setting,
    step: StepArrays,
    moment: Moment,
    softmax: Softmax | None,
    most: int,
) -> Calculation:
    """Return the calculation of the nodes of a layer, of many that of the strongest."""
    words, layer = setting.wording, moment.layer or 0
    outputs = step.activations[layer][moment.record]
    lines = [
        replace(
            _activation(setting, step, moment, node, softmax),
            label=node_label(setting, layer, node),
            node=node,
        )
        for node in told_nodes(setting, step, layer, moment.record, most)
    ]
    shared = [softmax.line] if softmax else _dropout_factor(setting, step, moment)
    return Calculation(
        words.layer_title(layer, len(step.weights)),
        (*shared, *lines, *lines_left_out(words, len(outputs), len(lines))),
        formula=_formula(setting, layer, softmax),
    )


def _formula(setting: Setting, layer: int, softmax: Softmax | None) -> str:
    """Return how each node of a layer comes about, in words."""
    words, own = setting.wording, setting.network.layers[layer - 1]
    if softmax is not None:
        return f"{words.output} = {softmax.formula}"
    sent = words.input if layer == 1 else words.activation
    bias = f" + {words.bias}" if own.bias else ""
    summed = f"Σ {sent} × {words.weight}{bias}"
    symbol = _symbol(own.activation)
    applied = f"{symbol}({summed})" if symbol else summed
    factor = f" × {words.dropout_factor}" if own.dropout else ""
    return f"{words.activation} = {applied}{factor}"


def _bias(setting: Setting, bias: float) -> CalculationLine:
    left, text = word(setting.wording.bias), numeral(bias)
    return CalculationLine(left, text, exact=float(bias), role=Role.BIAS)


def node_label(setting: Setting, layer: int, node: int) -> str:
    """Return what a node is called where there are several: an output by its class, if it has one.

    An input is called x, as everywhere.
    """
    if layer == 0:
        return f"x{lowered(node + 1)}"
    if layer == len(setting.layout.widths) - 1 and setting.names_outputs:
        return f"{shortened(setting.dataset.classes[node], 'sans', widest=WIDEST_NAME)}:"
    return setting.wording.node.format(node=node + 1)


def lowered(number: int) -> str:
    """Return a number as an index."""
    return str(number).translate(LOW)


def sender_labels(setting: Setting, layer: int, most: int) -> list[str]:
    """Return what the nodes of a layer are called where not all of them are written."""
    count = setting.layout.widths[layer]
    return [node_label(setting, layer, node) for node in range(count)] if count > most else []


def _softmax(setting: Setting, step: StepArrays, layer: int, record: int) -> Softmax | None:
    """Return the softmax of a layer; None: it has another function."""
    if setting.network.layers[layer - 1].activation != "softmax":
        return None
    return softmax_of(step.preactivations[layer][record])


def _dropout_factor(setting: Setting, step: StepArrays, moment: Moment) -> list[CalculationLine]:
    """Return the line of the factor by which dropout multiplies nodes that are not silent.

    None where such a node has another one, as a loop of somebody's own may have it, or is not told.
    """
    layer, words = moment.layer or 0, setting.wording
    rate = setting.network.layers[layer - 1].dropout
    if not rate or not step.masks[layer].size:
        return []
    factors, factor = step.masks[layer][moment.record], 1 / (1 - rate)
    told = factors if moment.node is None else factors[[moment.node]]
    if not told.any() or not np.allclose(factors[factors != 0], factor, rtol=1e-12, atol=0):
        return []
    text = f"{rate:g}"
    rest = minus("1", text)
    left = expression("1 ÷ (1 − {})", (text, Role.FACTOR))
    right = with_rounding_sign(whole(factor), None if rest is None else 1 / rest)
    label = words.dropout_factor
    return [CalculationLine(left, right, exact=factor, role=Role.FACTOR, label=label)]


def _activation(
    setting: Setting, step: StepArrays, moment: Moment, node: int, softmax: Softmax | None
) -> CalculationLine:
    """Return the line that leads from the sum of a node to its activation."""
    layer, record = moment.layer or 0, moment.record
    activation = setting.network.layers[layer - 1].activation
    z = numeral(step.preactivations[layer][record, node])
    value = softmax.of(z) if softmax else _function(activation, z)
    left = softmax.applied(z) if softmax else _applied(activation, z)
    if step.masks[layer].size:
        factor = whole(step.masks[layer][record, node])
        left = (*left, *expression(" × {}", (factor, Role.FACTOR)))
        value *= float_printed(factor)
    return result(
        left, step.activations[layer][record, node], role=Role.ACTIVATION, comes_of=exact(value)
    )


def _applied(activation: str, z: str) -> Parts:
    """Return an activation function of a written sum."""
    return expression(f"{_symbol(activation)}({{}})", (z, Role.SUM))


def _function(activation: str, z: str) -> float:
    """Return what an activation function makes of a written sum."""
    with np.errstate(all="ignore"):
        out = np.empty(1)
        ACTIVATIONS[activation].function(np.array([float_printed(z)]), out=out)
        return float(out[0])


def _symbol(activation: str) -> str:
    return {"sigmoid": "σ", "identity": ""}.get(activation, activation)
