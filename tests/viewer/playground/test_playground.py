"""The playground in the window: what is changed in the panel is trained anew and shown in place."""

import os
import signal
from dataclasses import replace
from functools import partial

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QSignalSpy
from PyQt6.QtWidgets import QApplication, QFileDialog

from nnviz.learning.experiment import Experiment, Layer
from nnviz.scene import load_scene
from nnviz.stage.world.picking import PickedNode
from nnviz.story.moment import Phase
from nnviz.trace.experiment_json import experiment_json
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from nnviz.viewer.player import TrackKind
from nnviz.viewer.source import RunSource
from nnviz.viewer.timeline.state_line import StateLine

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
ENDLESS = "900000000"
SHORT = Experiment(epochs=40)  # what the window shows at first


def shown_in(window):
    """Return the experiment of the training that is shown."""
    return window.session.show.trace.experiment


def wait_for(window, qtbot, **fields):
    """Wait until a training with these fields is on the screen."""

    def is_there():
        shown = shown_in(window)
        drawn = window.session.shown is not None
        return drawn and all(getattr(shown, name) == value for name, value in fields.items())

    qtbot.waitUntil(is_there)


def panel_of(window):
    return window.experimenting.panel


def type_in(qtbot, box, text):
    qtbot.giveFocus(box)
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def choose(qtbot, box, name):
    """Choose with the mouse: of what the box offers, once it is open."""
    box.showPopup()
    view, names = box.view(), [box.itemText(index) for index in range(box.count())]
    qtbot.waitUntil(view.isVisible)
    place = view.visualRect(box.model().index(names.index(name), 0)).center()
    qtbot.mouseMove(view.viewport(), place)
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: not view.isVisible())


def click(qtbot, button):
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, LEFT)


def recorded_alone(experiment, tmp_path):
    """Return the digest of a training that no window has to do with."""
    record(experiment, tmp_path / "alone.nntrace", overwrite=True)
    with open_trace(tmp_path / "alone.nntrace") as trace:
        return trace.digest()


def test_a_typed_rate_is_trained_and_shown_at_the_same_place(lab, qtbot, tmp_path):
    before = lab.session.player.moment
    assert (before.epoch, before.phase, before.record) == (17, Phase.INPUT, 2)
    type_in(qtbot, panel_of(lab).rate, "2.5e-1")
    wait_for(lab, qtbot, learning_rate=0.25)
    assert lab.session.player.moment == before
    assert lab.session.player.track_kind is TrackKind.TRAINING
    expected = recorded_alone(replace(SHORT, learning_rate=0.25), tmp_path)
    assert lab.session.show.trace.digest() == expected
    assert lab.session.shown.moment == before


@pytest.mark.parametrize("way", ["story", "training", "epochs"])
def test_the_way_that_is_gone_stays(lab, qtbot, way):
    player = lab.session.player
    if way == "story":
        player.go_along(TrackKind.STORY)
        player.seek(4.0)
    elif way == "epochs":
        lab.bar.places.epoch.setValue(23)
        track = player.training_track
        player.change_training_track(type(track)(track.outline, "epochs", record=3))
    before = player.moment
    type_in(qtbot, panel_of(lab).seed, "5")
    wait_for(lab, qtbot, seed=5)
    assert player.moment == before


def test_what_plays_plays_on(lab, qtbot):
    type_in(qtbot, panel_of(lab).seed, "5")
    lab.session.player.set_speed(1 / 8)
    lab.session.player.play()
    wait_for(lab, qtbot, seed=5)
    assert lab.session.player.transport.playing
    assert lab.session.player.transport.speed == 1 / 8
    assert lab.session.player.moment.epoch < 40
    lab.session.player.pause()


def drag(qtbot, dial, places):
    """Take hold of a dial, lead it to places around its middle, and let go."""
    middle = dial.rect().center()
    qtbot.mousePress(dial, LEFT, pos=middle + QPoint(*places[0]))
    for place in places[1:]:
        qtbot.mouseMove(dial, middle + QPoint(*place))
    qtbot.mouseRelease(dial, LEFT, pos=middle + QPoint(*places[-1]))


