"""Scene files: an experiment and how to tell it, as a lecturer writes them in TOML.

The tables of a file are the frozen dataclasses that the program works with. pydantic checks their
fields and makes the JSON schema that editors complete from, so that nothing about a scene is
written down twice.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, make_dataclass, replace
from pathlib import Path
from stat import S_ISREG
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetPydanticSchema,
    TypeAdapter,
    ValidationError,
)

from nnviz.errors import ExperimentError, SceneError, quoted
from nnviz.learning.choices import Choice, ChoiceSetting
from nnviz.learning.description import Layer
from nnviz.learning.experiment import NAMED, TABLES, Experiment
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.stage.panels import NAMES as PANELS
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.story.text import Language, Text, require_text
from nnviz.story.theme import Theme

LARGEST_FILE_BYTES = 100_000  # what pydantic says of more can take 200 MB and many seconds
TRACE_BEGINS = b"SQLite format 3\0"  # a recording
MOST_DOTS = 50  # in a row: the time to parse a key grows with the square of its parts
LONGEST_PATH = 4096
MOST_SHOTS = 1000
MOST_PROBLEMS_SHOWN = 5
MOST_VARIANTS = 4
TOO_MANY_DIGITS = "one of its numbers has more than 4300 digits; correct it."
# pydantic names the kind that it tried where several are possible; a lecturer does not
KINDS = {"str", "int", "tuple[int, ...]", "Localised", "Data"}


@dataclass(frozen=True, kw_only=True, slots=True)
class SceneVariant:
    """The experiment with something changed, to be shown beside its like.

    Attributes:
        name: what stands at its network and its curve.

    Each of the other fields is one of `Experiment`, in whose place it stands; None: as it is there.
    All variants learn the same data.

    Raises:
        SceneError: the name can never be drawn.

    """

    name: Text
    layers: tuple[Layer, ...] | None = None
    seed: int | None = None
    learning_rate: float | None = None
    epochs: int | None = None
    loss: str | None = None
    batch_size: int | None = None
    shuffle: bool | None = None
    drop_last: bool | None = None
    replacement: bool | None = None
    optimizer: OptimizerSettings | None = None
    schedule: Schedule | None = None
    initialization: Initialization | None = None
    regularization: Regularization | None = None

    def __post_init__(self) -> None:
        require_text(self.name, "name")

    def of(self, experiment: Experiment) -> Experiment:
        """Return the experiment with the changes of this variant.

        Raises:
            ExperimentError: a changed field has an impossible value.

        """
        every: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        changes = {name: value for name, value in every.items() if value is not None}
        del changes["name"]
        return replace(experiment, **changes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """An experiment and its story.

    Attributes:
        title: of the show, and of the film's file.
        experiment: what is trained.
        storyboard: how it is told.
        variants: other trainings to show beside each other, by name.
        language: of the texts in the picture; None: whoever shows it decides.
        theme: the colours of the picture.

    """

    title: Text
    experiment: Experiment
    storyboard: Storyboard
    variants: tuple[tuple[Text, Experiment], ...] = ()
    language: Language | None = None
    theme: Theme = "dark"


_ShotTable: Any = make_dataclass(
    "Shot",
    [("panels", tuple[Literal[*PANELS], ...] | None, None)],  # type: ignore[valid-type]
    bases=(Shot,),
    frozen=True,
    kw_only=True,
    slots=True,
    namespace={"__doc__": Shot.__doc__},
)
"""A shot whose panels are of those that there are."""


class _SceneFile(BaseModel):
    """A scene of nnviz: what is trained, and how it is told."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, title="nnviz scene")

    title: Text = ""
    lang: Language | None = None
    theme: Theme = "dark"
    experiment: Experiment = Field(default_factory=Experiment)
    variants: tuple[SceneVariant, ...] = ()
    shots: tuple[
        Annotated[Shot, GetPydanticSchema(lambda _, schema_of: schema_of(_ShotTable))], ...
    ] = ()


