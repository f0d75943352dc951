"""Arithmetic: the worked calculation of a moment, from the recorded numbers, as on a board.

Every number is the recorded one at the stated rounding. Where a line is a sum of rounded numbers
it can therefore be off in its last digit; the result is the recorded value, never the sum of what
is written.
"""

import numpy as np

from nnviz.stage.backward import backward
from nnviz.stage.lines import MOST_TERMS, Calculation, Line, more, products, result
from nnviz.stage.numerals import ERROR_DECIMALS, numeral, signed, whole
from nnviz.stage.setting import Setting
from nnviz.stage.step import Step
from nnviz.story.moment import Moment, Phase


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
            return Calculation(words.inputs_title, (*lines, *more(words, len(inputs))))
        case Phase.FORWARD:
            return _forward(setting, step, moment, most_terms)
        case Phase.ERROR:
            return _error(setting, step, moment)
        case Phase.MEAN:
            return _mean(setting, step)
        case Phase.BACKWARD:
            return backward(setting, step, moment, most_terms)
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
        return Calculation(title, (*lines, *more(words, len(sums))))
    node = moment.node
    inputs = step.activations[layer - 1][moment.sample]
    weights = step.weights[layer - 1][:, node]
    lines = products(words, inputs, weights, most, brief=layer == 1)
    if (bias := step.biases[layer - 1]).size:
        lines.append(Line(words.bias, numeral(bias[node]), exact=float(bias[node])))
    lines.append(result(words.sum, sums[node]))
    lines.append(result(f"{name}({numeral(sums[node])})", outputs[node]))
    title = words.layer_title(layer, len(step.weights))
    return Calculation(words.node_title.format(layer=title, node=node + 1), tuple(lines))


def _error(setting: Setting, step: Step, moment: Moment) -> Calculation:
    rows = zip(
        step.targets[moment.sample],
        step.activations[-1][moment.sample],
        step.differences[moment.sample],
        strict=True,
    )
    lines = [
        Line(f"{whole(target)} − {numeral(output)}", signed(error), result=True)
        for target, output, error in rows
    ]
    rest = more(setting.wording, len(lines))
    return Calculation(setting.wording.error_title, (*lines[:MOST_TERMS], *rest))


def _mean(setting: Setting, step: Step) -> Calculation:
    words, errors = setting.wording, step.differences.ravel()
    mean = numeral(step.mean_absolute_error, ERROR_DECIMALS)
    if not setting.holds_whole_steps:
        count = setting.experiment.samples_of_last_step
        told = Line(words.batch.format(count=count), mean, result=True)
        return Calculation(words.mean_title, (told,))
    lines = [Line(f"|{signed(error)}|", numeral(abs(error))) for error in errors[:MOST_TERMS]]
    lines += more(words, len(errors), rest=float(np.abs(errors[MOST_TERMS:]).sum()))
    lines.append(Line(words.mean_of.format(count=errors.size), mean, result=True))
    return Calculation(words.mean_title, tuple(lines))


def _update(setting: Setting, step: Step, moment: Moment, most: int) -> Calculation:
    """Return how a weight changes: by a sum over the records, where that is all there is to it."""
    words, layer = setting.wording, moment.layer or 0
    if moment.node is None or moment.sender is None:
        return _largest_updates(setting, step, layer)
    node, sender = moment.node, moment.sender
    outputs = step.activations[layer][:, sender]
    deltas = step.deltas[layer + 1][:, node]
    old, change, new = (
        float(values[layer][sender, node])
        for values in (step.weights, step.updates, step.weights_after)
    )
    rate, left, lines = setting.experiment.learning_rate, words.change, []
    if setting.updates_are_sums:
        lines = products(words, outputs, deltas, most, brief=layer == 0, bars=True)
        left = words.change if rate == 1.0 else words.rate.format(rate=rate)
    lines.append(result(left, change, signed))
    lines.append(result(f"{numeral(old)} {_plus(change)}", new))
    title = words.edge_title.format(sender=sender + 1, node=node + 1)
    return Calculation(title, tuple(lines))


def _largest_updates(setting: Setting, step: Step, layer: int) -> Calculation:
    old, change, new = (
        values[layer].ravel() for values in (step.weights, step.updates, step.weights_after)
    )
    order = np.argsort(-np.abs(change), kind="stable")[:MOST_TERMS]
    lines = [Line(f"{numeral(old[i])} {_plus(change[i])}", numeral(new[i])) for i in order]
    return Calculation(setting.wording.updates_title, (*lines, *more(setting.wording, len(change))))


def _plus(change: float) -> str:
    """Return a change as it is written behind the number that it is added to."""
    text = signed(change)
    return f"{text[0]} {text[1:]}" if text[0] in "+−" else f"+ {text}"


def _symbol(activation: str) -> str:
    return {"sigmoid": "σ", "identity": ""}.get(activation, activation)


def _low(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