def test_a_dial_that_is_dragged_is_one_change_and_its_last_value_is_shown(lab, qtbot):
    dial, playground = panel_of(lab).rate_dial, lab.experimenting.playground
    turned = QSignalSpy(dial.dialled)
    around = [(-20 + n, -20) for n in range(41)]
    drag(qtbot, dial, around)
    values = [value for (value,) in turned]
    assert len(set(values)) > 10
    assert len(playground.history) == 2
    wait_for(lab, qtbot, learning_rate=values[-1])
    assert panel_of(lab).rate.value() == values[-1]
    qtbot.keyClick(lab, Qt.Key.Key_Z, CONTROL)
    wait_for(lab, qtbot, learning_rate=1.0)
    assert not playground.history.can_undo
    drag(qtbot, dial, around[:20])
    drag(qtbot, dial, around[20:])
    assert len(playground.history) == 3


def test_while_a_dial_moves_pictures_come_in_order_and_none_is_outdated_at_the_end(lab, qtbot):
    seen, dial = [], panel_of(lab).rate_dial
    lab.session.opened.connect(lambda show: seen.append(show.trace.experiment.learning_rate))
    qtbot.mousePress(dial, LEFT, pos=dial.rect().center() + QPoint(-20, -20))
    for tenth in range(4):
        came = len(seen)
        for n in range(1, 11):
            qtbot.mouseMove(dial, dial.rect().center() + QPoint(-20 + 10 * tenth + n, -20))
        qtbot.waitUntil(partial(is_longer, seen, came))  # while it is still held
    qtbot.mouseRelease(dial, LEFT, pos=dial.rect().center() + QPoint(20, -20))
    last = dial.number_at(dial.value())
    wait_for(lab, qtbot, learning_rate=last)
    assert seen == sorted(seen)
    assert seen[-1] == last


def is_longer(things, count):
    return len(things) > count


FIELDS = {
    "optimizer": (lambda bot, p: choose(bot, p.optimizer, "Adam"), "optimizer.name", "adam"),
    "loss": (
        lambda bot, p: choose(bot, p.loss, "Binary cross-entropy"),
        "loss",
        "binary_cross_entropy",
    ),
    "batch size": (lambda bot, p: type_in(bot, p.batch_size, "2"), "batch_size", 2),
    "epochs": (lambda bot, p: type_in(bot, p.epochs, "80"), "epochs", 80),
    "initialization": (
        lambda bot, p: choose(bot, p.initialization, "He"),
        "initialization.name",
        "he",
    ),
    "seed": (lambda bot, p: type_in(bot, p.seed, "4294967295"), "seed", 2**32 - 1),
    "l1": (lambda bot, p: type_in(bot, p.l1, "0.01"), "regularization.l1", 0.01),
    "l2": (lambda bot, p: type_in(bot, p.l2, "1e-3"), "regularization.l2", 1e-3),
    "data": (lambda bot, p: choose(bot, p.data.data, "AND"), "data.name", "and"),
    "more layers": (
        lambda bot, p: click(bot, p.layers.add_button),
        "widths",
        (3, 4, 4, 1),
    ),
    "no layer": (lambda bot, p: click(bot, p.layers.rows[0].remove_button), "widths", (3, 1)),
    "units": (lambda bot, p: type_in(bot, p.layers.rows[0].units, "7"), "widths", (3, 7, 1)),
    "activation": (
        lambda bot, p: choose(bot, p.layers.rows[0].activation, "tanh"),
        "layers",
        (Layer(units=4, activation="tanh"), Layer(units=1)),
    ),
    "output": (
        lambda bot, p: choose(bot, p.layers.rows[-1].activation, "tanh"),
        "layers",
        (Layer(units=4), Layer(units=1, activation="tanh")),
    ),
}


def value_of(experiment, path):
    for name in path.split("."):
        experiment = getattr(experiment, name)
    return experiment


@pytest.mark.parametrize("half", [0, 1])
def test_every_control_changes_its_field_and_the_keys_take_it_back(lab, qtbot, half):
    for field in list(FIELDS)[half::2]:
        try_control(lab, qtbot, *FIELDS[field])
        assert lab.experimenting.playground.is_shown, field


