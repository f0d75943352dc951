"""Arithmetic: the worked calculation of a moment, from the recorded numbers, as on a board.

Every number is the recorded one at the stated rounding. Where a line is a sum of rounded numbers
it can therefore be off in its last digit; the result is the recorded value, never the sum of what
is written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from nnviz.stage.numerals import ERROR_DECIMALS, numeral, signed, whole
from nnviz.stage.palette import Values
from nnviz.stage.setting import Setting
from nnviz.stage.step import Step
from nnviz.stage.wording import Wording
from nnviz.story.moment import Moment, Phase

MOST_TERMS = 5  # lines of a sum that are written out


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a calculation.

    Attributes:
        left: how the number comes about.
        right: the number.
        value: the number itself, where its size is to be drawn beside it.
        result: whether it is what the lines above lead to.
        exact: the number before it was rounded, where there is one.

    """

    left: str
    right: str
    value: float | None = None
    result: bool = False
    exact: float | None = None


@dataclass(frozen=True, slots=True)
class Calculation:
    """A worked calculation.

    Attributes:
        title: what is calculated.
        lines: in the order of the calculation.

    """

    title: str
    lines: tuple[Line, ...]


def calculation(
    setting: Setting, step: Step, moment: Moment, *, most_terms: int = MOST_TERMS
) -> Calculation | None:
    """Return the calculation of a moment; None where nothing is calculated.

    Args:
        setting: the show's.
        step: what was recorded at the moment's epoch.
        moment: what is calculated.
        most_terms: lines of the sum of one node or edge that are written out.

    """
    words = setting.wording
    match moment.phase:
        case Phase.INPUT:
            inputs = step.activations[0][moment.sample]
            lines = [Line(f"x{_low(i)}", whole(x)) for i, x in enumerate(inputs[:MOST_TERMS], 1)]
            return Calculation(words.inputs_title, (*lines, *_more(words, len(inputs))))
        case Phase.FORWARD:
            return _forward(setting, step, moment, most_terms)
        case Phase.ERROR:
            return _error(setting, step, moment)
        case Phase.MEAN:
            return _mean(setting, step)
        case Phase.BACKWARD:
            return _backward(setting, step, moment, most_terms)
        case Phase.UPDATE:
            return _update(setting, step, moment, most_terms)
        case Phase.INITIALISE | Phase.EPOCH:
            return None


def _forward(setting: Setting, step: Step, moment: Moment, most: int) -> Calculation:
    words, layer = setting.wording, moment.layer or 0
    outputs, sums = (
        values[layer][moment.sample] for values in (step.activations, step.preactivations)
    )
    name = _symbol(setting.experiment.layers[layer - 1].activation)
    if moment.node is None:
        lines = [
            Line(f"{name}({numeral(z)})", numeral(a))
            for z, a in zip(sums[:MOST_TERMS], outputs[:MOST_TERMS], strict=True)
        ]
        title = words.layer_title(layer, len(step.weights))
        return Calculation(title, (*lines, *_more(words, len(sums))))
    node = moment.node
    inputs = step.activations[layer - 1][moment.sample]
    weights = step.weights[layer - 1][:, node]
    lines = _products(words, inputs, weights, most, brief=layer == 1)
    if (bias := step.biases[layer - 1]).size:
        lines.append(Line(words.bias, numeral(bias[node]), exact=float(bias[node])))
    lines.append(_result(words.sum, sums[node]))
    lines.append(_result(f"{name}({numeral(sums[node])})", outputs[node]))
    title = words.layer_title(layer, len(step.weights))
    return Calculation(words.node_title.format(layer=title, node=node + 1), tuple(lines))


def _error(setting: Setting, step: Step, moment: Moment) -> Calculation:
    rows = zip(
        step.targets[moment.sample],
        step.activations[-1][moment.sample],
        step.errors[-1][moment.sample],
        strict=True,
    )
    lines = [
        Line(f"{whole(target)} − {numeral(output)}", signed(error), result=True)
        for target, output, error in rows
    ]
    more = _more(setting.wording, len(lines))
    return Calculation(setting.wording.error_title, (*lines[:MOST_TERMS], *more))


def _mean(setting: Setting, step: Step) -> Calculation:
    words, errors = setting.wording, step.errors[-1].ravel()
    lines = [Line(f"|{signed(error)}|", numeral(abs(error))) for error in errors[:MOST_TERMS]]
    lines += _more(words, len(errors))
    mean = numeral(step.mean_absolute_error, ERROR_DECIMALS)
    lines.append(Line(words.mean_of.format(count=errors.size), mean, result=True))
    return Calculation(words.mean_title, tuple(lines))


