"""Trainings of which only some steps, some records and some digits are recorded can be shown."""

import numpy as np
import pytest

from nnviz.errors import SceneError
from nnviz.opening import open_show

SCENE = """
[experiment]
data = {{ name = "circle", records = 40, held_out = 0.25, labels = [0, 1] }}
layers = [{{ units = 3, activation = "tanh", bias = true }}, {{ units = 1, bias = true }}]
learning_rate = 0.1
epochs = 30
{experiment}

[[variants]]
name = "a"
[[variants]]
name = "b"
seed = 2

[[shots]]
tell = "introduce"
[[shots]]
tell = "initialise"
[[shots]]
tell = "steps"
epochs = [1, 10]
records = [30]
phases = ["forward", "mean", "update"]
[[shots]]
tell = "lapse"
epochs = [1, 30]
[[shots]]
tell = "race"
epochs = [1, 30]
[[shots]]
tell = "compare"
epochs = [1, {last}]
"""


@pytest.fixture
def scene(tmp_path):
    def write(experiment, last=30):
        path = tmp_path / "lesson.toml"
        path.write_text(SCENE.format(experiment=experiment, last=last))
        return path

    return write


@pytest.mark.parametrize(
    "experiment",
    [
        "recording = { steps = 10, records = 4, precision = 'float32' }",
        "recording = { steps = 'logarithmic', records = [3, 30] }",
        "batch_size = 5",
        "batch_size = 15\nrecording = { steps = 10 }",
        "batch_size = 30\noptimizer = { name = 'adam' }",
    ],
)
def test_every_telling_has_a_picture_at_every_second(scene, experiment):
    with open_show(scene(experiment)) as show:
        for seconds in np.linspace(0, show.duration_seconds, 60):
            assert len(show.frame_at(seconds).labels.text)
            assert show.moment_at(seconds).epoch in show.trace.epochs


def test_variants_of_which_other_epochs_are_recorded_race_all_the_same(scene):
    path = scene("recording = { steps = 7 }")
    path.write_text(path.read_text().replace("epochs = [1, 10]", "epochs = [1, 7]"))
    with open_show(path) as show:
        assert show.trace.epochs.tolist() == [1, 7, 14, 21, 28, 30]
        start, end = show.shot_spans[4]
        for seconds in np.linspace(start, end, 20):
            assert len(show.frame_at(seconds).labels.text)


def test_a_shot_of_an_epoch_between_recorded_ones_names_the_nearest(scene):
    path = scene("recording = { steps = 10 }", last=25)
    message = r"shot 6: epochs: epoch 25 was not recorded; the nearest that were are 20 and 30"
    with pytest.raises(SceneError, match=message), open_show(path):
        pass
