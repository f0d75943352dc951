"""The calculation: the worked calculation of a moment, from the recorded numbers, as on a board.

Every number is the recorded one at the stated rounding; the result is the recorded value, never the
sum of what is written. Where the two differ in the last digit, the line says so, see
`nnviz.picture.rounding`.
"""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from nnviz.picture.numerals import (
    ERROR_DECIMALS,
    Writer,
    brief,
    in_column,
    numeral,
    signed,
    whole,
)
from nnviz.picture.rounding import ABOUT, divided, error_text, plus, times
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.setting import Setting
from nnviz.stage.worked.backward import backward
from nnviz.stage.worked.forward import forward, lowered, node_label
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
from nnviz.story.moment import Moment, Phase


def calculation(
    setting: Setting, step: StepArrays, moment: Moment, *, most_terms: int = MOST_TERMS
) -> Calculation | None:
    """Return the calculation of a moment; None where nothing is calculated.

    Args:
        setting: the show's.
        step: what was recorded at the moment's epoch.
        moment: what is calculated.
        most_terms: terms of a sum, nodes or edges that have a line of their own.

    """
    words = setting.wording
    match moment.phase:
        case Phase.INPUT:
            inputs = step.activations[0][moment.record]
            lines = [
                CalculationLine(word(f"x{lowered(i)}"), whole(x), role=Role.INPUT)
                for i, x in enumerate(inputs[:MOST_TERMS], 1)
            ]
            return Calculation(words.inputs_title, (*lines, *lines_left_out(words, len(inputs))))
        case Phase.FORWARD:
            return forward(setting, step, moment, most_terms)
        case Phase.ERROR:
            return _error(setting, step, moment, most_terms)
        case Phase.MEAN:
            return _mean(setting, step, most_terms)
        case Phase.BACKWARD:
            return backward(setting, step, moment, most_terms)
        case Phase.UPDATE:
            return _update(setting, step, moment, most_terms)
        case Phase.INITIALISE | Phase.EPOCH:
            return None


def _error(setting: Setting, step: StepArrays, moment: Moment, most: int) -> Calculation:
    """Return the errors of the outputs of a record, of many the largest."""
    words, last = setting.wording, len(step.weights)
    targets, outputs = step.targets[moment.record], step.activations[-1][moment.record]
    several = len(targets) > 1
    lines = [
        _difference(targets[i], outputs[i], node_label(setting, last, i) if several else "")
        for i in told_outputs(setting, step, moment.record, targets - outputs, most)
    ]
    rest = lines_left_out(words, len(targets), len(lines))
    return Calculation(words.error_title, (*lines, *rest))


def _difference(target: float, output: float, label: str) -> CalculationLine:
    left = expression("{} − {}", (whole(target), Role.TARGET), (numeral(output), Role.ACTIVATION))
    error = float(target - output)
    right = error_text(target, output)
    return CalculationLine(
        left, right, error, result=True, exact=error, role=Role.ERROR, label=label
    )


def _mean(setting: Setting, step: StepArrays, most: int) -> Calculation:
    """Return the mean of the absolute errors, which have as many decimals as it has."""
    words, errors, mean = setting.wording, step.differences.ravel(), step.mean_absolute_error
    if not setting.holds_whole_steps:
        count = setting.training.records_in_last_step
        batch = word(words.batch.format(count=count))
        return Calculation(words.mean_title, (_mean_line(setting, batch, mean),))
    lines = [_absolute(errors[index]) for index in strongest(errors, most)]
    rest = float(np.abs(errors).sum()) - sum(line.exact or 0.0 for line in lines)
    lines += lines_left_out(words, len(errors), most, rest=rest, write=_finely)
    comes_of = divided(total(lines), errors.size)
    said = word(words.mean_of.format(count=errors.size))
    lines.append(_mean_line(setting, said, mean, comes_of))
    return Calculation(words.mean_title, tuple(lines))


def _mean_line(
    setting: Setting, left: Parts, mean: float, comes_of: Fraction | None = None
) -> CalculationLine:
    name = setting.wording.mean_error
    return result(left, mean, _finely, role=Role.SLOPE, comes_of=comes_of, name=name)


def _absolute(error: float) -> CalculationLine:
    size, text = float(abs(error)), signed(error, ERROR_DECIMALS)
    left = expression("|{}|", (text, Role.ERROR))
    return CalculationLine(left, _finely(size), exact=size, role=Role.SLOPE, terms=1)


