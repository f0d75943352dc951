"""A scene that is written is read as the same, bit for bit."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import SceneError
from nnviz.learning.data import Data, own
from nnviz.learning.datasets import BUILT_IN
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.learning.recording import Recording
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.scene import Scene, load_scene
from nnviz.scene.writing import write_scene
from nnviz.story.storyboard import default_storyboard
from nnviz.story.text import Localised
from nnviz.temporary import scratch_folder
from nnviz.trace.experiment_json import experiment_json
from tests.repository import ALL_SCENES


def plain_scene(experiment, title="Tried out"):
    storyboard = default_storyboard(experiment.epochs)
    return Scene(title=title, experiment=experiment, storyboard=storyboard)


def written_and_read(scene, folder):
    write_scene(scene, folder / "written.toml", overwrite=True)
    return load_scene(folder / "written.toml")


@pytest.mark.parametrize("path", ALL_SCENES, ids=lambda path: path.stem)
def test_every_scene_that_comes_with_nnviz_is_read_as_it_was(path, tmp_path):
    scene = replace(load_scene(path), variants=())
    again = written_and_read(scene, tmp_path)
    assert again == scene
    assert experiment_json(again.experiment) == experiment_json(scene.experiment)


EXPERIMENTS = st.builds(
    Experiment,
    data=st.sampled_from(["xor", "and", Data(name="circle", noise=0.3, labels=(0.0, 1.0))]),
    seed=st.integers(0, 2**32 - 1),
    learning_rate=st.floats(0, allow_nan=False, allow_infinity=False),
    epochs=st.integers(1, 10**9),
    batch_size=st.one_of(st.none(), st.integers(1, 4)),
    layers=st.lists(
        st.builds(
            Layer,
            units=st.integers(1, 9),
            activation=st.sampled_from(["tanh", "relu"]),
            bias=st.booleans(),
            dropout=st.floats(0, 0.9),
        ),
        max_size=3,
    ).map(lambda hidden: (*hidden, Layer(units=1))),
    optimizer=st.sampled_from([OptimizerSettings(name=name) for name in OPTIMIZERS]),
    schedule=st.sampled_from([Schedule(), Schedule(name="step", factor=0.3)]),
    initialization=st.sampled_from([Initialization(name="he"), Initialization()]),
    regularization=st.builds(Regularization, l1=st.floats(0, 1), l2=st.floats(0, 1)),
    recording=st.sampled_from([Recording(), Recording(steps=(1, 5)), Recording(records="all")]),
)


@given(experiment=EXPERIMENTS)
@settings(max_examples=30)
def test_any_experiment_is_read_as_it_was(experiment):
    with scratch_folder() as folder:
        again = written_and_read(plain_scene(experiment), folder)
    assert experiment_json(again.experiment) == experiment_json(experiment)


@given(title=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
@settings(max_examples=30)
def test_any_title_is_read_as_it_was(title):
    with scratch_folder() as folder:
        for each in (title, Localised(en=title, ja="表題")):
            try:
                scene = replace(plain_scene(Experiment(), each), language="ja", theme="light")
                again = written_and_read(scene, folder)
            except SceneError:  # what no picture can show no scene may say
                return
            assert again == scene


def test_what_is_as_usual_is_not_said(tmp_path):
    write_scene(plain_scene(Experiment()), tmp_path / "plain.toml")
    assert (tmp_path / "plain.toml").read_text("utf-8").splitlines() == [
        'title = "Tried out"',
        'theme = "dark"',
        "",
        "[experiment]",
        'data = "xor"',
        "layers = [",
        '    { units = 4, activation = "sigmoid" },',
        '    { units = 1, activation = "sigmoid" },',
        "]",
        "seed = 1",
        "learning_rate = 1.0",
        "epochs = 2000",
    ]


def test_a_file_of_data_is_named_as_seen_from_the_scene(tmp_path):
    (tmp_path / "tables").mkdir()
    file = tmp_path / "tables" / "own.csv"
    file.write_text("a,y\n1,0\n2,1\n3,0\n4,1\n")
    experiment = Experiment(data=Data(name="csv", path=str(file)), layers=(Layer(units=1),))
    again = written_and_read(plain_scene(experiment), tmp_path)
    assert Path(again.experiment.data.path) == file
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with pytest.raises(SceneError, match=r"own\.csv does not lie in"):
        write_scene(plain_scene(experiment), elsewhere / "written.toml")
    assert list(elsewhere.iterdir()) == []


def test_what_no_scene_can_say_is_refused(tmp_path):
    with pytest.raises(SceneError, match="a program's own"):
        write_scene(plain_scene(Experiment(data=own(BUILT_IN["xor"]))), tmp_path / "own.toml")
    many = tuple(tuple(0.1234567890123 for _ in range(4000)) for _ in range(3))
    layers = (Layer(units=4000), Layer(units=1))
    weights = (many, tuple((0.5,) for _ in range(4000)))
    given = Experiment(layers=layers, initialization=Initialization(name="given", weights=weights))
    with pytest.raises(SceneError, match="100 kB"):
        write_scene(plain_scene(given), tmp_path / "large.toml")
    assert list(tmp_path.iterdir()) == []
