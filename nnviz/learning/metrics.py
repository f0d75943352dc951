"""Metrics: what training is watched by, its loss, its error, its accuracy.

No step needs these numbers to go on, so they are computed from the recorded arrays, of as many
steps at once as there are.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.description import Described
from nnviz.learning.losses import LOSSES
from nnviz.learning.network import Network
from nnviz.learning.step import NO_RECORD, PER_RECORD, Arrays

Array = NDArray[np.float64]

RECORDS_AT_ONCE = 512  # so that what is computed of them stays in a cache


def is_classification(trained: Described) -> bool:
    """Return whether outputs tell classes, so that they are right or wrong."""
    return bool(trained.dataset.classes) or trained.network.pair is not None


def loss(trained: Described, targets: Array, *, outputs: Array, sums: Array) -> Array:
    """Return what training makes small, without the price of large weights.

    Args:
        trained: says which loss.
        targets: (…, n_records, n_outputs).
        outputs: the same shape, activations of the output layer.
        sums: the same shape, its pre-activations.

    Returns:
        (…) the loss of all records together.

    """
    chosen = LOSSES[trained.network.loss]
    with np.errstate(all="ignore"):
        return chosen.value(targets, outputs if chosen.pair is None else sums)


def mean_absolute_error(targets: Array, outputs: Array) -> Array:
    """Return the error that the lecture shows, `np.mean(np.abs(y - l2))`.

    Args:
        targets: (…, n_records, n_outputs).
        outputs: the same shape.

    Returns:
        (…) the mean over records and outputs.

    """
    with np.errstate(all="ignore"):
        return np.asarray(np.mean(np.abs(targets - outputs), axis=(-2, -1)))


def accuracy(trained: Described, targets: Array, outputs: Array) -> Array:
    """Return the share of records whose class the network tells; outputs that are NaN tell none.

    Args:
        trained: its data say what the middle between two targets is.
        targets: (…, n_records, n_outputs).
        outputs: the same shape.

    Returns:
        (…) 0 to 1.

    """
    if targets.shape[-1] > 1:
        right = np.argmax(targets, axis=-1) == np.argmax(outputs, axis=-1)
    else:
        known = trained.dataset.targets
        middle = (known.min() + known.max()) / 2
        right = (targets[..., 0] > middle) == (outputs[..., 0] > middle)
    return np.asarray(np.mean(right & ~np.isnan(outputs).any(axis=-1), axis=-1))


def measure_steps(trained: Described, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return what every step is watched by; of a smaller batch, its own records alone.

    Args:
        trained: says what was.
        arrays: by their names in a trace, (n_steps, …) each: `activations/L`, `preactivations/L`,
            `weights/k`, and `records` where training goes by batches.

    Returns:
        By its name in a trace (n_steps,) each: `loss`, `mean_absolute_error`, `penalty`, and
        `accuracy` of a classification.

    """
    training = trained.training
    if training.records_in_last_step == training.records_per_step:
        return _metrics_of(trained, arrays)
    counts = (arrays["records"] != NO_RECORD).sum(axis=1)
    parts = [_metrics_of(trained, _first_rows(arrays, n, count)) for n, count in enumerate(counts)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _first_rows(arrays: Mapping[str, Array], number: int, count: int) -> dict[str, Array]:
    """Return the arrays of one step, with so many of its records."""
    one = {name: array[number : number + 1] for name, array in arrays.items()}
    wanted = [name for name in one if name == "records" or name.partition("/")[0] in PER_RECORD]
    return one | {name: one[name][:, :count] for name in wanted}


def _metrics_of(trained: Described, arrays: Mapping[str, Array]) -> dict[str, Array]:
    output, regularization = len(trained.network.layers), trained.training.regularization
    targets = trained.dataset.targets
    if "records" in arrays:
        targets = targets[arrays["records"].astype(np.int64)]
    outputs, sums = arrays[f"activations/{output}"], arrays[f"preactivations/{output}"]
    targets = np.broadcast_to(targets, outputs.shape)
    measured = {
        "loss": loss(trained, targets, outputs=outputs, sums=sums),
        "mean_absolute_error": mean_absolute_error(targets, outputs),
    }
    if regularization:
        weights = {k: arrays[f"weights/{k}"] for k in range(output)}
        measured["penalty"] = regularization.value(weights)
        measured["loss"] = measured["loss"] + measured["penalty"]
    if is_classification(trained):
        measured["accuracy"] = accuracy(trained, targets, outputs)
    return measured


def measure_epoch(trained: Described, weights: Arrays, biases: Arrays) -> dict[str, float]:
    """Return what an epoch is watched by: how the network does on many records, without dropout.

    Args:
        trained: says what is.
        weights: (units of k, units of k + 1) for every k.
        biases: (units of k + 1,) where layer k + 1 has them.

    Returns:
        By their names in a trace, where there are such data: `training_loss` and
        `training_accuracy` where training goes by batches, `held_out_loss` and
        `held_out_accuracy`; accuracies of a classification only.

    """
    data, training, measured = trained.dataset, trained.training, {}
    whole = data if training.by_batches else None
    network = Network(trained.network)
    for prefix, records in (("training", whole), ("held_out", data.held_out)):
        if records is None:
            continue
        with np.errstate(all="ignore"):
            sums, outputs = _predicted(network, records.inputs, weights, biases)
        value = loss(trained, records.targets, outputs=outputs, sums=sums)
        price = training.regularization.value(weights) if training.regularization else 0.0
        measured[f"{prefix}_loss"] = float(value + price)
        if is_classification(trained):
            right = accuracy(trained, records.targets, outputs)
            measured[f"{prefix}_accuracy"] = float(right)
    return measured


def _predicted(
    network: Network, inputs: Array, weights: Arrays, biases: Arrays
) -> tuple[Array, Array]:
    """Return what `Network.predict` does; the hidden layers of all records never exist at once."""
    parts = [
        network.predict(inputs[start : start + RECORDS_AT_ONCE], weights=weights, biases=biases)
        for start in range(0, len(inputs), RECORDS_AT_ONCE)
    ]
    sums, outputs = zip(*parts, strict=True)
    return np.concatenate(sums), np.concatenate(outputs)
