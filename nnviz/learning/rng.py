"""Random number generators: the random numbers of a training, from its one seed.

Weights, batches and dropout each draw from a stream of their own: so two experiments that differ
in nothing but dropout begin with the same weights and see the same batches.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

WEIGHTS, BATCHES, DROPOUT = range(3)


def generator_for(seed: int, purpose: int) -> np.random.Generator:
    """Return the stream of random numbers for one purpose.

    Args:
        seed: of the experiment.
        purpose: `WEIGHTS`, `BATCHES` or `DROPOUT`.

    """
    return np.random.default_rng([seed, purpose])


def set_state(generator: np.random.Generator, state: Mapping[str, Any]) -> None:
    """Let a stream go on from another place, as its `bit_generator.state` was there.

    Raises:
        ValueError: this is no state in such a stream.

    """
    try:
        generator.bit_generator.state = state
    except (TypeError, KeyError, OverflowError) as error:
        raise ValueError(f"this is no place in a stream of random numbers: {error!r}") from error
