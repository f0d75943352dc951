import json
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import SceneError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.scene import load_scene
from nnviz.scene.json_schema import scene_schema
from nnviz.trace.policy import plan_for
from tests.repository import ROOT

SCENES = sorted((ROOT / "scenes").glob("*.toml"))


@pytest.fixture
def scene(tmp_path):
    def write(text):
        path = tmp_path / "lesson.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_every_scene_of_the_repository_can_be_read(path):
    assert load_scene(path).title


def test_the_xor_scene_is_the_lecture():
    scene = load_scene(ROOT / "scenes" / "xor.toml")
    assert scene.experiment == Experiment()
    assert scene.experiment.widths == (3, 4, 1)


def test_an_empty_scene_is_the_lecture_with_the_default_story(scene):
    read = load_scene(scene(""))
    assert read.experiment == Experiment()
    assert read.title == "lesson"
    assert [shot.tell for shot in read.storyboard.shots][-1] == "compare"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[experiment]\nseed = 2.5", r"experiment seed: .*integer, not 2\.5"),
        ("[experiment]\nseeds = 2", r"experiment seeds: unknown key; remove it"),
        ("[experiment]\nlearning_rate = -1", r"learning_rate: -1.* 0 or more"),
        ("[experiment]\nlearning_rate = nan", r"experiment learning_rate: .*finite"),
        ('[experiment]\ndata = "nothing"', r"data: 'nothing' .*xor"),
        ("[experiment]\nlayers = [{ units = 2 }]", r"xor has 1 target"),
        ("[experiment]\ndata = 3", r"experiment data: .*string, not 3"),
        ("[experiment.data]\nnoise = 0.1", r"experiment data name: Field required$"),
        ('[experiment.data]\nname = "xor"\ncolour = 1', r"experiment data colour: unknown key"),
        ('[experiment.data]\nname = "xor"\nnoise = 1.0', r"data: noise: 1\.0 .*'xor' have no"),
        ('[experiment.data]\nname = "csv"\npath = "no.csv"', r"no\.csv: cannot be read"),
        ('[experiment.data]\nname = "csv"\npath = "\\u0000"', r"path: '.x00': .*null"),
        ('[experiment.recording]\nsteps = "some"', r"recording: .*steps: 'some' .*logarithmic"),
        ('[experiment.recording]\nsteps = [1, "2"]', r"recording steps 2: .*integer, not '2'"),
        ('[[shots]]\n[[shots]]\ntell = "laps"', r"shots 2 tell: .*'lapse'.*not 'laps'"),
        ("[[shots]]\nepochs = [3, 1]", r"shots 1: epochs = \[3, 1\]"),
        ("[[shots]]\nepochs = [1]", r"shots 1 epochs 2: Field required"),
        ('[[shots]]\nepochs = ["1", "2"]', r"shots 1 epochs 1: .*integer, not '1'"),
        ("[[shots]]\nseconds = 1979-05-27", r"shots 1 seconds: .*not '1979-05-27'"),
        ("title = 3", r"title: .*string, not 3"),
        ("colour = 1", r"colour: unknown key"),
        ('theme = "blue"', r"theme: .*'dark' or 'light', not 'blue'"),
        ('lang = "fr"', r"lang: .*'en' or 'ja', not 'fr'"),
        ("shots = ", r"not TOML"),
        ("shots = " + "[" * 5000, r"not TOML|nested too deeply"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(scene, text, message):
    path = scene(text)
    with pytest.raises(SceneError, match=message) as caught:
        load_scene(path)
    assert str(path) in str(caught.value)


def test_a_table_of_data_says_more_than_a_name(scene):
    text = """
        [experiment]
        data = { name = "spiral", noise = 0.1, records = 200, held_out = 0.5, features = ["x1"] }
        layers = [{ units = 1 }]
        recording = { steps = [1, 10], records = 8, precision = "float32" }
    """
    experiment = load_scene(scene(text)).experiment
    assert experiment.dataset.inputs.shape == (100, 1)
    assert experiment.recording.steps == (1, 10)


def test_a_path_is_seen_from_the_scene(scene, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "own.csv").write_text("a,y\n1,2\n3,4\n")
    monkeypatch.chdir("/")
    text = '[experiment]\nlayers = [{ units = 1 }]\ndata = { name = "csv", path = "data/own.csv" }'
    assert load_scene(scene(text)).experiment.dataset.targets.tolist() == [[2], [4]]


@pytest.mark.parametrize("outside", ["../own.csv", "{}/own.csv", "link.csv", "a/../../own.csv"])
def test_data_outside_the_scenes_folder_are_read_only_if_the_user_says_so(tmp_path, outside):
    (tmp_path / "own.csv").write_text("a,y\n1,2\n3,4\n")
    (tmp_path / "lesson").mkdir()
    (tmp_path / "lesson" / "link.csv").symlink_to(tmp_path / "own.csv")
    path = tmp_path / "lesson" / "lesson.toml"
    named = outside.format(tmp_path)
    path.write_text(
        f'[experiment]\nlayers = [{{ units = 1 }}]\ndata = {{ name = "csv", path = "{named}" }}'
    )
    with pytest.raises(SceneError, match=r"out of the scene's folder.*--data-anywhere"):
        load_scene(path)
    scene = load_scene(path, data_anywhere=True)
    assert scene.experiment.dataset.inputs.tolist() == [[1], [3]]


EVERY_CHANGE = """
[experiment]
data = { name = "gauss", records = 20, labels = [0, 1] }
layers = [{ units = 2 }, { units = 1 }]

[[variants]]
name = "the same"

[[variants]]
name = "all other"
layers = [{ units = 8, activation = "relu", dropout = 0.5 }, { units = 3 }, { units = 1 }]
seed = 2
learning_rate = 0.5
epochs = 7
loss = "binary_cross_entropy"
batch_size = 5
shuffle = false
drop_last = false
optimizer = { name = "nesterov", momentum = 0.5 }
schedule = { name = "cosine" }
initialization = { name = "he" }
regularization = { l2 = 0.1 }

[[variants]]
name = "drawn"
batch_size = 5
replacement = true
"""


def test_a_variant_may_change_everything_but_the_data_and_what_is_recorded(scene):
    read = load_scene(scene(EVERY_CHANGE))
    (_, same), (_, other), (_, drawn) = read.variants
    assert same == read.experiment
    changed = {
        field.name
        for field in fields(Experiment)
        for variant in (other, drawn)
        if getattr(variant, field.name) != getattr(read.experiment, field.name)
    }
    assert changed == {field.name for field in fields(Experiment)} - {"data", "recording"}
    assert other.layers[0] == Layer(units=8, activation="relu", dropout=0.5)
    assert other.optimizer == OptimizerSettings(name="nesterov", momentum=0.5)


def test_an_impossible_variant_is_named(scene):
    text = EVERY_CHANGE.replace("batch_size = 5", "batch_size = 50")
    with pytest.raises(SceneError, match="variant 2: batch_size: 50 is not possible"):
        load_scene(scene(text))


def test_all_problems_are_told_at_once_but_not_without_end(scene):
    text = "".join(f"[[shots]]\nx{i} = 1\n" for i in range(20))
    with pytest.raises(SceneError, match=r"… and 15 more") as caught:
        load_scene(scene(text))
    assert len(str(caught.value).splitlines()) == 6


def test_a_missing_file_and_other_encodings_are_clear_errors(tmp_path):
    with pytest.raises(SceneError, match="No such file"):
        load_scene(tmp_path / "nowhere.toml")
    (tmp_path / "utf16.toml").write_bytes("title = 'x'".encode("utf-16"))
    with pytest.raises(SceneError, match="UTF-8"):
        load_scene(tmp_path / "utf16.toml")


def test_a_file_that_is_too_large_for_a_scene_is_not_read(tmp_path):
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * 100_001)
    with pytest.raises(SceneError, match="larger than 100 kB"):
        load_scene(path)


