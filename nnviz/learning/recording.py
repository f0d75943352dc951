"""Recording: what an experiment wants to be kept of its training."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.checks import accepting_former, make_plain

FORMER_QUANTITIES = MappingProxyType({"errors": "activation_deltas", "samples": "records"})
"""What quantities were called in older scenes and recordings, and are called now."""

MOST_LISTED = 100_000
KEYWORDS = ("auto", "all", "epochs", "logarithmic")


@accepting_former(samples="records")
@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """What of a training is recorded. What is `auto` is chosen by the rule in `nnviz.trace.policy`.

    Attributes:
        steps: "auto", "all", "epochs" (the last of each), "logarithmic" (ten in each power of
            ten), a number k (every k-th), or a list of steps. The last step is always recorded.
            With the full batch a step is an epoch.
        records: "auto", "all", a number (so many, at equal distances), or a list of numbers of
            training records, from 1; these are then recorded in every step.
        tensors: names of quantities, as in `weights`; empty: all. What training is watched by is
            always recorded.
        precision: "auto", "float64" (what was computed, to the bit) or "float32".

    Raises:
        ExperimentError: a field has an impossible value.

    """

    steps: str | int | tuple[int, ...] = "auto"
    records: str | int | tuple[int, ...] = "auto"
    tensors: tuple[str, ...] = ()
    precision: Literal["auto", "float64", "float32"] = "auto"

    def __post_init__(self) -> None:
        make_plain(self)
        if isinstance(self.tensors, tuple):
            names = tuple(FORMER_QUANTITIES.get(name, name) for name in self.tensors)
            object.__setattr__(self, "tensors", names)
        _check("steps", self.steps, KEYWORDS)
        _check("records", self.records, KEYWORDS[:2])
        if self.precision not in ("auto", "float64", "float32"):
            raise _impossible("precision", self.precision, "give auto, float64 or float32")
        if not isinstance(self.tensors, tuple) or not all(isinstance(t, str) for t in self.tensors):
            raise _impossible("tensors", self.tensors, "give names like weights, activations")


def _check(field: str, value: object, ways: tuple[str, ...]) -> None:
    if isinstance(value, str):
        possible = value in ways
    elif isinstance(value, tuple):
        possible = 1 <= len(value) <= MOST_LISTED and all(map(_counts, value))
    else:
        possible = _counts(value)
    if not possible:
        remedy = f"give {', '.join(ways)}, a whole number from 1, or a list of such numbers"
        raise _impossible(field, value, remedy)


def _counts(value: object) -> bool:
    return type(value) is int and value >= 1


def _impossible(field: str, value: object, remedy: str) -> ExperimentError:
    return ExperimentError(f"recording {field}: {quoted(value)} is not possible; {remedy}")
