"""Chance: the random numbers of a training, from its one seed.

Weights, batches and dropout each draw from a stream of their own: so two experiments that differ
in nothing but dropout begin with the same weights and see the same batches.
"""

import numpy as np

WEIGHTS, BATCHES, DROPOUT = range(3)


def stream(seed: int, purpose: int) -> np.random.Generator:
    """Return the stream of random numbers for one purpose.

    Args:
        seed: of the experiment.
        purpose: `WEIGHTS`, `BATCHES` or `DROPOUT`.

    """
    return np.random.default_rng([seed, purpose])
