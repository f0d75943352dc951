"""What differs between two experiments, in words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from nnviz.playground.differences import Difference
from nnviz.viewer.playground.names import NAMES
from nnviz.viewer.translation import tr

SAME = "The same experiment as the one that is shown."
DIFFERS = "Shown now: {differences}"
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "learning_rate": "Learning rate",
        "optimizer.name": "Optimizer",
        "layers": "Layers",
        "loss": "Loss",
        "batch_size": "Batch size",
        "epochs": "Epochs",
        "initialization.name": "Initial weights",
        "seed": "Seed",
        "regularization.l1": "L1",
        "regularization.l2": "L2",
        "data.name": "Data",
        "data.noise": "Noise",
        "data.records": "Records",
        "data.held_out": "Held out",
        "data.features": "Inputs",
        "schedule.name": "Schedule",
    }
)
LEFT_OUT = ("recording", "initialization.weights", "initialization.biases")
MOST_SAID = 6


def differences_said(found: Sequence[Difference]) -> str:
    """Return in what the experiment that is shown differs from another one.

    Args:
        found: from the other one to the one that is shown.

    """
    told = [each for each in found if not each.field.startswith(LEFT_OUT)]
    given = [each for each in found if each.field.startswith("initialization.weights")]
    parts = [_said(each) for each in told[:MOST_SAID]]
    if given and not any(each.field == "initialization.name" for each in told):
        parts.append(tr("other given weights"))
    return tr(DIFFERS, differences="; ".join(parts)) if parts else tr(SAME)


def _said(difference: Difference) -> str:
    field = difference.field
    title = tr(TITLES[field]) if field in TITLES else field
    before, now = _value(difference.before), _value(difference.now)
    return f"{title} {before} → {now}"


def _value(value: Any) -> str:
    if value is None:
        return tr("none")
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ", ".join(_layer(each) for each in value)
    if isinstance(value, str):
        return tr(NAMES[value]) if value in NAMES else value
    return f"{value:g}" if isinstance(value, float) else str(value)


def _layer(layer: Mapping[str, Any]) -> str:
    return f"{layer['units']} {_value(layer['activation'])}"
