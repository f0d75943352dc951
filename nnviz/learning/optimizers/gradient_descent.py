"""Gradient descent."""

import numpy as np

from nnviz.learning.optimizers.optimizer import Array, Optimizer


class GradientDescent(Optimizer):
    """Gradient descent: a step straight downhill. Δw = −η·g."""

    STATEMENTS = ("{p} -= {rate}g",)
    IS_PLAIN = True

    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute −η·g."""
        np.multiply(negative_rate, gradient, out)
