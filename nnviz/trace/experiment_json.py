"""An experiment, a network and a training as JSON, and back.

Their dataclasses are nested; their fields and types say what the JSON looks like,
so that nothing is written down twice.
"""

import json
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from nnviz.errors import quoted
from nnviz.learning.choices import Choice
from nnviz.learning.data import Data
from nnviz.learning.datasets import Dataset
from nnviz.learning.description import NetworkDescription, TrainingDescription
from nnviz.learning.experiment import Experiment
from nnviz.learning.preparation import Preparation


def experiment_json(experiment: Experiment) -> str:
    """Return an experiment as JSON. Of a path of the user's only the file's name is kept."""
    plain = _plain(experiment)
    plain["data"]["path"] = plain["data"]["path"].replace("\\", "/").rpartition("/")[2]
    return json.dumps(plain, allow_nan=False)


def network_json(network: NetworkDescription) -> str:
    """Return what a network is as JSON."""
    return json.dumps(_plain(network), allow_nan=False)


def training_json(training: TrainingDescription) -> str:
    """Return how the steps of a training make epochs as JSON."""
    return json.dumps(_plain(training), allow_nan=False)


def network_from_json(text: str) -> NetworkDescription:
    """Return the network that `network_json` wrote.

    Raises:
        ValueError: the text does not describe a possible one.

    """
    network: NetworkDescription = _described(NetworkDescription, text)
    return network


def training_from_json(text: str) -> TrainingDescription:
    """Return the training that `training_json` wrote.

    Raises:
        ValueError: the text does not describe a possible one.

    """
    training: TrainingDescription = _described(TrainingDescription, text)
    return training


def preparation_json(preparation: Preparation) -> Any:
    """Return how data were prepared, as what `json.dumps` takes."""
    return _plain(preparation)


def preparation_from_json(given: Any) -> Preparation:
    """Return the preparation that `preparation_json` wrote.

    Raises:
        ValueError: it does not describe a possible one.

    """
    preparation: Preparation = _build(Preparation, given)
    return preparation


def _described(kind: Any, text: str) -> Any:
    try:
        return _build(kind, json.loads(text))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is no {kind.__name__}: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Choice):
        return {name: _plain(getattr(value, name)) for name in ("name", *value.settings)}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.init}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def experiment_from_json(text: str, records: Dataset) -> Experiment:
    """Return the experiment that `written` wrote.

    Older recordings have settings of what was not chosen, too; training did not use them.

    Args:
        text: the JSON.
        records: what its data hold; nothing is made or read anew.

    Raises:
        ValueError: the text does not describe a possible experiment.

    """
    try:
        given = json.loads(text)
        data: Data = _build(Data, given.pop("data"))
        used = _without_effectless(given)
        experiment: Experiment = _build(Experiment, used, data=data.holding(records))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is no experiment: {error}") from error
    return experiment


def _without_effectless(given: dict[str, Any]) -> dict[str, Any]:
    """Return an experiment's fields without switches that had no effect."""
    effectless = ("shuffle", "drop_last") if given.get("batch_size") is None else ()
    used = {name: value for name, value in given.items() if name not in effectless}
    price = used.get("regularization", {})
    if not price.get("l1"):
        used["regularization"] = {k: v for k, v in price.items() if k != "proximal"}
    return used


def _build(kind: Any, given: dict[str, Any], **more: Any) -> Any:
    """Return a dataclass with these fields, its parts built by their types."""
    hints = get_type_hints(kind)
    if issubclass(kind, Choice):
        given = kind.known(given)
    return kind(**{name: _from_json(hints[name], value) for name, value in given.items()}, **more)


def _from_json(hint: Any, value: Any) -> Any:
    """Return a value of JSON as the type says: tuples for lists, dataclasses for objects."""
    kinds = (hint, *get_args(hint)) if get_origin(hint) is not tuple else (hint,)
    if isinstance(value, dict) and any(get_origin(kind) is dict for kind in kinds):
        return value
    if isinstance(value, dict):
        return _build(_only([kind for kind in kinds if is_dataclass(kind)], value), value)
    if isinstance(value, list):
        items = _only([kind for kind in kinds if get_origin(kind) is tuple], value)
        return tuple(_from_json(get_args(items)[0], item) for item in value)
    return value


def _only(kinds: list[Any], value: object) -> Any:
    if not kinds:
        raise TypeError(f"{quoted(value)} stands where a number or a word belongs")
    return kinds[0]
