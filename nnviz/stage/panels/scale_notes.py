"""Scale notes: what has to be said of values that are larger than the largest size shows.

There are such where a training runs away, and in rows where a variant does; else the scales follow
all values.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from nnviz.picture.palette import Values
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment, Phase


def scale_notes(setting: Setting, steps: Sequence[StepArrays], moment: Moment) -> list[str]:
    """Return notes on weights and values that are drawn smaller than they are.

    Args:
        setting: the show's.
        steps: what was recorded of the networks on the stage.
        moment: what is shown of each.

    """
    alone = len(steps) == 1
    if alone and setting.survey.runs_away is None:
        return []
    scales = setting.scales
    limits = [scales.largest_weight] * len(scales.largest_activations)
    beyond = (
        any(_exceed(_weights(step, moment), limits) for step in steps),
        any(_exceed(_values(step, moment), scales.largest_activations) for step in steps),
    )
    return [note for note, said in zip(all_scale_notes(setting), beyond, strict=True) if said]


def all_scale_notes(setting: Setting) -> list[str]:
    """Return the notes on weights and on values, whether or not they are larger."""
    words = setting.wording
    return [
        words.beyond_weights.format(weight=setting.scales.largest_weight),
        words.beyond_values,
    ]


def _weights(step: StepArrays, moment: Moment) -> Sequence[Values]:
    return step.weights_after if moment.phase is Phase.UPDATE else step.weights


def _values(step: StepArrays, moment: Moment) -> Sequence[Values]:
    """Return the values of a record, layer by layer, as far as they are computed."""
    values = [layer[moment.record] for layer in step.activations]
    match moment.phase:
        case Phase.INITIALISE:
            return []
        case Phase.INPUT | Phase.FORWARD:
            return values[: (moment.layer or 0) + 1]
        case _:
            return values


def _exceed(values: Iterable[Values], limits: Iterable[float]) -> bool:
    pairs = zip(values, limits, strict=False)
    return any(bool((np.abs(each) > limit).any()) for each, limit in pairs)
