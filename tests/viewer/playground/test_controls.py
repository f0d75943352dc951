"""The controls of the panel without a window: what each says, and what it says is changed."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.schedules import Schedule
from nnviz.viewer.playground import data_rows
from nnviz.viewer.playground.experiment_panel import ExperimentPanel
from nnviz.viewer.playground.refusals import refusal_said

POINTS = replace(Experiment(), data=Data(name="circle", records=40, labels=(0.0, 1.0)))
TABLE = "a,b,kind\n" + "".join(f"{n},{n + 1},{'no' if n % 2 else 'yes'}\n" for n in range(6))


class Tried:
    """A panel, and the experiment that its changes make."""

    def __init__(self):
        self.panel = ExperimentPanel()
        self.panel.changed.connect(self.change)

    def show(self, experiment):
        self.experiment = experiment
        self.panel.show_experiment(experiment)
        return self.panel

    def change(self, field, change, _gesture):
        try:
            self.show(replace(self.experiment, **change(self.experiment)))
        except ExperimentError as error:
            self.panel.refuse(field, refusal_said(error))


@pytest.fixture
def tried(qtbot):
    made = Tried()
    qtbot.addWidget(made.panel)
    return made


def test_biases_and_dropout_belong_to_a_layer_and_outputs_are_never_silent(tried):
    rows = tried.show(Experiment()).layers.rows
    rows[0].bias.click()
    rows[0].dropout.setValue(0.25)
    rows[1].bias.click()
    hidden, output = tried.experiment.layers
    assert (hidden.bias, hidden.dropout, output.bias) == (True, 0.25, True)
    assert rows[1].dropout.isHidden()


def test_an_optimizer_has_its_own_settings_and_no_others(tried):
    settings = tried.show(Experiment()).settings["optimizer"]
    assert settings.isHidden()
    tried.show(replace(Experiment(), optimizer=OptimizerSettings(name="adam")))
    settings.boxes["optimizer.first_decay"].setValue(0.5)
    assert tried.experiment.optimizer == OptimizerSettings(name="adam", first_decay=0.5)
    assert "usually 0.9" in settings.rows["optimizer.first_decay"].note.text()
    assert len(settings.rows) == 3


def test_an_impossible_setting_is_explained_at_its_control(tried):
    settings = tried.show(replace(Experiment(), optimizer=OptimizerSettings(name="momentum")))
    settings.settings["optimizer"].boxes["optimizer.momentum"].setValue(1)
    note = settings.settings["optimizer"].rows["optimizer.momentum"].note.text()
    assert note == "⚠ 1.0 is not possible; give a number from 0 to below 1."
    assert tried.experiment.optimizer.momentum == 0.9


def test_a_schedule_is_chosen_with_whole_epochs(tried):
    panel = tried.show(replace(Experiment(), schedule=Schedule(name="step")))
    panel.settings["schedule"].boxes["schedule.every"].setValue(30)
    assert tried.experiment.schedule == Schedule(name="step", every=30)
    panel.schedule.chosen.emit("cosine")
    assert list(panel.settings["schedule"].rows) == ["schedule.lowest"]


def test_points_have_records_a_share_held_out_and_features(tried):
    data = tried.show(POINTS).data
    data.records.setValue(80)
    data.held_out.setValue(0.25)
    data.features.boxes["x1_x2"].click()
    data.features.boxes["x1"].click()
    expected = replace(POINTS.data, records=80, held_out=0.25, features=("x2", "x1_x2"))
    assert tried.experiment.data == expected
    assert tried.experiment.dataset.size == 60


def test_the_points_as_they_are_need_no_features_and_one_is_always_left(tried):
    boxes = tried.show(POINTS).data.features.boxes
    boxes["x1_squared"].click()
    boxes["x1_squared"].click()
    assert tried.experiment.data.features == ()
    boxes["x2"].click()
    assert not boxes["x1"].isEnabled()


def test_a_truth_table_offers_nothing_of_that(tried):
    data = tried.show(Experiment()).data
    hidden = {name for name, row in data.rows.items() if row.isHidden()}
    assert hidden == {"classify", "records", "noise", "held_out", "features"}
    assert data.features.isHidden()


def choose_file(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


def test_a_file_of_ones_own_is_learned_its_text_as_classes(tried, monkeypatch, tmp_path):
    data = tried.show(Experiment()).data
    (tmp_path / "own.csv").write_text(TABLE)
    choose_file(monkeypatch, tmp_path / "own.csv")
    data.data.chosen.emit("csv")
    assert tried.experiment.dataset.classes == ("no", "yes")
    assert tried.experiment.widths == (2, 4, 1)
    assert data.classify.isChecked()
    assert data.rows["data"].note.text().startswith("own.csv · ")
    data.records.setValue(9)
    assert data.rows["records"].note.text() == "⚠ There are only 6 records."


def test_a_file_that_is_no_table_changes_nothing(tried, monkeypatch, tmp_path):
    data = tried.show(Experiment()).data
    choose_file(monkeypatch, tmp_path / "own.txt")
    data.data.chosen.emit("csv")
    assert "Choose a CSV or an NPZ file" in data.rows["data"].note.text()
    assert tried.experiment == Experiment()
    assert data.data.name == "xor"


def test_digits_are_not_offered_without_the_library_that_has_them(tried, monkeypatch, qtbot):
    monkeypatch.setattr(data_rows, "find_spec", lambda _: None)
    rows = data_rows.DataRows()
    qtbot.addWidget(rows)
    index = rows.data.findText("Digits", Qt.MatchFlag.MatchStartsWith)
    assert not rows.data.model().item(index).isEnabled()
    assert "pip install 'nnviz[digits]'" in rows.data.itemText(index)
