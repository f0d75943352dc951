"""What differs between two experiments, field by field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nnviz.learning.experiment import Experiment
from nnviz.trace.experiment_json import experiment_json


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs.

    Attributes:
        field: where it stands, as `learning_rate`, or `optimizer.name`.
        before: its value in the one experiment, as JSON has it; None: it has none.
        now: that in the other.

    """

    field: str
    before: Any
    now: Any


def differences(one: Experiment, other: Experiment) -> list[Difference]:
    """Return in which fields two experiments differ, in their order."""
    before, now = (json.loads(experiment_json(each)) for each in (one, other))
    return list(_differing("", before, now))


def _differing(field: str, before: Any, now: Any) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in {**before, **now}:
            inside = f"{field}.{key}" if field else key
            yield from _differing(inside, before.get(key), now.get(key))
    elif before != now:
        yield Difference(field, before, now)
