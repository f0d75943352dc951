"""Loading: a scene file becomes an experiment and its story."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from nnviz.errors import ExperimentError, SceneError, quoted
from nnviz.learning.experiment import NAMED, Experiment
from nnviz.scene.keys import field_of
from nnviz.scene.problems import problems
from nnviz.scene.tables import Lesson, Scene, SceneFile, SceneVariant
from nnviz.scene.toml_file import TOO_MANY_DIGITS, read_tables
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.story.text import Text, require_text

LONGEST_PATH = 4096
MOST_SHOTS = 1000
MOST_VARIANTS = 4


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
    tables = read_tables(path)
    _use_present_names(tables, path)
    _build_named(tables)
    _find_data(tables, path, anywhere=data_anywhere)
    try:
        # By way of JSON, whose strict mode takes an array for a tuple and nothing else for it.
        read = SceneFile.model_validate_json(json.dumps(tables, default=str))
    except ValidationError as error:
        raise SceneError(f"{path}: {problems(error)}") from None
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
        lesson=_lesson(read, path),
    )


def _lesson(read: SceneFile, path: Path) -> Lesson:
    lesson, epochs = read.playground, read.experiment.epochs
    if len(lesson.kept) > MOST_VARIANTS:
        raise SceneError(
            f"{path}: playground kept: {len(lesson.kept)} are too many; give up to {MOST_VARIANTS}."
        )
    if lesson.epoch is not None and lesson.epoch > epochs:
        raise SceneError(
            f"{path}: playground epoch: {lesson.epoch:,} is not possible; give one from 1 to "
            f"{epochs:,}, or train longer."
        )
    for number, kept in enumerate(lesson.kept, 1):
        try:
            kept.of(read.experiment)
        except ExperimentError as error:
            raise SceneError(f"{path}: playground kept {number}: {error}") from None
    return lesson


def _variants(read: SceneFile, path: Path) -> tuple[tuple[Text, Experiment], ...]:
    if len(read.variants) > MOST_VARIANTS:
        raise SceneError(
            f"{path}: variants: {len(read.variants)} do not fit beside each other; at most "
            f"{MOST_VARIANTS} do."
        )
    return tuple(
        _variant(variant, number, read, path) for number, variant in enumerate(read.variants, 1)
    )


def _variant(
    variant: SceneVariant, number: int, read: SceneFile, path: Path
) -> tuple[Text, Experiment]:
    try:
        return variant.name, variant.of(read.experiment)
    except ExperimentError as error:
        raise SceneError(f"{path}: variant {number}: {error}") from None


def _storyboard(read: SceneFile, path: Path) -> Storyboard:
    if len(read.shots) > MOST_SHOTS:
        raise SceneError(f"{path}: shots: {len(read.shots)} are too many; give up to {MOST_SHOTS}.")
    if read.shots:
        return Storyboard(shots=tuple(map(_shot, read.shots)))
    return default_storyboard(read.experiment.epochs)


def _shot(table: Shot) -> Shot:
    return Shot(**{field.name: getattr(table, field.name) for field in fields(Shot)})


def _use_present_names(tables: dict[str, Any], path: Path) -> None:
    """Let `samples`, the former name of `records`, mean the same."""
    experiment, shots = tables.get("experiment"), tables.get("shots")
    parts = {} if not isinstance(experiment, dict) else experiment
    named = [(f"experiment {name}", parts.get(name)) for name in ("data", "recording")]
    if isinstance(shots, list):
        named += [(f"shot {number}", shot) for number, shot in enumerate(shots, 1)]
    for where, table in named:
        if where.endswith(" data") and isinstance(table, dict):
            for key in [key for key in table if field_of(key) != key]:
                table[field_of(key)] = table.pop(key)
        if isinstance(table, dict) and "samples" in table:
            if "records" in table:
                raise SceneError(
                    f"{path}: {where}: samples and records both say which; keep records."
                )
            table["records"] = table.pop("samples")


def _build_named(tables: dict[str, Any]) -> None:
    """Turn a name that stands for a table, `optimizer = "adam"`, into that table."""
    playground = tables.get("playground")
    kept = playground.get("kept") if isinstance(playground, dict) else None
    several = [
        each for part in (tables.get("variants"), kept) if isinstance(part, list) for each in part
    ]
    for table in (tables.get("experiment"), *several):
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