def try_control(lab, qtbot, use, path, value):
    """Use a control, take it back, do it again, and leave all as it was."""
    before = experiment_json(shown_in(lab))
    assert value_of(shown_in(lab), path) != value
    use(qtbot, panel_of(lab))
    qtbot.waitUntil(
        lambda: value_of(shown_in(lab), path) == value and lab.session.shown is not None
    )
    changed = experiment_json(shown_in(lab))
    qtbot.keyClick(lab, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: experiment_json(shown_in(lab)) == before)
    qtbot.keyClick(lab, Qt.Key.Key_Z, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: experiment_json(shown_in(lab)) == changed)
    qtbot.keyClick(lab, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: experiment_json(shown_in(lab)) == before)


def test_points_have_noise_and_the_classes_of_the_outputs(lab, qtbot):
    panel = panel_of(lab)
    assert not panel.data.noise.isVisible()
    choose(qtbot, panel.data.data, "Circle (points)")
    qtbot.waitUntil(lambda: shown_in(lab).data.name == "circle")
    assert shown_in(lab).data.labels == (0.0, 1.0)
    assert shown_in(lab).widths == (2, 4, 1)
    type_in(qtbot, panel.data.noise, "0.3")
    qtbot.waitUntil(lambda: shown_in(lab).data.noise == 0.3)


def test_dice_and_key_choose_another_seed(lab, qtbot, monkeypatch):
    seeds = iter([11, 12])
    monkeypatch.setattr("random.randrange", lambda _: next(seeds))
    click(qtbot, panel_of(lab).dice)
    wait_for(lab, qtbot, seed=11)
    qtbot.keyClick(lab, Qt.Key.Key_D)
    wait_for(lab, qtbot, seed=12)


def test_undo_leads_back_to_the_start_bit_for_bit(lab, qtbot):
    digest, before = lab.session.show.trace.digest(), experiment_json(shown_in(lab))
    for seed in range(2, 14):
        type_in(qtbot, panel_of(lab).seed, str(seed))
    wait_for(lab, qtbot, seed=13)
    for _ in range(12):
        click(qtbot, panel_of(lab).state.undo_button)
    wait_for(lab, qtbot, seed=1)
    assert experiment_json(shown_in(lab)) == before
    assert lab.session.show.trace.digest() == digest
    assert not panel_of(lab).state.undo_button.isEnabled()
    assert not lab.experimenting.actions["undo"].isEnabled()


def test_what_is_impossible_is_explained_at_its_control_and_changes_nothing(lab, qtbot):
    panel = panel_of(lab)
    click(qtbot, panel.layers.add_button)
    choose(qtbot, panel.loss, "Binary cross-entropy")
    wait_for(lab, qtbot, loss="binary_cross_entropy")
    choose(qtbot, panel.layers.rows[-1].activation, "tanh")
    row = panel.rows["layers"]
    assert row.refused
    assert "Binary cross-entropy needs the output activation Sigmoid" in row.note.text()
    assert panel.layers.rows[-1].activation.currentText() == "Sigmoid"
    assert lab.experimenting.playground.experiment.layers[-1].activation == "sigmoid"
    type_in(qtbot, panel.seed, "3")
    wait_for(lab, qtbot, seed=3)
    assert not row.refused
    choose(qtbot, panel.loss, "Categorical cross-entropy")
    assert "needs the output activation Softmax" in panel.rows["loss"].note.text()


def test_what_cannot_fit_otherwise_is_explained_too(lab, qtbot):
    panel = panel_of(lab)
    panel.changed.emit("batch_size", lambda _: {"batch_size": 9}, 0)
    assert "9 is not possible; give a number from 1 to 4." in panel.rows["batch_size"].note.text()
    assert len(lab.experimenting.playground.history) == 1


def test_each_control_says_its_range_and_what_is_usual(lab):
    said = {name: row.note.text() for name, row in panel_of(lab).rows.items()}
    assert said["learning_rate"] == "0 to 1,000,000 · usually 1"
    assert said["epochs"] == "1 to 1,000,000,000 · usually 2,000"
    assert said["optimizer"] == "usually Gradient descent"
    assert said["batch_size"] == "1 to 4 records a step, 0: all · usually 0"
    assert "Click a rod" in said.pop("hand")
    assert all("usually" in text for text in said.values())


