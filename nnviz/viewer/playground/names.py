"""What the window calls that which can be chosen in an experiment, by its name there, in English.

What has no name here is called as the experiment calls it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.datasets import BUILT_IN
from nnviz.learning.initializers import INITIALIZATIONS
from nnviz.learning.losses import LOSSES
from nnviz.learning.optimizers import OPTIMIZERS
from nnviz.learning.point_sets import CLASSIFICATION_SETS, REGRESSION_SETS
from nnviz.learning.schedules import SCHEDULES
from nnviz.playground.changes import TABLES

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "gradient_descent": "Gradient descent",
        "momentum": "Momentum",
        "nesterov": "Nesterov",
        "adagrad": "AdaGrad",
        "rmsprop": "RMSProp",
        "adam": "Adam",
        "adamw": "AdamW",
        "sigmoid": "Sigmoid",
        "tanh": "tanh",
        "relu": "ReLU",
        "leaky_relu": "Leaky ReLU",
        "softplus": "Softplus",
        "identity": "Identity",
        "step": "Step",
        "softmax": "Softmax",
        "half_squared_error": "½ Σ squared error",
        "mean_squared_error": "Mean squared error",
        "binary_cross_entropy": "Binary cross-entropy",
        "categorical_cross_entropy": "Categorical cross-entropy",
        "lecture": "Uniform, −1 to 1",
        "gaussian": "Normal",
        "xavier": "Xavier (normal)",
        "glorot_uniform": "Glorot (uniform)",
        "he": "He",
        "given": "Given weights",
        "xor": "XOR",
        "and": "AND",
        "or": "OR",
        "nand": "NAND",
        "nor": "NOR",
        "circle": "Circle (points)",
        "xor_points": "XOR (points)",
        "gauss": "Two clouds (points)",
        "spiral": "Spiral (points)",
        "plane": "Plane (points)",
        "gauss_peaks": "Peaks (points)",
        "bowl": "Bowl",
        "digits": "Digits (8 × 8)",
        "mnist": "MNIST",
        "csv": "File (CSV)…",
        "npz": "File (NPZ)…",
        "constant": "Constant",
        "cosine": "Cosine",
    }
)

DATA = (*BUILT_IN, *CLASSIFICATION_SETS, *REGRESSION_SETS, "digits", *TABLES)
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "optimizer": tuple(OPTIMIZERS),
        "loss": tuple(LOSSES),
        "initialization": tuple(name for name in INITIALIZATIONS if name != "given"),
        "data": DATA,
        "schedule": tuple(SCHEDULES),
        "output": tuple(name for name, each in ACTIVATIONS.items() if each.learnable),
        "hidden": tuple(
            name for name, each in ACTIVATIONS.items() if each.learnable and not each.shares_sums
        ),
    }
)
"""What can be chosen; an activation that has no slope cannot learn, and is not offered."""
