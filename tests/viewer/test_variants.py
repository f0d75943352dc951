"""The trainings of a race in the window: chosen, named everywhere, gone through one by one."""

from html import unescape

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QFileDialog

from nnviz.stage.geometry.pickable_network import ITSELF
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.viewer.player import TrackKind
from tests.viewer.inspector.test_inspector import (
    EDGE,
    click_on,
    facts_in,
    has_curve,
    point_at,
    show_of,
    shown_anew,
)

SHIFT = Qt.KeyboardModifier.ShiftModifier
RACE = """
[experiment]
epochs = 40
learning_rate = {own}
layers = [{{ units = 4 }}, {{ units = 1 }}]
[[variants]]
name = {{ en = "slow", ja = "遅い" }}
learning_rate = 0.1
[[variants]]
name = {{ en = "fast", ja = "速い" }}
learning_rate = 10.0
[[variants]]
name = {{ en = "small", ja = "小さい" }}
epochs = 30
layers = [{{ units = 2 }}, {{ units = 1 }}]
[[shots]]
tell = "race"
epochs = [1, 30]
seconds = 4
[[shots]]
epochs = [2, 2]
"""
NAMES = {"slow": 1, "fast": 2, "small": 3}


def race_in(window, qtbot, folder, own=10.0):
    (folder / "race.toml").write_text(RACE.format(own=own))
    with qtbot.waitSignal(window.session.opened):
        window.open(folder / "race.toml")
    qtbot.waitUntil(lambda: window.session.shown is not None)
    with shown_anew(window, qtbot):
        window.session.player.seek(2.0)
    return window


@pytest.fixture
def race(empty_window, qtbot, tmp_path):
    """The window in the middle of a race, whose training is its variant `fast`."""
    return race_in(empty_window, qtbot, tmp_path)