def test_a_training_that_diverges_is_shown_as_such_and_left_by_undo(lab, qtbot):
    panel = panel_of(lab)
    choose(qtbot, panel.layers.rows[0].activation, "Identity")
    choose(qtbot, panel.layers.rows[-1].activation, "Identity")
    type_in(qtbot, panel.rate, "0.01")
    wait_for(lab, qtbot, learning_rate=0.01)
    type_in(qtbot, panel.rate, "1e6")
    wait_for(lab, qtbot, learning_rate=1e6)
    assert "This training diverged at epoch" in panel.state.text.text()
    assert lab.session.show.trace.divergence is not None
    qtbot.keyClick(lab, Qt.Key.Key_Z, CONTROL)
    wait_for(lab, qtbot, learning_rate=0.01)
    assert panel.state.text.text() == "The picture shows the experiment below."


LONG = "400000"  # epochs, a minute or so


def begin_long(window, qtbot):
    """Begin a training that lasts, and wait until its first epochs are shown."""
    type_in(qtbot, panel_of(window).epochs, LONG)
    qtbot.waitUntil(lambda: not window.session.show.trace.complete)
    assert shown_in(window).epochs == int(LONG)


def epochs_there(window):
    return int(window.session.show.trace.epochs[-1])


def test_a_long_training_is_followed_while_it_goes_on(lab, qtbot):
    lab.session.player.to_end()
    begin_long(lab, qtbot)
    assert "Training: epoch" in panel_of(lab).state.text.text()
    first = epochs_there(lab)
    qtbot.waitUntil(lambda: epochs_there(lab) > first)
    assert lab.session.player.moment.epoch == epochs_there(lab)  # which was at the end before
    assert "following the recording" in lab.findChild(StateLine).text()
    qtbot.keyClick(lab, Qt.Key.Key_Z, CONTROL)
    wait_for(lab, qtbot, epochs=40)


def test_where_the_playhead_stands_it_stays_while_a_training_is_followed(lab, qtbot):
    lab.session.player.to_epoch(8)
    begin_long(lab, qtbot)
    first = epochs_there(lab)
    qtbot.waitUntil(lambda: epochs_there(lab) > first)
    assert lab.session.player.moment.epoch == 8


def test_a_long_training_is_paused_and_goes_on_where_it_was(lab, qtbot, dialogs):
    panel = panel_of(lab)
    begin_long(lab, qtbot)
    assert panel.state.train_button.text() == "Pause"
    click(qtbot, panel.state.train_button)
    assert panel.state.text.text().startswith("Paused at epoch")
    assert panel.state.train_button.text() == "Train"
    there, process = epochs_there(lab), lab.experimenting.course.process
    assert lab.experimenting.playground.training is None
    click(qtbot, panel.state.train_button)
    qtbot.waitUntil(lambda: epochs_there(lab) > there)
    assert lab.session.player.moment.epoch == epochs_there(lab)
    qtbot.keyClick(lab, Qt.Key.Key_Period, CONTROL)
    qtbot.waitUntil(lambda: not lab.session.source.growing)
    last = lab.session.player.moment.epoch
    assert panel.state.text.text().startswith(f"Paused at epoch {last:,} of")
    assert "following" not in lab.findChild(StateLine).text()
    type_in(qtbot, panel.epochs, "50")
    wait_for(lab, qtbot, epochs=50)
    assert lab.session.show.trace.complete
    assert (process.process.processId() > 0, dialogs) == (True, [])


def test_a_training_ends_where_the_loss_is_low_enough(lab, qtbot):
    panel = panel_of(lab)
    type_in(qtbot, panel.goals.loss_below, "0.02")
    type_in(qtbot, panel.epochs, LONG)
    qtbot.waitUntil(lambda: "is reached at epoch" in panel.state.text.text())
    trace, epoch = lab.session.show.trace, lab.session.player.moment.epoch
    losses = trace.series("loss") / 4  # of four records
    assert trace.epochs[losses < 0.02][0] == epoch
    assert epoch <= trace.epochs[-1] < int(LONG)
    type_in(qtbot, panel.epochs, "2000")
    wait_for(lab, qtbot, epochs=2000)
    trace = lab.session.show.trace
    assert lab.session.player.moment.epoch == trace.epochs[trace.series("loss") / 4 < 0.02][0]