def load_scene(path: Path | str, *, data_anywhere: bool = False) -> Scene:
    """Read a scene file, and the data that it names.

    Args:
        path: a TOML file of at most 100 kB.
        data_anywhere: whether its data may lie outside the scene's folder.

    Returns:
        The scene; without `shots` it has the default storyboard, without `title` the file's name.

    Raises:
        SceneError: the file cannot be read or is no scene; names the file, the field and the
            remedy.

    """
    path = Path(path)
    tables = _parse(path)
    _use_present_names(tables, path)
    _build_named(tables)
    _find_data(tables, path, anywhere=data_anywhere)
    try:
        # By way of JSON, whose strict mode takes an array for a tuple and nothing else for it.
        read = _SceneFile.model_validate_json(json.dumps(tables, default=str))
    except ValidationError as error:
        raise SceneError(f"{path}: {_problems(error)}") from None
    except ValueError:  # of an integer that is written in hexadecimal digits
        raise SceneError(f"{path}: {TOO_MANY_DIGITS}") from None
    except RecursionError:
        raise SceneError(f"{path}: its tables are nested too deeply for a scene.") from None
    try:
        require_text(read.title, "title")
    except SceneError as error:
        raise SceneError(f"{path}: {error}") from None
    return Scene(
        title=read.title or path.stem,
        experiment=read.experiment,
        variants=_variants(read, path),
        storyboard=_storyboard(read, path),
        language=read.lang,
        theme=read.theme,
    )


def _variants(read: _SceneFile, path: Path) -> tuple[tuple[Text, Experiment], ...]:
    if len(read.variants) > MOST_VARIANTS:
        raise SceneError(
            f"{path}: variants: {len(read.variants)} do not fit beside each other; at most "
            f"{MOST_VARIANTS} do."
        )
    return tuple(
        _variant(variant, number, read, path) for number, variant in enumerate(read.variants, 1)
    )


def _variant(
    variant: SceneVariant, number: int, read: _SceneFile, path: Path
) -> tuple[Text, Experiment]:
    try:
        return variant.name, variant.of(read.experiment)
    except ExperimentError as error:
        raise SceneError(f"{path}: variant {number}: {error}") from None


def _storyboard(read: _SceneFile, path: Path) -> Storyboard:
    if len(read.shots) > MOST_SHOTS:
        raise SceneError(f"{path}: shots: {len(read.shots)} are too many; give up to {MOST_SHOTS}.")
    if read.shots:
        return Storyboard(shots=tuple(map(_shot, read.shots)))
    return default_storyboard(read.experiment.epochs)


def _shot(table: Shot) -> Shot:
    return Shot(**{field.name: getattr(table, field.name) for field in fields(Shot)})


def scene_schema() -> dict[str, Any]:
    """Return the JSON schema of scene files."""
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= _SceneFile.model_json_schema()
    for name in NAMED:
        kind: type[Choice] = TABLES[name]
        schema["$defs"][kind.__name__] = _describe_choice(kind)
        for model in ("Experiment", "SceneVariant"):
            _allow_name(schema["$defs"][model]["properties"][name])
    return schema


def _describe_choice(kind: type[Choice]) -> dict[str, Any]:
    """Return the schema of a choice: each with its own settings and no other."""
    usual = kind().name
    return {
        "title": kind.__name__,
        "description": (kind.__doc__ or "").partition("\n")[0],
        "type": "object",
        "oneOf": [
            {
                "title": name,
                "description": (rule.__doc__ or "").partition("\n")[0],
                "properties": {"name": {"const": name}}
                | {key: _describe_setting(setting) for key, setting in rule.SETTINGS.items()},
                "required": [] if name == usual else ["name"],
                "additionalProperties": False,
            }
            for name, rule in kind.RULES.items()
        ],
    }


def _describe_setting(setting: ChoiceSetting) -> dict[str, Any]:
    """Return the schema of a setting, of which pydantic knows the type."""
    told = Field(default=setting.default, description=setting.meaning)
    kind: Any = Annotated[setting.kind, told]
    return TypeAdapter(kind).json_schema()


def _allow_name(key: dict[str, Any]) -> None:
    """Let a key of the schema be a name, too, which `_build_named` makes a table of."""
    kinds = [{"$ref": key.pop("$ref")}] if "$ref" in key else key["anyOf"]
    key["anyOf"] = [{"type": "string"}, *kinds]


