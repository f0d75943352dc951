"""What was called `samples` is called `records`; the former name is accepted for one release."""

import pytest

from nnviz import Data, Recording, Shot, load_scene
from nnviz.errors import SceneError
from nnviz.scene.json_schema import scene_schema

FORMER = """
[experiment]
data = { name = "spiral", samples = 40, held_out = 0.5 }
recording = { steps = 2, samples = [1, 3], tensors = ["weights", "errors", "samples"] }
epochs = 4
loss = "mean_squared_error"

[[shots]]
epochs = [2, 2]
samples = [3]
"""


def scene(tmp_path, text):
    path = tmp_path / "scene.toml"
    path.write_text(text)
    return path


def test_former_keys_of_a_scene_mean_the_same(tmp_path):
    present = FORMER.replace('"errors"', '"activation_deltas"').replace("samples", "records")
    former = load_scene(scene(tmp_path, FORMER))
    assert former == load_scene(scene(tmp_path, present))
    assert former.storyboard.shots[0].records == (3,)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("samples = 40,", "experiment data"),
        ("samples = [1, 3],", "experiment recording"),
        ("samples = [3]\n", "shot 1"),
    ],
)
def test_both_names_at_once_are_refused(tmp_path, line, where):
    both = line + " " + line.replace("samples", "records")
    with pytest.raises(SceneError, match=f"{where}: samples and records"):
        load_scene(scene(tmp_path, FORMER.replace(line, both)))


def test_a_former_key_elsewhere_is_unknown(tmp_path):
    with pytest.raises(SceneError, match="samples: unknown key"):
        load_scene(scene(tmp_path, "samples = 3\n" + FORMER))


def test_editors_are_told_the_present_name_alone():
    for kind in ("Data", "Recording", "Shot"):
        assert "records" in scene_schema()["$defs"][kind]["properties"]
        assert "samples" not in scene_schema()["$defs"][kind]["properties"]


@pytest.mark.parametrize(
    ("made", "fields"),
    [(Data, {"name": "spiral"}), (Recording, {}), (Shot, {})],
)
def test_a_former_keyword_is_accepted_with_a_warning(made, fields):
    value = 5 if made is Data else (2, 5)
    with pytest.warns(DeprecationWarning, match=rf"{made.__name__}\(samples=…\) is called records"):
        former = made(**fields, samples=value)
    assert former == made(**fields, records=value)
    with pytest.raises(TypeError, match="samples"):
        made(**fields, records=value, samples=value)