def test_train_step_and_reset_go_through_the_epochs(lab, qtbot):
    state, player = panel_of(lab).state, lab.session.player
    click(qtbot, state.step_button)
    assert (player.moment.epoch, player.moment.phase) == (18, Phase.EPOCH)
    click(qtbot, state.train_button)
    assert (player.transport.playing, state.train_button.text()) == (True, "Pause")
    click(qtbot, state.train_button)
    assert (player.transport.playing, state.train_button.text()) == (False, "Train")
    click(qtbot, state.reset_button)
    assert player.moment.epoch <= 1


def test_twice_as_many_epochs_are_one_click_away(lab, qtbot):
    click(qtbot, panel_of(lab).longer_button)
    wait_for(lab, qtbot, epochs=80)


def test_what_is_stopped_before_anything_is_recorded_leaves_nothing(lab, qtbot):
    panel, scratch = panel_of(lab), lab.experimenting.tried.scratch.path
    type_in(qtbot, panel.seed, "2")
    wait_for(lab, qtbot, seed=2)
    type_in(qtbot, panel.epochs, ENDLESS)
    lab.experimenting.stop()
    assert panel.state.text.text().startswith("Stopped.")
    assert (shown_in(lab).seed, shown_in(lab).epochs) == (2, 40)
    assert [each.name for each in scratch.iterdir() if each.name != "lock"] == ["1"]
    click(qtbot, panel.state.train_button)
    qtbot.waitUntil(lambda: "Training: epoch" in panel.state.text.text())


def test_a_long_training_gives_way_to_a_newer_change(lab, qtbot):
    panel = panel_of(lab)
    type_in(qtbot, panel.epochs, ENDLESS)
    qtbot.waitUntil(lambda: "Training: epoch" in panel.state.text.text())
    type_in(qtbot, panel.epochs, "60")
    wait_for(lab, qtbot, epochs=60)
    assert lab.experimenting.playground.training is None


def test_a_worker_that_dies_is_said_and_the_next_change_has_another(lab, qtbot, dialogs):
    panel, process = panel_of(lab), lab.experimenting.course.process
    type_in(qtbot, panel.epochs, ENDLESS)
    qtbot.waitUntil(lambda: "Training: epoch" in panel.state.text.text())
    os.kill(process.process.processId(), signal.SIGKILL)
    qtbot.waitUntil(lambda: "the process that trains has ended" in panel.state.text.text())
    assert shown_in(lab) == SHORT
    type_in(qtbot, panel.epochs, "60")
    wait_for(lab, qtbot, epochs=60)
    assert panel.state.text.text() == "The picture shows the experiment below."
    assert dialogs == []


def test_a_worker_that_cannot_begin_is_said(lab, qtbot, monkeypatch):
    lab.experimenting.course.process.kill()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    type_in(qtbot, panel_of(lab).seed, "2")
    qtbot.waitUntil(lambda: "the process that trains has ended" in panel_of(lab).state.text.text())
    monkeypatch.undo()
    click(qtbot, panel_of(lab).state.train_button)
    wait_for(lab, qtbot, seed=2)


def test_a_place_that_cannot_be_written_is_said_and_the_last_good_run_stays(lab, qtbot, dialogs):
    panel = panel_of(lab)
    type_in(qtbot, panel.seed, "2")
    wait_for(lab, qtbot, seed=2)
    folder = lab.experimenting.tried.scratch.path
    away = folder.with_name("away")
    folder.rename(away)
    type_in(qtbot, panel.seed, "3")
    qtbot.waitUntil(lambda: "cannot be written" in panel.state.text.text())
    assert (shown_in(lab).seed, dialogs) == (2, [])
    away.rename(folder)
    click(qtbot, panel.state.train_button)
    wait_for(lab, qtbot, seed=3)


SCENE = """
title = { en = "Own", ja = "自作" }
[experiment]
epochs = 5
data = { name = "csv", path = "own.csv" }
layers = [{ units = 2 }, { units = 1 }]
[[shots]]
tell = "introduce"
caption = { en = "Here it is", ja = "これです" }
[[shots]]
epochs = [5, 5]
"""


