"""What older formats call otherwise: the one place that knows it.

In format 3 and before, a chunk's steps are called epochs and their number steps, `errors/k` are
what is now `activation_deltas/k`, and `samples` what is now `records`. A network and its training
were said by an experiment alone. Format 2 keeps no state.
"""

import json
from collections.abc import Mapping
from typing import Any

from nnviz.learning.recording import FORMER_QUANTITIES
from nnviz.trace.format import TABLES

FIRST_OF_THESE_NAMES = 4

_FORMER_CHUNKS = """CREATE TABLE chunks (
    id INTEGER PRIMARY KEY,
    steps INTEGER NOT NULL,
    epochs BLOB NOT NULL,
    checksum INTEGER NOT NULL
)"""
_FORMER_OF = {present: former for former, present in FORMER_QUANTITIES.items()}


def tables_of(version: int) -> tuple[str, ...]:
    """Return the tables of a file of a format."""
    if version >= FIRST_OF_THESE_NAMES:
        return TABLES
    former = [
        _FORMER_CHUNKS if table.startswith("CREATE TABLE chunks (") else table for table in TABLES
    ]
    return tuple(former[:-1] if version == 2 else former)


def chunk_columns(version: int) -> str:
    """Return the columns of `chunks` that hold how many steps there are, and which."""
    return "n_steps, steps" if version >= FIRST_OF_THESE_NAMES else "steps, epochs"


def quantity_in(version: int, name: str) -> str:
    """Return what a format calls a tensor."""
    quantity, slash, number = name.partition("/")
    if version < FIRST_OF_THESE_NAMES:
        quantity = _FORMER_OF.get(quantity, quantity)
    return quantity + slash + number


def present_description(said: Mapping[str, str], version: int) -> dict[str, str]:
    """Return the rows of `meta` of any format in the words of this one."""
    found = dict(said)
    if version < FIRST_OF_THESE_NAMES:
        for key, rename in (("experiment", _rename_in_experiment), ("recorded", _rename_records)):
            try:
                table = json.loads(found.get(key, ""))
                rename(table)
            except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
                continue  # the reader says what is wrong with it
            found[key] = json.dumps(table)
    return found


def _rename_in_experiment(experiment: dict[str, Any]) -> None:
    for table in (experiment["data"], experiment["recording"]):
        table["records"] = table.pop("samples")


def _rename_records(recorded: dict[str, Any]) -> None:
    recorded["records"] = recorded.pop("samples")
    names = recorded["quantities"]
    recorded["quantities"] = sorted(FORMER_QUANTITIES.get(name, name) for name in names)
