"""Before dropout: what the nodes of a layer say before it, and the factor by which it changes that.

A recorded activation is f(z) × factor, a recorded derivative f′(z) × factor; the factor is 0 for a
node that is silenced and 1 / (1 − p) for one that is not. On the stage the three stand apart: f(z)
lies on the curve of the activation function, and f′(z) is the slope of that curve.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.activations import ACTIVATIONS
from nnviz.stage.facts.step_arrays import StepArrays

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class BeforeDropout:
    """A layer of one record, as it is before dropout.

    Attributes:
        outputs: (units,) f(z).
        slopes: (units,) f′(z).
        factors: (units,) by which dropout multiplies both; None: the layer has none.

    """

    outputs: Values
    slopes: Values
    factors: Values | None


def before_dropout(step: StepArrays, activation: str, layer: int, record: int) -> BeforeDropout:
    """Return what the nodes of a layer say of a record before dropout.

    Args:
        step: what was recorded.
        activation: name of the layer's activation function.
        layer: its number, from 1.
        record: index of the record among those of the step.

    """
    outputs, slopes = (values[layer][record] for values in (step.activations, step.derivatives))
    if not step.masks[layer].size:
        return BeforeDropout(outputs, slopes, None)
    function = ACTIVATIONS[activation]
    outputs, slopes = np.empty((2, 1, len(outputs)))
    with np.errstate(all="ignore"):
        function.function(step.preactivations[layer][record][None], out=outputs)
        function.derivative(outputs, out=slopes)
    return BeforeDropout(outputs[0], slopes[0], step.masks[layer][record])
