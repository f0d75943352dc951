"""Told nodes: which nodes of a layer have a line where not all of them find room.

The largest, and what proves the point: of outputs that tell classes the one that the network says
and the one that it should say, before all others; of a layer with dropout a node that is silent
beside those that are not.
"""

import numpy as np

from nnviz.stage.facts.before_dropout import before_dropout
from nnviz.stage.facts.step_arrays import StepArrays, Values
from nnviz.stage.setting import Setting
from nnviz.stage.worked.lines import strongest


def told_outputs(
    setting: Setting, step: StepArrays, record: int, values: Values, most: int
) -> list[int]:
    """Return the indices of at most so many outputs, in the order in which they are told.

    Of classes, that which the network says and that which it should say, the larger first; then
    the others.

    Args:
        setting: the show's.
        step: what was recorded.
        record: index of the record among those of the step.
        values: (outputs,) what is told of them; the largest are.
        most: how many.

    """
    if not setting.names_outputs:
        return strongest(values, most)
    size = np.nan_to_num(np.abs(values), nan=np.inf)
    first = {int(each[record].argmax()) for each in (step.activations[-1], step.targets)}
    ranked = np.argsort(-size, kind="stable").tolist()
    return [*(each for each in ranked if each in first), *(e for e in ranked if e not in first)][
        :most
    ]


def told_nodes(setting: Setting, step: StepArrays, layer: int, record: int, most: int) -> list[int]:
    """Return the indices of at most so many nodes of a layer whose activations are told."""
    outputs = step.activations[layer][record]
    if layer == len(step.weights):
        return told_outputs(setting, step, record, outputs, most)
    if not step.masks[layer].size or most < 2:
        return strongest(outputs, most)
    silent = np.flatnonzero(step.masks[layer][record] == 0)
    if not 0 < len(silent) < len(outputs) or most >= len(outputs):
        return strongest(outputs, most)
    activation = setting.network.layers[layer - 1].activation
    unsaid = before_dropout(step, activation, layer, record).outputs[silent]
    told = [silent[strongest(unsaid, 1)[0]], *strongest(outputs, most - 1)]
    return sorted({int(node) for node in told})
