"""What training is watched by: how large its error is.

No step needs these numbers to go on, so they are computed from the recorded errors, of as many
steps at once as there are.
"""

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.experiment import Experiment
from nnviz.learning.functions import LOSSES

Array = NDArray[np.float64]


def loss(experiment: Experiment, errors: Array) -> Array:
    """Return what training makes small.

    Args:
        experiment: says which loss.
        errors: (…, n_samples, n_outputs) of the output layer.

    Returns:
        (…) the loss of all samples together.

    """
    with np.errstate(over="ignore", invalid="ignore"):
        return LOSSES[experiment.loss].value(errors)


def mean_absolute_error(errors: Array) -> Array:
    """Return the error that the lecture shows, `np.mean(np.abs(l2_error))`.

    Args:
        errors: (…, n_samples, n_outputs) of the output layer.

    Returns:
        (…) the mean over samples and outputs.

    """
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(np.mean(np.abs(errors), axis=(-2, -1)))
