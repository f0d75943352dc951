"""Writing a scene: what `load_scene` reads as the same, bit for bit."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any

from nnviz.errors import SceneError
from nnviz.files import written_whole
from nnviz.learning.data import as_data
from nnviz.learning.experiment import TABLES, Experiment
from nnviz.learning.sources import OWN
from nnviz.scene.keys import key_of
from nnviz.scene.tables import Lesson, Scene
from nnviz.scene.toml_file import LARGEST_FILE_BYTES
from nnviz.story.storyboard import Shot
from nnviz.story.text import Localised, Text
from nnviz.trace.experiment_json import experiment_json

ALWAYS = ("data", "layers", "seed", "learning_rate", "epochs")  # also where they are as usual
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def write_scene(scene: Scene, path: Path, *, overwrite: bool = False) -> None:
    """Write a scene without variants into a file.

    Args:
        scene: the scene.
        path: a name that ends in `.toml`.
        overwrite: whether a file of that name may be replaced.

    Raises:
        SceneError: it cannot be written, or no scene can say it: its records are a program's own,
            or their file does not lie below the folder of the scene, or it becomes too large.

    """
    text = scene_text(scene, path.parent)
    if len(text.encode()) > LARGEST_FILE_BYTES:
        raise SceneError(
            f"{path}: would be larger than the 100 kB of a scene; give weights by an initializer"
        )
    with written_whole(path, overwrite=overwrite, error=SceneError) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def scene_text(scene: Scene, folder: Path) -> str:
    """Return a scene without variants as TOML.

    Args:
        scene: the scene.
        folder: in which its file is to be; files of data are named as seen from there.

    Raises:
        SceneError: no scene can say it.

    """
    return "\n".join(_lines(scene, folder)) + "\n"


def _lines(scene: Scene, folder: Path) -> Iterator[str]:
    yield f"title = {_text(scene.title)}"
    if scene.language is not None:
        yield f"lang = {_value(scene.language)}"
    yield f"theme = {_value(scene.theme)}"
    yield "\n[experiment]"
    for name, value in _experiment(scene.experiment, folder).items():
        yield f"{name} = {_layers(value) if name == 'layers' else _value(value)}"
    yield from _lesson(scene.lesson)
    if not scene.storyboard.by_default:
        for shot in scene.storyboard.shots:
            yield "\n[[shots]]"
            yield from _shot(shot)


def _lesson(lesson: Lesson) -> Iterator[str]:
    told = {each.name: getattr(lesson, each.name) for each in fields(Lesson)}
    del told["kept"]
    if lesson:
        yield "\n[playground]"
    for name, value in told.items():
        if value != getattr(Lesson(), name):
            yield f"{name} = {_text(value) if name == 'ask' else _value(value)}"
    for kept in lesson.kept:
        yield "\n[[playground.kept]]"
        yield f"name = {_text(kept.name)}"
        changed = {each.name: getattr(kept, each.name) for each in fields(kept)[1:]}
        for name, value in changed.items():
            if value is not None:
                yield f"{name} = {_value(_table(value))}"


def _table(value: Any) -> Any:
    """Return a part of an experiment as TOML has it: of dataclasses what is not as usual."""
    if is_dataclass(value):
        there = {each.name: getattr(value, each.name) for each in fields(value)}
        usual = {each.name: each.default for each in fields(value)}
        always = {"name", "units", "activation"}
        return {k: v for k, v in there.items() if k in always or v not in (usual[k], None, ())}
    return [_table(each) for each in value] if isinstance(value, tuple) else value


def _experiment(experiment: Experiment, folder: Path) -> dict[str, Any]:
    """Return what has to be said of an experiment."""
    given, usual = (json.loads(experiment_json(each)) for each in (experiment, Experiment()))
    told = {name: given[name] for name in given if name in ALWAYS or given[name] != usual[name]}
    told["data"] = _data(experiment, given["data"], folder)
    told["layers"] = [_unusual(layer, {"bias": False, "dropout": 0.0}) for layer in given["layers"]]
    for name in {"recording", "regularization"} & told.keys():
        defaults = {each.name: each.default for each in fields(TABLES[name])}
        told[name] = _unusual(told[name], defaults)
    return told


def _data(experiment: Experiment, given: dict[str, Any], folder: Path) -> Any:
    """Return the data by their name, or as a table."""
    data = as_data(experiment.data)
    if data.name == OWN:
        raise SceneError("data: the records are a program's own, which no scene can name")
    usual = {each.name: each.default for each in fields(data) if _has_default(each)}
    told = _unusual(given, {**usual, "features": [], "labels": [-1.0, 1.0]})
    told = {key_of(name): value for name, value in told.items() if value not in ([], None)}
    if data.path:
        told["path"] = _path_below(Path(data.path), folder)
    return told["name"] if told.keys() == {"name"} else told


def _has_default(field: "Field[Any]") -> bool:
    return field.init and field.default is not MISSING


def _path_below(file: Path, folder: Path) -> str:
    """Return the name of a file as seen from a folder, which it must lie in."""
    found, place = (folder / file).resolve(), folder.resolve()
    if not found.exists() or not found.is_relative_to(place):
        raise SceneError(
            f"data: {file.name} does not lie in {folder} or below; save the scene in the folder of "
            "its data"
        )
    return found.relative_to(place).as_posix()


def _shot(shot: Shot) -> Iterator[str]:
    for each in fields(Shot):
        value = getattr(shot, each.name)
        if value != each.default:
            text = isinstance(value, str | Localised)
            yield f"{each.name} = {_text(value) if text else _value(value)}"


def _unusual(given: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is not as usual."""
    return {k: v for k, v in given.items() if k not in usual or v != usual[k]}


def _layers(layers: list[dict[str, Any]]) -> str:
    """Return layers, each on a line of its own."""
    return "[\n" + "".join(f"    {_value(layer)},\n" for layer in layers) + "]"


def _text(text: Text) -> str:
    if isinstance(text, str):
        return _value(text)
    return _value({"en": text.en, "ja": text.ja})


def _value(value: Any) -> str:
    """Return a value as TOML; of a float every digit that tells it from others."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case dict():
            pairs = (f"{_key(k)} = {_value(v)}" for k, v in value.items() if v is not None)
            return "{ " + ", ".join(pairs) + " }"
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
    return repr(value)


def _key(key: str) -> str:
    return key if BARE_KEY.fullmatch(key) else _value(key)
