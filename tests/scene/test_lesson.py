"""The playground of a scene: what of it can be changed, what is asked, what is kept."""

import pytest

from nnviz.errors import SceneError
from nnviz.learning.experiment import Layer
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.scene import load_scene
from nnviz.scene.writing import scene_text

LESSON = """
[experiment]
epochs = 20

[playground]
show = ["learning_rate", "seed"]
lock = ["seed"]
ask = { en = "What will the loss do?", ja = "損失はどうなりますか？" }
epoch = 7

[[playground.kept]]
name = "A"
learning_rate = 0.25
optimizer = "adam"

[[playground.kept]]
name = "B"
layers = [{ units = 2, bias = true }, { units = 1 }]
"""


def load(tmp_path, text):
    path = tmp_path / "lesson.toml"
    path.write_text(text, encoding="utf-8")
    return load_scene(path)


def test_a_lesson_is_read_and_written_as_the_same(tmp_path):
    scene = load(tmp_path, LESSON)
    lesson = scene.lesson
    assert (lesson.show, lesson.epoch) == (("learning_rate", "seed"), 7)
    assert lesson.kept[0].of(scene.experiment).optimizer == OptimizerSettings(name="adam")
    assert lesson.kept[1].layers == (Layer(units=2, bias=True), Layer(units=1))
    assert load(tmp_path, scene_text(scene, tmp_path)) == scene


def test_what_is_shown_and_not_locked_can_be_changed(tmp_path):
    lesson = load(tmp_path, LESSON).lesson
    assert [lesson.allows(each) for each in ("learning_rate", "seed", "loss")] == [1, 0, 0]
    assert not load(tmp_path, "").lesson


WRONG = {
    "playground show 1: .*'rate'": 'show = ["rate"]',
    "playground colour: unknown key": 'colour = "red"',
    "playground epoch: 21 is not possible; give one from 1 to 20": "epoch = 21",
    "playground epoch: .*greater than or equal to 1": "epoch = 0",
    "ask = .*": 'ask = "a\\u0007"',
    "playground kept 1: learning_rate: -1.0": 'kept = [{ name = "A", learning_rate = -1.0 }]',
}


@pytest.mark.parametrize("told", WRONG)
def test_what_is_wrong_is_said_with_its_place(tmp_path, told):
    with pytest.raises(SceneError, match=told):
        load(tmp_path, f"[experiment]\nepochs = 20\n[playground]\n{WRONG[told]}\n")