def _parse(path: Path) -> dict[str, Any]:
    text = _text(path)
    _check_keys(text, path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SceneError(f"{path}: not TOML: {error!s:.200}.") from None
    except ValueError:  # of an integer
        raise SceneError(f"{path}: {TOO_MANY_DIGITS}") from None
    except RecursionError:
        raise SceneError(f"{path}: its tables are nested too deeply for a scene.") from None


def _text(path: Path) -> str:
    try:
        facts = path.stat()
        if not S_ISREG(facts.st_mode):  # what has no end, or waits for somebody to write
            raise SceneError(
                f"{path}: is no ordinary file; give the path of a scene (a .toml file)."
            )
        with path.open("rb") as file:
            if file.read(len(TRACE_BEGINS)) == TRACE_BEGINS:
                raise SceneError(
                    f"{path}: is a recording, no scene; name the scene that it was made from."
                )
        if facts.st_size > LARGEST_FILE_BYTES:
            raise SceneError(f"{path}: larger than 100 kB; a scene is a short text.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SceneError(f"{path}: not UTF-8 text; save the scene as UTF-8.") from None
    except OSError as error:
        raise SceneError(
            f"{path}: cannot be read: {error.strerror}; give the path of a scene (a .toml file)."
        ) from None


def _check_keys(text: str, path: Path) -> None:
    if max(part.count(".") for part in re.split("[\n,=]", text)) > MOST_DOTS:
        raise SceneError(f"{path}: more than {MOST_DOTS} dots in a row of words; shorten it.")


def _use_present_names(tables: dict[str, Any], path: Path) -> None:
    """Let `samples`, the former name of `records`, mean the same."""
    experiment, shots = tables.get("experiment"), tables.get("shots")
    parts = {} if not isinstance(experiment, dict) else experiment
    named = [(f"experiment {name}", parts.get(name)) for name in ("data", "recording")]
    if isinstance(shots, list):
        named += [(f"shot {number}", shot) for number, shot in enumerate(shots, 1)]
    for where, table in named:
        if isinstance(table, dict) and "samples" in table:
            if "records" in table:
                raise SceneError(
                    f"{path}: {where}: samples and records both say which; keep records."
                )
            table["records"] = table.pop("samples")


def _build_named(tables: dict[str, Any]) -> None:
    """Turn a name that stands for a table, `optimizer = "adam"`, into that table."""
    variants = tables.get("variants")
    for table in (tables.get("experiment"), *(variants if isinstance(variants, list) else ())):
        for name in NAMED:
            if isinstance(table, dict) and isinstance(table.get(name), str):
                table[name] = {"name": table[name]}


def _find_data(tables: dict[str, Any], path: Path, *, anywhere: bool) -> None:
    """Turn the path of the data, which is written as seen from the scene, into one from here.

    A scene may come from a stranger: unless the user says otherwise, it reads below its folder.
    """
    experiment = tables.get("experiment")
    data = experiment.get("data") if isinstance(experiment, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("path"), str) or not data["path"]:
        return
    named = data["path"]
    if len(named) > LONGEST_PATH:
        raise SceneError(f"{path}: experiment data path: longer than {LONGEST_PATH} characters.")
    folder = path.parent.resolve()
    try:
        found = (folder / named).resolve()
        reached = list(_reached(found))
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise SceneError(f"{path}: experiment data path: {quoted(named, 60)}: {error}.") from None
    if not anywhere and not all(each.is_relative_to(folder) for each in reached):
        raise SceneError(
            f"{path}: experiment data path: {quoted(named, 60)} leads out of the scene's folder; "
            "put the file beside the scene, or record it with --data-anywhere."
        )
    data["path"] = str(found)


def _reached(path: Path) -> Iterator[Path]:
    """Yield a file, or a folder and what its links lead to."""
    yield path
    if path.is_dir():
        yield from (file.resolve() for file in path.iterdir() if file.is_symlink())


def _problems(error: ValidationError) -> str:
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
    words = [f"{part + 1}" if isinstance(part, int) else f"{part:.60}" for part in named]
    return " ".join(words) or "scene"
