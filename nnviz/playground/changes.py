"""Changes of an experiment, as fields for `Playground.change`; what follows from one comes with it.

Other data have as many outputs as their records have targets; a batch is never larger than the
data. What would have to be guessed is left as it is, and refused where it does not fit.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from nnviz.errors import ExperimentError
from nnviz.learning.checks import check
from nnviz.learning.choices import Choice
from nnviz.learning.data import Data, as_data
from nnviz.learning.description import Layer
from nnviz.learning.experiment import Experiment
from nnviz.learning.losses import LOSSES
from nnviz.learning.point_sets import CLASSIFICATION_SETS
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import MAX_EPOCHS

Fields = dict[str, Any]

PROBABILITIES = ("sigmoid", "softmax")  # activations whose outputs are from 0 to 1
TABLES = ("csv", "npz")  # files of a user's own
USUAL_UNITS = 4  # of a layer that has no neighbour to be like


def other_data(experiment: Experiment, name: str) -> Fields:
    """Return the change to data of another name, as they usually are.

    The classes of points are called 0 and 1 where the outputs are from 0 to 1, else −1 and 1.
    """
    data = Data(name=name)
    if name in CLASSIFICATION_SETS and experiment.layers[-1].activation in PROBABILITIES:
        data = replace(data, labels=(0.0, 1.0))
    return _with_data(experiment, data)


def other_records(experiment: Experiment, **fields: Any) -> Fields:
    """Return the change to other records of the same data.

    Args:
        experiment: before it.
        fields: of `Data`, with their new values: `noise`, `records`, `held_out`, `features`, …

    """
    return _with_data(experiment, replace(as_data(experiment.data), **fields))


def other_file(experiment: Experiment, path: Path) -> Fields:
    """Return the change to the records of a CSV or NPZ file, whose last column is the target.

    Where that is text, it names classes.

    Raises:
        ExperimentError: there are no records to be read in it.

    """
    name = path.suffix.lower().removeprefix(".")
    check(name in TABLES, "path", str(path), "give a .csv or a .npz file")
    data = Data(name=name, path=str(path.absolute()))
    try:
        return _with_data(experiment, data)
    except ExperimentError:
        with suppress(ExperimentError):
            return _with_data(experiment, replace(data, classify=True))
        raise


def other_setting(table: Choice[Any], name: str, value: float) -> Fields:
    """Return the change to another value of a setting.

    Args:
        table: what has it, as the optimizer of an experiment.
        name: of the setting.
        value: its new value.

    """
    kept = {each: getattr(table, each) for each in table.settings}
    return {table.FIELD: type(table)(**{**kept, "name": table.name, name: value})}


def longer(experiment: Experiment) -> Fields:
    """Return the change to twice as many epochs, if so many are possible."""
    return {"epochs": min(2 * experiment.epochs, MAX_EPOCHS)}


def other_batch_size(size: int | None) -> Fields:
    """Return the change to so many records a step; None: all of them."""
    if size is None:  # where nothing is dealt, nothing can be said of how
        return {"batch_size": None, "shuffle": True, "drop_last": True, "replacement": False}
    return {"batch_size": size}


def other_regularization(
    experiment: Experiment, *, l1: float | None = None, l2: float | None = None
) -> Fields:
    """Return the change to other prices of weights; None: as it is."""
    before = experiment.regularization
    price = before.l1 if l1 is None else l1
    squared = before.l2 if l2 is None else l2
    proximal = before.proximal and price > 0
    return {"regularization": Regularization(l1=price, l2=squared, proximal=proximal)}


def added_layer(experiment: Experiment) -> Fields:
    """Return the change to one hidden layer more, before the output and like the one before it."""
    *hidden, output = experiment.layers
    like = hidden[-1] if hidden else replace(output, units=USUAL_UNITS)
    return {"layers": (*hidden, like, output)}


def removed_layer(experiment: Experiment, index: int) -> Fields:
    """Return the change to one hidden layer less.

    Args:
        experiment: before it.
        index: of the layer, 0 for the first hidden one.

    """
    layers = experiment.layers
    return {"layers": layers[:index] + layers[index + 1 :]}


def other_layer(experiment: Experiment, index: int, **fields: Any) -> Fields:
    """Return the change to a layer with other units, another activation, a bias or dropout.

    Args:
        experiment: before it.
        index: of the layer, 0 for the first hidden one, the output last.
        fields: of `Layer`, with their new values.

    """
    layers = list(experiment.layers)
    layers[index] = replace(layers[index], **fields)
    return {"layers": tuple(layers)}


def activation_needed(experiment: Experiment, fields: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the loss and the output activation that it needs, which a change would not give it.

    Args:
        experiment: before the change.
        fields: the change.

    """
    loss: str = fields.get("loss", experiment.loss)
    layers: tuple[Layer, ...] = fields.get("layers", experiment.layers)
    pair = LOSSES[loss].pair
    return None if pair in {None, layers[-1].activation} else (loss, str(pair))


def _with_data(experiment: Experiment, data: Data) -> Fields:
    dataset = data.dataset
    *hidden, output = experiment.layers
    fields: Fields = {
        "data": data,
        "layers": (*hidden, replace(output, units=dataset.targets.shape[1])),
    }
    if experiment.batch_size is not None:
        fields["batch_size"] = min(experiment.batch_size, dataset.size)
    return fields
