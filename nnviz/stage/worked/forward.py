"""Forward: how an activation comes about, from the recorded numbers.

A node adds up its inputs × weights and puts the sum through its function; dropout multiplies what
comes of it by a factor of its own. Of the softmax, which depends on all sums of its layer, a line
says what they have in common: softmax(z) = e^(z − ln Σ eᶻ), written exp(z − ln Σ eᶻ).
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.activations import ACTIVATIONS
from nnviz.picture.numerals import numeral, whole
from nnviz.picture.rounding import exact, float_printed
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
    strongest,
    total,
    word,
)
from nnviz.story.moment import Moment

Values = NDArray[np.float64]

SHARED = "ln Σ eᶻ"
WIDEST_NAME = 5.5  # em of the name of a class
LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def forward(setting: Setting, step: StepArrays, moment: Moment, most: int) -> Calculation:
    """Return the calculation of the activations of a layer, or of one of its nodes."""
    words, layer = setting.wording, moment.layer or 0
    title = words.layer_title(layer, len(step.weights))
    shared = _shared(setting, step, layer, moment.record)
    if moment.node is None:
        return _of_a_layer(setting, step, moment, shared, most)
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
    lines += [*shared, _activation(setting, step, moment, node, shared)]
    return Calculation(words.node_title.format(layer=title, node=node + 1), tuple(lines))


def _of_a_layer(
    setting: Setting,
    step: StepArrays,
    moment: Moment,
    shared: list[CalculationLine],
    most: int,
) -> Calculation:
    """Return the calculation of the nodes of a layer, of many that of the strongest."""
    words, layer = setting.wording, moment.layer or 0
    outputs = step.activations[layer][moment.record]
    lines = [
        replace(
            _activation(setting, step, moment, node, shared), label=node_label(setting, layer, node)
        )
        for node in strongest(outputs, most)
    ]
    return Calculation(
        words.layer_title(layer, len(step.weights)),
        (*shared, *lines, *lines_left_out(words, len(outputs), most)),
        formula=_formula(setting, layer),
    )


def _formula(setting: Setting, layer: int) -> str:
    """Return how each node of a layer comes about, in words."""
    words, own = setting.wording, setting.network.layers[layer - 1]
    if own.activation == "softmax":
        return f"{words.output} = exp(z − ln Σ eᶻ)"
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


def _shared(setting: Setting, step: StepArrays, layer: int, record: int) -> list[CalculationLine]:
    """Return the line of what the nodes of a layer have in common, if they have such."""
    if setting.network.layers[layer - 1].activation != "softmax":
        return []
    logarithm = float(np.logaddexp.reduce(step.preactivations[layer][record]))
    text = numeral(logarithm)
    return [CalculationLine(word(SHARED), text, exact=logarithm, role=Role.FACTOR)]


def _activation(
    setting: Setting, step: StepArrays, moment: Moment, node: int, shared: list[CalculationLine]
) -> CalculationLine:
    """Return the line that leads from the sum of a node to its activation."""
    layer, record = moment.layer or 0, moment.record
    activation = setting.network.layers[layer - 1].activation
    z = numeral(step.preactivations[layer][record, node])
    value = _function(activation, z, shared)
    left = _applied(activation, z, shared)
    if step.masks[layer].size:
        factor = whole(step.masks[layer][record, node])
        left = (*left, *expression(" × {}", (factor, Role.FACTOR)))
        value *= float_printed(factor)
    return result(
        left, step.activations[layer][record, node], role=Role.ACTIVATION, comes_of=exact(value)
    )


def _applied(activation: str, z: str, shared: list[CalculationLine]) -> Parts:
    """Return an activation function of a written sum."""
    if shared:
        logarithm = shared[0].right, Role.FACTOR
        return expression("exp({} − {})", (z, Role.SUM), logarithm)
    return expression(f"{_symbol(activation)}({{}})", (z, Role.SUM))


def _function(activation: str, z: str, shared: list[CalculationLine]) -> float:
    """Return what an activation function makes of a written sum."""
    with np.errstate(all="ignore"):
        if shared:
            return float(np.exp(float_printed(z) - float_printed(shared[0].right)))
        out = np.empty(1)
        ACTIVATIONS[activation].function(np.array([float_printed(z)]), out=out)
        return float(out[0])


def _symbol(activation: str) -> str:
    return {"sigmoid": "σ", "identity": ""}.get(activation, activation)