def press(window, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    with shown_anew(window, qtbot):
        qtbot.keyClick(window, key, modifier)


def names_on_stage(window):
    texts = window.view.frame.labels.text
    return [name for name in ("slow", "fast", "small", "遅い", "速い", "小さい") if name in texts]


def is_shown(window, name):
    """Say whether stage, scrubber, choice and inspector all show the training of a name."""
    number = NAMES[name]
    show, shown = show_of(window).of_network(number), window.session.shown
    (seen,) = shown.networks
    scrubber = window.timelines.training
    assert names_on_stage(window) == [name]
    assert (seen.number, seen.name) == (number, name)
    assert scrubber.tip_at(scrubber.width() / 2).startswith(f"{name} · ")
    assert scrubber.maximum() == len(show.trace.epochs) - 1
    assert window.timelines.variant_box.currentText() == name
    assert window.timelines.variant_box.isVisible()
    assert window.bar.places.epoch.maximum() == show.trace.epochs[-1]
    return window.session.player.track_kind is TrackKind.TRAINING


def holds(window, edge):
    """Say whether the inspector shows the weight of the training that the picture shows."""
    shown, panel = window.session.shown, window.inspector.panel
    (seen,) = shown.networks
    trace = show_of(window).of_network(seen.number).trace
    weight = trace.at(f"weights/{edge.layer}", epoch=seen.epoch)[edge.sender, edge.receiver]
    assert facts_in(panel)["weight"] == repr(float(weight))
    assert panel.title.text().startswith(f"<b>{seen.name} · ")
    return window.inspector.pinned.network == seen.number


@pytest.mark.parametrize("name", ["slow", "fast"])
def test_what_is_pinned_in_a_race_is_gone_through_next(race, qtbot, name):
    click_on(race, qtbot, PickedEdge(0, 2, 3, NAMES[name]))
    press(race, qtbot, Qt.Key.Key_S)
    assert is_shown(race, name)
    assert holds(race, EDGE)
    point_at(race, qtbot, PickedNode(1, 0, NAMES[name]))
    assert f"{name} · Hidden layer, node 1" in race.inspector.card.text()
    press(race, qtbot, Qt.Key.Key_S)
    assert race.inspector.pinned == PickedEdge(0, 2, 3, NAMES[name])
    assert len(race.session.shown.networks) == 3


def test_every_variant_can_be_stepped_through(race, qtbot):
    seen = {}
    for name in ("fast", "small", "slow"):
        press(race, qtbot, Qt.Key.Key_S if not seen else Qt.Key.Key_R)
        assert is_shown(race, name)
        with shown_anew(race, qtbot):
            race.session.player.to_epoch(12)
        outputs = []
        for key in (Qt.Key.Key_Right,) * 3:
            press(race, qtbot, key)
            assert is_shown(race, name)
            outputs.append(race.view.frame.labels.text)
        seen[name] = outputs
        click_on(race, qtbot, PickedEdge(0, 1, 1, NAMES[name]))
        assert holds(race, PickedEdge(0, 1, 1))
    assert seen["fast"] != seen["slow"] != seen["small"]
    press(race, qtbot, Qt.Key.Key_R, SHIFT)
    assert is_shown(race, "small")


def test_the_choice_goes_through_the_training_that_is_chosen(race, qtbot):
    box = race.timelines.variant_box
    with shown_anew(race, qtbot):
        qtbot.giveFocus(box)
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert is_shown(race, "slow")


def test_a_pin_goes_along_or_is_let_go_and_says_so(race, qtbot):
    panel = race.inspector.panel
    press(race, qtbot, Qt.Key.Key_S)
    click_on(race, qtbot, PickedEdge(0, 2, 1, NAMES["fast"]))
    qtbot.waitUntil(lambda: has_curve(panel))
    press(race, qtbot, Qt.Key.Key_R)
    assert is_shown(race, "small")
    assert holds(race, PickedEdge(0, 2, 1))
    assert panel.note_label.text() == "The pin went from fast to small"
    epochs = show_of(race).of_network(3).trace.epochs
    qtbot.waitUntil(lambda: len(panel.curve.series.epochs) == len(epochs))
    press(race, qtbot, Qt.Key.Key_R)
    click_on(race, qtbot, PickedEdge(0, 2, 3, NAMES["slow"]))
    assert panel.note_label.isHidden()
    press(race, qtbot, Qt.Key.Key_R, SHIFT)
    qtbot.mouseMove(race.view.native, QPoint(2, 2))
    qtbot.waitUntil(lambda: race.inspector.pointed_at is None)
    assert is_shown(race, "small")
    assert (race.inspector.pinned, panel.facts.rowCount()) == (None, 0)
    assert panel.note_label.text() == "slow is not shown any more: its pin was let go"


def test_the_story_of_the_training_itself_takes_the_pin_along(race, qtbot):
    click_on(race, qtbot, PickedEdge(0, 2, 3, NAMES["slow"]))
    press(race, qtbot, Qt.Key.Key_End)
    assert race.inspector.pinned == PickedEdge(0, 2, 3, ITSELF)
    assert race.inspector.panel.note_label.text() == "The pin went from slow to fast"
    press(race, qtbot, Qt.Key.Key_S)
    assert is_shown(race, "fast")
    assert holds(race, EDGE)


def test_a_training_that_is_no_variant_can_be_chosen_too(empty_window, qtbot, tmp_path):
    window = race_in(empty_window, qtbot, tmp_path, own=1.0)
    box = window.timelines.variant_box
    names = [box.itemText(index) for index in range(box.count())]
    assert names == ["the scene's own training", "slow", "fast", "small"]
    press(window, qtbot, Qt.Key.Key_S)
    assert "the scene's own training" in window.view.frame.labels.text
    click_on(window, qtbot, EDGE)
    title = unescape(window.inspector.panel.title.text())
    assert title.startswith("<b>the scene's own training · ")
    press(window, qtbot, Qt.Key.Key_S)
    assert window.inspector.pinned is None


def test_variants_stand_on_the_scale_of_their_race(race):
    show = show_of(race)
    assert show.of_network(1).setting.scales == show.setting.scales


def test_in_japanese_variants_have_their_japanese_names(race, qtbot):
    press(race, qtbot, Qt.Key.Key_S)
    with shown_anew(race, qtbot):
        race.menus._languages["ja"].trigger()
    assert names_on_stage(race) == ["速い"]
    assert race.timelines.variant_box.currentText() == "速い"


def test_a_scene_without_variants_offers_no_choice(window, qtbot):
    qtbot.waitUntil(lambda: window.session.shown is not None)
    assert not window.timelines.variant_box.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_R)
    assert window.session.player.track_kind is TrackKind.STORY


def test_the_arrays_that_are_exported_are_those_of_the_training_shown(
    race, qtbot, tmp_path, monkeypatch
):

    click_on(race, qtbot, PickedEdge(0, 2, 3, NAMES["slow"]))
    press(race, qtbot, Qt.Key.Key_S)
    name = str(tmp_path / "arrays.npz")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    race.export.actions[2].trigger()
    epoch = race.session.shown.networks[0].epoch
    weights = show_of(race).of_network(1).trace.at("weights/0", epoch=epoch)
    assert np.array_equal(np.load(name)["weights/0"][0], weights)
