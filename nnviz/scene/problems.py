"""What is wrong with a scene, told as a lecturer counts and calls things."""

from typing import Any

from pydantic import ValidationError

from nnviz.errors import quoted
from nnviz.scene.keys import key_of

MOST_PROBLEMS_SHOWN = 5
# pydantic names the kind that it tried where several are possible; a lecturer does not
KINDS = {"str", "int", "tuple[int, ...]", "Localised", "Data"}


def problems(error: ValidationError) -> str:
    """Return what is wrong, one problem a line, each with the place in the file."""
    found = _relevant(error.errors(include_url=False))
    shown = found[:MOST_PROBLEMS_SHOWN]
    lines = [_problem(problem["loc"], problem["msg"], problem) for problem in shown]
    if len(found) > len(shown):
        lines.append(f"… and {len(found) - len(shown)} more.")
    return "\n  ".join(lines)


def _relevant(found: list[Any]) -> list[Any]:
    """Return the problems without those of a kind that the value was not meant to be of."""
    meant = {
        problem["loc"][:length]
        for problem in found
        if not _is_other_kind(problem)
        for length in range(len(problem["loc"]) + 1)
    }
    return [
        problem
        for problem in found
        if not _is_other_kind(problem) or problem["loc"][:-1] not in meant
    ]


def _is_other_kind(problem: Any) -> bool:
    return KINDS.issuperset(problem["loc"][-1:]) and problem["type"].endswith("_type")


def _problem(location: tuple[int | str, ...], message: str, problem: Any) -> str:
    where = _location_in_file(location)
    message = message.removeprefix("Value error, ")
    if problem["type"] == "dataclass_type":
        message = "Input should be a table, { key = value }"
    if problem["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return f"{where}: unknown key; remove it or correct its spelling."
    if problem["type"] in {"value_error", "missing"}:
        return f"{where}: {message}"
    return f"{where}: {message}, not {quoted(problem['input'], 60)}."


def _location_in_file(location: tuple[int | str, ...]) -> str:
    """Return a place in the file as a lecturer counts: shot 2, key seconds."""
    named = (part for part in location if part not in KINDS)
    words = [f"{part + 1}" if isinstance(part, int) else f"{key_of(part):.60}" for part in named]
    return " ".join(words) or "scene"