def _backward(setting: Setting, step: Step, moment: Moment, most: int) -> Calculation:
    words, layer = setting.wording, moment.layer or 0
    errors, slopes, deltas = (
        values[layer][moment.sample] for values in (step.errors, step.derivatives, step.deltas)
    )
    if moment.node is None:
        lines = [
            Line(f"{signed(errors[i])} × {numeral(slopes[i])}", signed(deltas[i]), result=True)
            for i in range(min(len(errors), MOST_TERMS))
        ]
        title = f"{words.layer_title(layer, len(step.weights))}: {words.delta}"
        return Calculation(title, (*lines, *_more(words, len(errors))))
    node = moment.node
    lines = []
    if layer < len(step.weights):
        sent, weights = step.deltas[layer + 1][moment.sample], step.weights[layer][node]
        lines += _products(words, sent, weights, most)
    slope = float(slopes[node])
    lines.append(_result(words.error, errors[node], signed))
    lines.append(Line(_slope(setting, step, moment, node), numeral(slope), exact=slope))
    lines.append(_result(f"{signed(errors[node])} × {numeral(slope)}", deltas[node], signed))
    title = words.delta_title.format(layer=words.layer(layer, len(step.weights)), node=node + 1)
    return Calculation(title, tuple(lines))


def _update(setting: Setting, step: Step, moment: Moment, most: int) -> Calculation:
    words, layer = setting.wording, moment.layer or 0
    if moment.node is None or moment.sender is None:
        return _largest_updates(setting, step, layer)
    node, sender = moment.node, moment.sender
    outputs = step.activations[layer][:, sender]
    deltas = step.deltas[layer + 1][:, node]
    lines = _products(words, outputs, deltas, most, brief=layer == 0, bars=True)
    rate = setting.experiment.learning_rate
    old, change, new = (
        float(values[layer][sender, node])
        for values in (step.weights, step.updates, step.weights_after)
    )
    left = words.change if rate == 1.0 else words.rate.format(rate=rate)
    lines.append(_result(left, change, signed))
    lines.append(_result(f"{numeral(old)} {_plus(change)}", new))
    title = words.edge_title.format(sender=sender + 1, node=node + 1)
    return Calculation(title, tuple(lines))


def _largest_updates(setting: Setting, step: Step, layer: int) -> Calculation:
    old, change, new = (
        values[layer].ravel() for values in (step.weights, step.updates, step.weights_after)
    )
    order = np.argsort(-np.abs(change), kind="stable")[:MOST_TERMS]
    lines = [Line(f"{numeral(old[i])} {_plus(change[i])}", numeral(new[i])) for i in order]
    return Calculation(
        setting.wording.updates_title, (*lines, *_more(setting.wording, len(change)))
    )


def _result(left: str, value: float, write: Callable[[float], str] = numeral) -> Line:
    return Line(left, write(value), result=True, exact=float(value))


def _products(
    words: Wording,
    factors: Values,
    weights: Values,
    most: int,
    *,
    brief: bool = False,
    bars: bool = False,
) -> list[Line]:
    """Return the lines of Σ factor × weight; `brief` factors are written without decimals."""
    write = whole if brief else numeral
    terms = [(x, w, float(x * w)) for x, w in zip(factors[:most], weights[:most], strict=True)]
    lines = [
        Line(
            f"{write(x)} × {numeral(w)}", signed(product), product if bars else None, exact=product
        )
        for x, w, product in terms
    ]
    return [*lines, *_more(words, len(factors), most)]


def _slope(setting: Setting, step: Step, moment: Moment, node: int) -> str:
    """Return how the slope comes about; the sigmoid's from its own value."""
    layer = moment.layer or 0
    if setting.experiment.layers[layer - 1].activation == "sigmoid":
        output = numeral(step.activations[layer][moment.sample][node])
        return f"{output} × (1 − {output})"
    return setting.wording.slope


def _plus(change: float) -> str:
    """Return a change as it is written behind the number that it is added to."""
    text = signed(change)
    return f"{text[0]} {text[1:]}" if text[0] in "+−" else f"+ {text}"


def _more(words: Wording, count: int, most: int = MOST_TERMS) -> Iterable[Line]:
    left = count - most
    return [Line(words.more.format(count=left), "")] if left > 0 else []


def _symbol(activation: str) -> str:
    return {"sigmoid": "σ", "identity": ""}.get(activation, activation)


def _low(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