def _finely(value: float) -> str:
    return numeral(value, ERROR_DECIMALS)


def _update(setting: Setting, step: StepArrays, moment: Moment, most: int) -> Calculation:
    """Return how a weight changes: by a sum over the records, where that is all there is to it."""
    words, layer = setting.wording, moment.layer or 0
    if moment.node is None or moment.sender is None:
        return _largest_updates(setting, step, layer, most)
    node, sender = moment.node, moment.sender
    old, change, new = (
        float(values[layer][sender, node])
        for values in (step.weights, step.updates, step.weights_after)
    )
    lines, write = list[CalculationLine](), in_column(signed, [change])
    if setting.updates_are_sums:
        terms = _contributions(setting, step, moment, change)
        lines, write = terms.lines(most), terms.write_result
    lines += _changes(setting, lines, change, write)
    lines.append(_sum(old, change, new, write=write, name=words.new_weight))
    title = words.edge_title.format(sender=sender + 1, node=node + 1)
    return Calculation(title, tuple(lines), labels=words.record_number if len(lines) > 2 else "")


def _contributions(setting: Setting, step: StepArrays, moment: Moment, change: float) -> Products:
    """Return what each record contributes to the change of a weight: activation × delta."""
    layer = moment.layer or 0
    outputs = step.activations[layer][:, moment.sender]
    return Products(
        words=setting.wording,
        factors=outputs,
        weights=step.deltas[layer + 1][:, moment.node],
        roles=(Role.INPUT if layer == 0 else Role.ACTIVATION, Role.DELTA),
        labels=[str(number + 1) for number in step.records],
        write=whole if layer == 0 else numeral,
        bars=True,
        compared=[change],
    )


def _changes(
    setting: Setting, terms: list[CalculationLine], change: float, write: Writer
) -> list[CalculationLine]:
    """Return what a weight is changed by: the rate × the sum of the terms, where there are such."""
    words, learning_rate = setting.wording, setting.training.learning_rate
    if not terms or learning_rate is None:
        return [result(word(_step_of(setting)), change, write, role=Role.CHANGE)]
    rate = brief(learning_rate)
    if rate == "1":
        return [result(word(words.change), change, write, role=Role.CHANGE, comes_of=total(terms))]
    summed = float(sum(line.exact or 0.0 for line in terms))
    line = result(word(words.sum), summed, write, role=Role.SUM, comes_of=total(terms))
    said = line.right.removeprefix(f"{ABOUT} ")
    left = expression(f"{words.rate} {{}} × {{}}", (rate, Role.RATE), (said, Role.SUM))
    comes_of = times(rate, said)
    changed = result(left, change, write, role=Role.CHANGE, comes_of=comes_of, name=words.change)
    return [line, changed]


def _step_of(setting: Setting) -> str:
    """Return what changes a weight where it is no plain sum over the records that are shown."""
    words, name = setting.wording, setting.optimizer
    if name is None:
        return words.change
    if not setting.holds_whole_steps:
        batch = words.batch.format(count=setting.training.records_in_last_step)
        return words.step_over.format(optimizer=name, batch=batch)
    return words.step_of.format(optimizer=name)


def _sum(
    old: float, change: float, new: float, *, write: Writer, name: str = ""
) -> CalculationLine:
    said = numeral(old), write(change)
    left = expression("{} {}", (said[0], Role.WEIGHT), (_plus(said[1]), Role.CHANGE))
    return result(left, new, role=Role.WEIGHT, comes_of=plus(said), name=name)


def _largest_updates(setting: Setting, step: StepArrays, layer: int, most: int) -> Calculation:
    old, change, new = (
        values[layer].ravel() for values in (step.weights, step.updates, step.weights_after)
    )
    receivers, write = step.weights[layer].shape[1], in_column(signed, change)
    lines = []
    for i in strongest(change, most):
        sender, node = divmod(i, receivers)
        line = _sum(old[i], change[i], new[i], write=write)
        lines.append(replace(line, result=False, label=f"{sender + 1} → {node + 1}"))
    words = setting.wording
    told = (*lines, *lines_left_out(words, len(change), len(lines)))
    return Calculation(words.updates_title, told, formula=words.updates_title)


def _plus(text: str) -> str:
    """Return a change as it is written behind the number that it is added to."""
    return f"{text[0]} {text[1:]}" if text[0] in "+−" else f"+ {text}"
