"""The JSON schema of scene files, from which editors complete their keys."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from nnviz.learning.choices import Choice, ChoiceSetting, settings_of
from nnviz.learning.experiment import NAMED, TABLES
from nnviz.scene.keys import key_of
from nnviz.scene.tables import SceneFile


def scene_schema() -> dict[str, Any]:
    """Return the JSON schema of scene files."""
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= SceneFile.model_json_schema()
    for name in NAMED:
        kind: type[Choice[Any]] = TABLES[name]
        schema["$defs"][kind.__name__] = _describe_choice(kind)
        for model in ("Experiment", "SceneVariant"):
            _allow_name(schema["$defs"][model]["properties"][name])
    data = schema["$defs"]["Data"]["properties"]
    schema["$defs"]["Data"]["properties"] = {key_of(name): told for name, told in data.items()}
    return schema


def _describe_choice(kind: type[Choice[Any]]) -> dict[str, Any]:
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
                | {key: _describe_setting(setting) for key, setting in settings_of(rule).items()},
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
