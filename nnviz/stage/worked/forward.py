"""Forward: how an activation comes about, from the recorded numbers.

A node adds up its inputs × weights and puts the sum through its function; dropout multiplies what
comes of it by a factor of its own. Of the softmax, which depends on all sums of its layer, a line
says what they have in common: softmax(z) = e^(z − ln Σ eᶻ).
"""

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.activations import ACTIVATIONS
from nnviz.picture.numerals import numeral, whole
from nnviz.picture.rounding import exact, float_printed
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

Values = NDArray[np.float64]


def forward(setting: Setting, step: StepArrays, moment: Moment, most: int) -> Calculation:
    """Return the calculation of the activations of a layer, or of one of its nodes."""
    words, layer = setting.wording, moment.layer or 0
    title = words.layer_title(layer, len(step.weights))
    shared = _shared(setting, step, layer, moment.record)
    if moment.node is None:
        nodes = range(len(step.activations[layer][moment.record]))
        lines = [_activation(setting, step, moment, node, shared) for node in nodes[:MOST_TERMS]]
        return Calculation(title, (*shared, *lines, *lines_left_out(words, len(nodes))))
    node = moment.node
    inputs, weights = step.activations[layer - 1][moment.record], step.weights[layer - 1][:, node]
    lines = products(words, inputs, weights, most, brief=layer == 1)
    if (bias := step.biases[layer - 1]).size:
        lines.append(CalculationLine(words.bias, numeral(bias[node]), exact=float(bias[node])))
    sums = step.preactivations[layer][moment.record]
    lines.append(result(words.sum, sums[node], comes_of=total(lines)))
    lines += [*shared, _activation(setting, step, moment, node, shared)]
    return Calculation(words.node_title.format(layer=title, node=node + 1), tuple(lines))


def _shared(setting: Setting, step: StepArrays, layer: int, record: int) -> list[CalculationLine]:
    """Return the line of what the nodes of a layer have in common, if they have such."""
    if setting.network.layers[layer - 1].activation != "softmax":
        return []
    logarithm = float(np.logaddexp.reduce(step.preactivations[layer][record]))
    return [CalculationLine("ln Σ eᶻ", numeral(logarithm), exact=logarithm)]


def _activation(
    setting: Setting, step: StepArrays, moment: Moment, node: int, shared: list[CalculationLine]
) -> CalculationLine:
    """Return the line that leads from the sum of a node to its activation."""
    layer, record = moment.layer or 0, moment.record
    activation = setting.network.layers[layer - 1].activation
    z = numeral(step.preactivations[layer][record, node])
    text, value = f"{_symbol(activation)}({z})", _function(activation, z, shared)
    if step.masks[layer].size:
        factor = whole(step.masks[layer][record, node])
        text, value = f"{text} × {factor}", value * float_printed(factor)
    return result(text, step.activations[layer][record, node], comes_of=exact(value))


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