@pytest.fixture
def own_scene(empty_window, qtbot, tmp_path):
    """The window with a scene of records in a file, and the panel."""
    (tmp_path / "own.csv").write_text("a,y\n1,0\n2,1\n3,0\n4,1\n")
    (tmp_path / "own.toml").write_text(SCENE, encoding="utf-8")
    empty_window.open(tmp_path / "own.toml")
    qtbot.waitUntil(lambda: empty_window.session.shown is not None)
    qtbot.keyClick(empty_window, Qt.Key.Key_X)
    return empty_window


def test_data_that_vanish_are_said_and_the_last_good_run_stays(own_scene, qtbot, tmp_path):
    panel = panel_of(own_scene)
    type_in(qtbot, panel.seed, "2")
    wait_for(own_scene, qtbot, seed=2)
    (tmp_path / "own.csv").unlink()
    type_in(qtbot, panel.seed, "3")
    qtbot.waitUntil(lambda: "own.csv cannot be read any more" in panel.state.text.text())
    assert shown_in(own_scene).seed == 2


def save_as(window, qtbot, monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)


def test_what_is_saved_reproduces_what_is_shown_bit_for_bit(
    own_scene, qtbot, tmp_path, monkeypatch
):
    type_in(qtbot, panel_of(own_scene).rate, "0.123456789012345")
    wait_for(own_scene, qtbot, learning_rate=0.123456789012345)
    save_as(own_scene, qtbot, monkeypatch, tmp_path / "saved")
    scene = load_scene(tmp_path / "saved.toml")
    before = load_scene(tmp_path / "own.toml")
    assert (scene.title, scene.storyboard) == (before.title, before.storyboard)
    assert recorded_alone(scene.experiment, tmp_path) == own_scene.session.show.trace.digest()
    assert "saved.toml is saved" in own_scene.statusBar().currentMessage()


def test_the_experiment_is_copied_as_text_that_makes_the_same_one(own_scene, qtbot, tmp_path):
    type_in(qtbot, panel_of(own_scene).rate, "0.25")
    wait_for(own_scene, qtbot, learning_rate=0.25)
    clipboard, entries = QApplication.clipboard(), own_scene.port.menus.menu("share").actions()
    toml, numpy_program, torch, keras, python, _ = entries
    toml.trigger()
    (tmp_path / "copied.toml").write_text(clipboard.text(), encoding="utf-8")
    copied = load_scene(tmp_path / "copied.toml").experiment
    assert recorded_alone(copied, tmp_path) == own_scene.session.show.trace.digest()
    assert "copied as a scene" in own_scene.statusBar().currentMessage()
    numpy_program.trigger()
    assert "import numpy as np" in clipboard.text()
    torch.trigger()
    assert "SGD(network.parameters(), lr=0.25)" in clipboard.text()
    keras.trigger()
    assert "SGD(0.25)" in clipboard.text()
    python.trigger()
    assert "learning_rate=0.25," in clipboard.text()


def test_a_story_that_does_not_fit_any_more_is_told_as_usual(
    own_scene, qtbot, tmp_path, monkeypatch
):
    type_in(qtbot, panel_of(own_scene).epochs, "3")
    wait_for(own_scene, qtbot, epochs=3)
    save_as(own_scene, qtbot, monkeypatch, tmp_path / "saved.toml")
    scene = load_scene(tmp_path / "saved.toml")
    assert scene.storyboard.by_default
    assert recorded_alone(scene.experiment, tmp_path) == own_scene.session.show.trace.digest()


def test_what_cannot_be_saved_is_said(own_scene, qtbot, tmp_path, monkeypatch, dialogs):
    (tmp_path / "elsewhere").mkdir()
    save_as(own_scene, qtbot, monkeypatch, tmp_path / "elsewhere" / "saved.toml")
    qtbot.waitUntil(lambda: len(dialogs) == 1)
    assert "own.csv does not lie in" in dialogs[0]


def test_what_is_kept_is_flipped_to_with_one_key(lab, qtbot):
    actions = lab.experimenting.actions
    assert not (actions["keep_run"].isEnabled() or actions["flip_runs"].isEnabled())
    type_in(qtbot, panel_of(lab).seed, "5")
    wait_for(lab, qtbot, seed=5)
    qtbot.keyClick(lab, Qt.Key.Key_K, CONTROL)
    assert lab.statusBar().currentMessage() == "This training is kept: 1 of at most 4"
    assert not actions["keep_run"].isEnabled()
    type_in(qtbot, panel_of(lab).seed, "6")
    wait_for(lab, qtbot, seed=6)
    for seed in (5, 6, 5):
        qtbot.keyClick(lab, Qt.Key.Key_C)
        wait_for(lab, qtbot, seed=seed)
        assert panel_of(lab).seed.value() == seed


