"""Optimizers: how a gradient becomes an update. Each is a file, and a line of the table below.

One optimizer looks after one array of parameters, because most of them remember something about
each single parameter. What they remember is recorded. Formulas and default values are those of
PyTorch, but for the epsilon of AdaGrad, which is 1e-10 there; each names its source.

In all of them `negative_rate` is −(learning rate), and the update is what is added to the
parameters.
"""

from collections.abc import Mapping
from types import MappingProxyType

from nnviz.learning.choices import Choice, choice_of
from nnviz.learning.optimizers.adagrad import AdaGrad
from nnviz.learning.optimizers.adam import Adam
from nnviz.learning.optimizers.adamw import AdamW
from nnviz.learning.optimizers.gradient_descent import GradientDescent
from nnviz.learning.optimizers.momentum import Momentum
from nnviz.learning.optimizers.nesterov import Nesterov
from nnviz.learning.optimizers.optimizer import Memory, Optimizer
from nnviz.learning.optimizers.rmsprop import RMSProp

__all__ = [
    "OPTIMIZERS",
    "AdaGrad",
    "Adam",
    "AdamW",
    "GradientDescent",
    "Memory",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "OptimizerSettings",
    "RMSProp",
]

OPTIMIZERS: Mapping[str, type[Optimizer]] = MappingProxyType(
    {
        "gradient_descent": GradientDescent,
        "momentum": Momentum,
        "nesterov": Nesterov,
        "adagrad": AdaGrad,
        "rmsprop": RMSProp,
        "adam": Adam,
        "adamw": AdamW,
    }
)


@choice_of("optimizer", OPTIMIZERS)
class OptimizerSettings(Choice[Optimizer]):
    """Which optimizer, one of `OPTIMIZERS`, and its constants.

    Raises:
        ExperimentError: a field has an impossible value, or is none of this optimizer.

    """

    name: str = "gradient_descent"
