"""The calculation: the worked calculation of a moment, from the recorded numbers, as on a board.

Every number is the recorded one at the stated rounding; the result is the recorded value, never the
sum of what is written. Where the two differ in the last digit, the line says so, see
`nnviz.picture.rounding`.
"""

from dataclasses import replace

import numpy as np

from nnviz.picture.numerals import ERROR_DECIMALS, numeral, signed, whole
from nnviz.picture.rounding import divided, error_text, number_printed, plus
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.setting import Setting
from nnviz.stage.worked.backward import backward
from nnviz.stage.worked.forward import forward
from nnviz.stage.worked.lines import (
    MOST_TERMS,
    Calculation,
    CalculationLine,
    lines_left_out,
    products,
    result,
    total,
)
from nnviz.story.moment import Moment, Phase


def calculation(
    setting: Setting, step: StepArrays, moment: Moment, *, most_terms: int = MOST_TERMS
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
            inputs = step.activations[0][moment.record]
            lines = [
                CalculationLine(f"x{_low(i)}", whole(x))
                for i, x in enumerate(inputs[:MOST_TERMS], 1)
            ]
            return Calculation(words.inputs_title, (*lines, *lines_left_out(words, len(inputs))))
        case Phase.FORWARD:
            return forward(setting, step, moment, most_terms)
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


def _error(setting: Setting, step: StepArrays, moment: Moment) -> Calculation:
    rows = zip(
        step.targets[moment.record],
        step.activations[-1][moment.record],
        strict=True,
    )
    lines = [_difference(*row) for row in rows]
    rest = lines_left_out(setting.wording, len(lines))
    return Calculation(setting.wording.error_title, (*lines[:MOST_TERMS], *rest))


def _difference(target: float, output: float) -> CalculationLine:
    left = f"{whole(target)} − {numeral(output)}"
    return CalculationLine(
        left, error_text(target, output), result=True, exact=float(target - output)
    )


def _mean(setting: Setting, step: StepArrays) -> Calculation:
    """Return the mean of the absolute errors, which have as many decimals as it has."""
    words, errors, mean = setting.wording, step.differences.ravel(), step.mean_absolute_error
    if not setting.holds_whole_steps:
        count = setting.training.records_in_last_step
        told = result(words.batch.format(count=count), mean, _finely)
        return Calculation(words.mean_title, (told,))
    lines = [
        CalculationLine(
            f"|{signed(error, ERROR_DECIMALS)}|", _finely(abs(error)), exact=float(abs(error))
        )
        for error in errors[:MOST_TERMS]
    ]
    rest = float(np.abs(errors[MOST_TERMS:]).sum())
    lines += lines_left_out(words, len(errors), rest=rest, write=_finely)
    comes_of = divided(total(lines), errors.size)
    lines.append(result(words.mean_of.format(count=errors.size), mean, _finely, comes_of=comes_of))
    return Calculation(words.mean_title, tuple(lines))


def _finely(value: float) -> str:
    return numeral(value, ERROR_DECIMALS)


def _update(setting: Setting, step: StepArrays, moment: Moment, most: int) -> Calculation:
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
    lines: list[CalculationLine] = []
    if setting.updates_are_sums:
        lines = products(words, outputs, deltas, most, brief=layer == 0, bars=True)
    lines += [_change(setting, lines, change), _sum(old, change, new)]
    title = words.edge_title.format(sender=sender + 1, node=node + 1)
    return Calculation(title, tuple(lines))


def _change(setting: Setting, terms: list[CalculationLine], change: float) -> CalculationLine:
    """Return what a weight is changed by: the rate × the sum of the terms, where there are such."""
    words, learning_rate = setting.wording, setting.training.learning_rate
    if not terms or learning_rate is None:
        return result(words.change, change, signed)
    rate = f"{learning_rate:g}"
    said, factor = total(terms), number_printed(rate)
    comes_of = None if said is None or factor is None else said * factor
    left = words.change if rate == "1" else words.rate.format(rate=rate)
    return result(left, change, signed, comes_of=comes_of)


def _sum(old: float, change: float, new: float) -> CalculationLine:
    said = numeral(old), signed(change)
    return result(f"{said[0]} {_plus(change)}", new, comes_of=plus(said))


def _largest_updates(setting: Setting, step: StepArrays, layer: int) -> Calculation:
    old, change, new = (
        values[layer].ravel() for values in (step.weights, step.updates, step.weights_after)
    )
    order = np.argsort(-np.abs(change), kind="stable")[:MOST_TERMS]
    lines = [replace(_sum(old[i], change[i], new[i]), result=False) for i in order]
    return Calculation(
        setting.wording.updates_title, (*lines, *lines_left_out(setting.wording, len(change)))
    )


def _plus(change: float) -> str:
    """Return a change as it is written behind the number that it is added to."""
    text = signed(change)
    return f"{text[0]} {text[1:]}" if text[0] in "+−" else f"+ {text}"


def _low(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
