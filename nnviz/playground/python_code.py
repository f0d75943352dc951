"""An experiment as Python code: what makes the same one by the public names of nnviz."""

from dataclasses import fields, is_dataclass
from typing import Any

from nnviz.errors import UsageError
from nnviz.learning.data import Data, as_data
from nnviz.learning.experiment import Experiment
from nnviz.learning.sources import OWN

REQUIRED = ("name", "units", "path")  # fields without which nothing of its class is made
INDENT = "    "


def python_code(experiment: Experiment, file: str) -> str:
    """Return a program that records an experiment, bit for bit the same.

    Args:
        experiment: what is recorded.
        file: name of the trace that the program writes.

    Raises:
        UsageError: its records are a program's own, which no other program has.

    """
    if as_data(experiment.data).name == OWN:
        raise UsageError("data: the records are a program's own; copy them from that program")
    given = _unusual(experiment)
    used: set[str] = {"Experiment", "record"}
    lines = [f"{INDENT}{name}={_code(value, used)}," for name, value in given.items()]
    body = ["experiment = Experiment(", *lines, ")", f"record(experiment, {file!r})"]
    return "\n".join([f"from nnviz import {', '.join(sorted(used))}", "", *body]) + "\n"


def _unusual(thing: Any) -> dict[str, Any]:
    """Return the fields of a dataclass that are not as usual, and those that it needs."""
    there = {each.name: getattr(thing, each.name) for each in fields(thing) if each.init}
    needed = {name: value for name, value in there.items() if name in REQUIRED and value}
    usual = type(thing)(**needed)
    return needed | {name: value for name, value in there.items() if value != getattr(usual, name)}


def _code(value: Any, used: set[str]) -> str:
    """Return a value as Python code, and note which classes it uses."""
    if isinstance(value, Data) and _unusual(value).keys() == {"name"}:
        return repr(value.name)
    if is_dataclass(value) and not isinstance(value, type):
        used.add(type(value).__name__)
        given = (f"{name}={_code(each, used)}" for name, each in _unusual(value).items())
        return f"{type(value).__name__}({', '.join(given)})"
    if isinstance(value, tuple):
        inside = [_code(each, used) for each in value]
        return f"({', '.join(inside)}{',' * (len(inside) == 1)})"
    return repr(value)