@given(st.text(max_size=200))
def test_any_text_is_a_scene_or_a_clear_error(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("fuzz") / "any.toml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    try:
        load_scene(path)
    except SceneError as error:
        assert str(path) in str(error)


def test_the_schema_for_editors_is_the_current_one():
    kept = (ROOT / "docs" / "scene.schema.json").read_text(encoding="utf-8")
    assert json.loads(kept) == scene_schema()


TUNING = """
[experiment]
data = { name = "mnist", path = "mnist.npz" }
layers = [
    { units = 256, activation = "sigmoid", bias = true },
    { units = 128, activation = "sigmoid", bias = true, dropout = 0.5 },
    { units = 10, activation = "softmax", bias = true },
]
loss = "categorical_cross_entropy"
initialization = { name = "xavier" }
learning_rate = 0.1
batch_size = 32
epochs = 5
"""
OUTPUT = '{ units = 10, activation = "softmax", bias = true }'


def hidden(*units, activation="sigmoid", dropout=0.5):
    """Return hidden layers, the last of them with dropout, and the output, as a scene has them."""
    parts = [f'{{ units = {n}, activation = "{activation}", bias = true }}' for n in units]
    parts[-1] = parts[-1].replace(" }", f", dropout = {dropout} }}")
    return f"layers = [{', '.join([*parts, OUTPUT])}]"


@pytest.mark.parametrize(
    "changes",
    [
        [hidden(256, 128), hidden(256, 128, 128, 128), hidden(256, 1568)],
        [hidden(256, 128), hidden(256, 128, dropout=0.0)],
        [hidden(256, 128), hidden(256, 128, activation="relu")],
        ['loss = "categorical_cross_entropy"', 'loss = "mean_squared_error"'],
        [f'optimizer = {{ name = "{name}" }}' for name in OPTIMIZERS if name != "nesterov"][:4],
        ["learning_rate = 0.01", "learning_rate = 0.1", "learning_rate = 1.0"],
        ["batch_size = 16", "batch_size = 32", "batch_size = 64"],
        ["epochs = 5", "epochs = 10", "epochs = 60"],
    ],
    ids=["depth", "dropout", "activation", "loss", "optimizer", "rate", "batch", "epochs"],
)
def test_a_course_on_tuning_compares_its_choices_in_one_scene(scene, tmp_path, changes):
    pixels, labels = np.zeros((64, 28, 28), np.uint8), np.arange(64, dtype=np.uint8) % 10
    np.savez(tmp_path / "mnist.npz", x_train=pixels, y_train=labels, x_test=pixels, y_test=labels)
    variants = (f'[[variants]]\nname = "{n}"\n{each}\n' for n, each in enumerate(changes))
    read = load_scene(scene(TUNING + "".join(variants)))
    assert read.experiment.widths == (784, 256, 128, 10)
    assert len(read.variants) == len(changes)
    assert len({plan_for(each).experiment for _, each in read.variants}) == len(changes)
