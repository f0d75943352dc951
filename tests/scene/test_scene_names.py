"""A name alone stands for a table that has nothing else, in a scene and in its schema."""

import pytest

from nnviz.errors import SceneError
from nnviz.scene import load_scene
from nnviz.scene.json_schema import scene_schema

NAMES = {"optimizer": "adam", "schedule": "cosine", "initialization": "xavier"}


@pytest.mark.parametrize(("key", "name"), NAMES.items())
def test_a_name_alone_is_a_table_of_that_name(tmp_path, key, name):
    path = tmp_path / "scene.toml"
    changes = f'[[variants]]\nname = "other"\n{key} = "{name}"'
    path.write_text(f'[experiment]\n{key} = "{name}"\n{changes}')
    short = load_scene(path)
    path.write_text(f'[experiment]\n{key} = {{ name = "{name}" }}\n{changes}')
    assert short.experiment == load_scene(path).experiment == short.variants[0][1]
    for model in ("Experiment", "SceneVariant"):
        assert {"type": "string"} in scene_schema()["$defs"][model]["properties"][key]["anyOf"]


@pytest.mark.parametrize(("key", "value"), [("optimizer", "3"), ("regularization", '"l1"')])
def test_what_is_no_table_is_told_that_one_belongs_there(tmp_path, key, value):
    path = tmp_path / "scene.toml"
    path.write_text(f"[experiment]\n{key} = {value}")
    with pytest.raises(SceneError, match=rf"experiment {key}: .*a table, {{ key = value }}"):
        load_scene(path)
