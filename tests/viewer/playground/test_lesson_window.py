"""A lesson in the window: its controls, its question, its epoch and what it keeps."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment
from nnviz.scene import load_scene
from nnviz.scene.tables import Lesson
from nnviz.viewer.playground.experiment_panel import ExperimentPanel
from nnviz.viewer.playground.tried_lesson import NO_LESSON

SCENE = """
[experiment]
epochs = 20

[playground]
show = ["learning_rate", "seed"]
lock = ["seed"]
ask = "What will the loss do?"
epoch = 7
kept = [{ name = "slow", learning_rate = 0.25 }]
"""


@pytest.fixture
def panel(qtbot):
    made = ExperimentPanel()
    qtbot.addWidget(made)
    return made


def hidden(panel):
    return {name for name, row in panel.rows.items() if row.isHidden()}


def test_only_what_a_lesson_shows_is_there_and_what_it_locks_is_not_changed(panel):
    panel.show_lesson(Lesson(show=("learning_rate", "seed"), lock=("seed",)))
    panel.show_experiment(replace(Experiment(), data=Data(name="circle", labels=(0.0, 1.0))))
    assert hidden(panel) == panel.rows.keys() - {"learning_rate", "seed"}
    assert panel.layers.isHidden()
    assert panel.data.features.isHidden()
    panel.show_controls(enabled=True)
    assert panel.rows["learning_rate"].isEnabled()
    assert not panel.rows["seed"].isEnabled()
    panel.show_lesson(NO_LESSON)
    panel.show_experiment(Experiment())
    assert hidden(panel) == {"classify", "records", "noise", "held_out", "features"}
    assert panel.rows["seed"].isEnabled()


def test_a_question_stands_above_what_is_said(panel):
    panel.state.ask("1 < 2?")
    assert "1 &lt; 2?" in panel.state.question.text()
    panel.state.ask("")
    assert panel.state.question.isHidden()


def test_a_lesson_opens_in_its_state_asks_and_is_saved(empty_window, qtbot, tmp_path, monkeypatch):
    window, lesson = empty_window, tmp_path / "lesson.toml"
    lesson.write_text(SCENE)
    window.open(lesson)
    qtbot.waitUntil(lambda: window.experimenting.playground is not None)
    assert window.experimenting.dock.isVisible()
    assert window.session.player.moment.epoch == 7
    playground = window.experimenting.playground
    qtbot.waitUntil(lambda: len(playground.runs.kept) == 1)
    assert playground.runs.name_of(playground.runs.kept[0]) == "slow"
    panel = window.experimenting.panel
    panel.rate.setValue(0.5)
    assert playground.experiment.learning_rate == 0.5
    assert playground.training is None
    qtbot.keyClick(window, Qt.Key.Key_D)
    assert playground.experiment.seed == 1
    qtbot.mouseClick(panel.state.train_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.show.trace.experiment.learning_rate == 0.5)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "saved.toml"), "")
    )
    window.port.menus.menu("share").actions()[-1].trigger()
    saved = load_scene(tmp_path / "saved.toml")
    assert saved.experiment.learning_rate == 0.5
    assert [each.name for each in saved.lesson.kept] == ["slow"]
    assert saved.lesson.show == ("learning_rate", "seed")
