"""How a gradient becomes an update."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class GradientDescent:
    """Plain gradient descent: a step downhill, proportional to the gradient.

    Attributes:
        learning_rate: how long the step is.

    """

    def __init__(self, *, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self._downhill = np.array(-learning_rate, dtype=np.float64)

    def update(self, gradient: Array, *, out: Array) -> None:
        """Compute what is added to the weights: −learning_rate · gradient.

        Args:
            gradient: ∂L/∂W, any shape, float64.
            out: the update, of the same shape.

        """
        np.multiply(self._downhill, gradient, out=out)