def test_what_is_pinned_stays_pinned_and_says_the_new_numbers(lab, qtbot):
    lab.inspector._pin(PickedNode(1, 2))
    type_in(qtbot, panel_of(lab).seed, "5")
    wait_for(lab, qtbot, seed=5)
    assert lab.inspector.pinned == PickedNode(1, 2)
    type_in(qtbot, panel_of(lab).layers.rows[0].units, "2")
    qtbot.waitUntil(lambda: shown_in(lab).widths == (3, 2, 1) and lab.session.shown is not None)
    assert lab.inspector.pinned is None


def test_full_screen_is_left_to_the_picture(lab, qtbot):
    dock = lab.experimenting.dock
    qtbot.keyClick(lab, Qt.Key.Key_F)
    qtbot.waitUntil(dock.isHidden)
    qtbot.keyClick(lab, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: not dock.isHidden())
    qtbot.keyClick(lab, Qt.Key.Key_X)
    qtbot.waitUntil(dock.isHidden)
    qtbot.keyClick(lab, Qt.Key.Key_F)
    qtbot.keyClick(lab, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: not lab.isFullScreen())
    assert dock.isHidden()


def test_the_panel_is_hidden_until_somebody_wants_it_and_nothing_trains(window):
    assert window.experimenting.dock.isHidden()
    assert window.experimenting.playground is None
    assert window.experimenting.course.process.process.processId() == 0


def test_another_file_ends_it_and_leaves_no_files(lab, qtbot, trace_path, tmp_path):
    type_in(qtbot, panel_of(lab).seed, "5")
    wait_for(lab, qtbot, seed=5)
    assert isinstance(lab.session.source, RunSource)
    first = lab.experimenting.tried.scratch.path
    lab.open(trace_path)
    assert not first.exists()
    assert lab.session.source.file == trace_path
    assert panel_of(lab).seed.value() == 1
    assert not lab.experimenting.playground.history.can_undo
    names = [action.text() for action in lab.recent.menu.actions()]
    assert "alone" not in str(names)


def test_closing_in_the_midst_of_a_training_leaves_nothing(lab, qtbot):
    type_in(qtbot, panel_of(lab).epochs, ENDLESS)
    qtbot.waitUntil(lambda: "Training: epoch" in panel_of(lab).state.text.text())
    scratch = lab.experimenting.tried.scratch.path
    lab.close()
    assert not scratch.exists()


def test_other_words_and_colours_keep_the_experiment(lab, qtbot):
    type_in(qtbot, panel_of(lab).seed, "5")
    wait_for(lab, qtbot, seed=5)
    playground = lab.experimenting.playground
    lab.appearance.set_language("ja")
    lab.appearance.set_theme("light")
    assert lab.experimenting.playground is playground
    qtbot.waitUntil(lambda: panel_of(lab).state.undo_button.text() == "元に戻す")
    assert panel_of(lab).state.text.text() == "図は下の実験の学習です。"
    click(qtbot, panel_of(lab).state.undo_button)
    wait_for(lab, qtbot, seed=1)
    assert (lab.session.show.language, lab.session.show.theme) == ("ja", "light")
    lab.appearance.set_language("en")


def test_a_recent_run_is_no_recent_file(lab, qtbot):
    type_in(qtbot, panel_of(lab).seed, "5")
    wait_for(lab, qtbot, seed=5)
    lab.recent.menu.aboutToShow.emit()
    offered = [action.toolTip() for action in lab.recent.menu.actions()]
    assert not any("nnviz-" in path for path in offered)


def test_with_nothing_open_the_panel_says_what_to_do(empty_window, qtbot):
    qtbot.keyClick(empty_window, Qt.Key.Key_X)
    panel = panel_of(empty_window)
    assert panel.state.text.text().startswith("Open a scene")
    assert not panel.rate.isEnabled()
    qtbot.keyClick(empty_window, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(empty_window, Qt.Key.Key_D)
    assert empty_window.experimenting.playground is None
