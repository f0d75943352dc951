"""Dropout: units that are silenced at random, so that no unit relies on another.

The units that go on say as much more: a mask holds 0 or 1 / (1 − p). So the network that is used
after training needs no change ("inverted dropout", Srivastava et al. 2014, section 10).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnviz.learning.experiment import Experiment
from nnviz.learning.rng import DROPOUT, generator_for, set_state
from nnviz.learning.step import Arrays


class Dropout:
    """Draws the masks of a training, step by step."""

    def __init__(self, experiment: Experiment) -> None:
        self._generator = generator_for(experiment.seed, DROPOUT)
        layers = enumerate(experiment.layers, start=1)
        self._probabilities = {k: layer.dropout for k, layer in layers if layer.dropout}

    @property
    def rng_state(self) -> Mapping[str, Any]:
        """The state of the random number generator, behind what was drawn."""
        rng_state: Mapping[str, Any] = self._generator.bit_generator.state
        return rng_state

    def resume(self, rng_state: Mapping[str, Any]) -> None:
        """Draw on from another place.

        Raises:
            ValueError: this is no place in a stream.

        """
        set_state(self._generator, rng_state)

    def draw(self, masks: Arrays) -> None:
        """Draw the mask of every layer that has one, in the order of the layers."""
        for k, probability in self._probabilities.items():
            stays = self._generator.random(masks[k].shape) >= probability
            np.divide(stays, 1 - probability, out=masks[k])
