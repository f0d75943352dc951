"""The inspector as a person meets it: the pointer over the picture, and clicks into it."""

import ast
import os
import subprocess
import sys

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QGuiApplication, QImage
from PyQt6.QtTest import QSignalSpy

from nnviz.errors import TraceDamagedError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.camera import project
from nnviz.picture.palette import THEMES
from nnviz.render.picture import fitted_area
from nnviz.stage.geometry.pickable_network import EARLIER, ITSELF
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.story.moment import Phase
from nnviz.trace.recorder import record
from nnviz.viewer.inspector.arrays_panel import as_numpy_prints
from nnviz.viewer.qt_theme import qt_colour
from tests.repository import ROOT
from tests.telling import seconds_of

LEFT = Qt.MouseButton.LeftButton
NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
NODE, EDGE = PickedNode(1, 2), PickedEdge(0, 2, 3)


def show_of(window):
    return window.session.shown.show


def spot_of(window, picked):
    """Return where on the picture's widget a node stands, or an edge leaves its sender."""
    frame = window.view.frame
    layout = window.session.shown.standing(picked.network).layout
    if isinstance(picked, PickedNode):
        place = layout.nodes[picked.layer][picked.index]
    else:
        own = np.array([picked.sender * layout.widths[picked.layer + 1] + picked.receiver])
        start, end = layout.edges(picked.layer, own)
        place = start * 0.75 + end * 0.25
    (x, y) = project(frame.camera, frame.aspect, place).position[0]
    picture = window.view.native
    left, top, _, height = fitted_area((picture.width(), picture.height()), frame.aspect)
    return QPoint(round(left + x * height), round(top + y * height))


def point_at(window, qtbot, picked):
    # A pointer that stands there already, of the test before, would not move.
    qtbot.mouseMove(window.view.native, spot_of(window, picked) + QPoint(3, 3))
    qtbot.mouseMove(window.view.native, spot_of(window, picked))
    qtbot.waitUntil(lambda: window.inspector.pointed_at == picked)


def click_on(window, qtbot, picked):
    qtbot.mouseClick(window.view.native, LEFT, pos=spot_of(window, picked))
    assert window.inspector.pinned == picked


def accent_in(window):
    """Return how many pixels of the picture have the colour of what is lit."""
    image = window.view.native.grabFramebuffer().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), np.uint8)
    accent = show_of(window).setting.palette.accent[2::-1] * 255
    return int((np.abs(pixels.reshape(-1, 4)[:, :3] - accent) < 25).all(axis=1).sum())


def facts_in(panel):
    table = panel.facts
    return {table.item(row, 0).text(): table.item(row, 2).text() for row in range(table.rowCount())}


def has_curve(panel):
    epochs, _ = panel.curve.curve.getData()
    return epochs is not None and len(epochs) > 1


def shown_anew(window, qtbot):
    """Return a block at whose end the window has shown another picture."""
    return qtbot.waitSignal(window.session.picture_shown)


@pytest.fixture
def told(window, qtbot):
    """The window while the first weights are updated."""
    qtbot.waitUntil(lambda: window.session.shown is not None)
    seconds = seconds_of(show_of(window), epoch=1, phase=Phase.UPDATE, layer=0) - 0.3
    with shown_anew(window, qtbot):
        window.session.player.seek(seconds)
    return window


@pytest.mark.parametrize("picked", [NODE, EDGE])
def test_pointing_at_a_thing_shows_its_numbers_beside_the_pointer(told, qtbot, picked):
    point_at(told, qtbot, picked)
    card = told.inspector.card
    assert card.isVisible()
    assert ("Hidden layer, node 3" if picked == NODE else "Weight 3 → 4") in card.text()
    assert told.view.native.rect().contains(card.geometry())


def test_pointing_beside_everything_shows_nothing(told, qtbot):
    point_at(told, qtbot, NODE)
    qtbot.mouseMove(told.view.native, QPoint(2, 2))
    qtbot.waitUntil(lambda: told.inspector.pointed_at is None)
    assert not told.inspector.card.isVisible()


def test_what_is_pointed_at_is_lit_in_the_picture(told, qtbot):
    before = accent_in(told)
    point_at(told, qtbot, NODE)
    qtbot.waitUntil(lambda: accent_in(told) > before + 50)
    qtbot.mouseMove(told.view.native, QPoint(2, 2))
    qtbot.waitUntil(lambda: accent_in(told) == before)


def test_the_numbers_beside_the_pointer_stay_true_while_the_training_plays(told, qtbot):
    told.bar.detail_box.setCurrentText("Epoch by epoch")
    with shown_anew(told, qtbot):
        told.session.player.to_epoch(38)
    point_at(told, qtbot, NODE)
    qtbot.keyClick(told, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: told.session.shown.moment.epoch == 40)
    qtbot.waitUntil(lambda: not told.session.player.transport.playing)
    record, trace = told.session.shown.moment.record, show_of(told).trace
    seen = [float(trace.at("activations/1", epoch=epoch)[record, 2]) for epoch in (38, 40)]
    card = told.inspector.card.text()
    assert [f">{value:.4f}<" in card for value in seen] == [False, True]


def test_numbers_stay_true_while_the_story_plays(told, qtbot):
    click_on(told, qtbot, EDGE)
    told.session.player.set_speed(64)
    qtbot.keyClick(told, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: told.session.shown.moment.epoch > 2)
    qtbot.keyClick(told, Qt.Key.Key_Space)
    show, epoch = show_of(told), told.session.shown.moment.epoch
    assert facts_in(told.inspector.panel)["weight"] == repr(
        float(show.trace.at("weights/0", epoch=epoch)[2, 3])
    )
    assert f"epoch {epoch}" in told.inspector.panel.epoch_label.text()


def test_a_click_pins_an_edge_with_its_curve_and_its_calculation(told, qtbot):
    click_on(told, qtbot, EDGE)
    panel, show = told.inspector.panel, show_of(told)
    assert told.inspector.dock.isVisible()
    qtbot.waitUntil(lambda: has_curve(panel))
    every = show.trace.between("weights/0", first=1, last=40)[:, 2, 3]
    assert np.array_equal(panel.curve.curve.yData, every)
    assert panel.curve.dot.data["y"].tolist() == [every[0]]
    assert panel.curve.playhead.value() == 1
    written = [panel.work.item(row, 2).text() for row in range(panel.work.rowCount())]
    assert written[-1] == panel.facts.item(2, 1).text()
    bars = [panel.work.item(row, 1).data(Qt.ItemDataRole.UserRole) for row in range(1, 5)]
    assert max(map(abs, bars)) == 1.0


def test_the_playhead_on_the_curve_goes_along(told, qtbot):
    click_on(told, qtbot, EDGE)
    with shown_anew(told, qtbot):
        qtbot.keyClick(told, Qt.Key.Key_End)
    curve, epoch = told.inspector.panel.curve, told.session.shown.moment.epoch
    assert curve.playhead.value() == epoch == 40
    qtbot.waitUntil(lambda: len(curve.dot.data) == 1)
    assert curve.dot.data["y"] == show_of(told).trace.at("weights/0", epoch=40)[2, 3]


def test_what_is_pinned_stays_when_the_pointer_leaves(told, qtbot):
    click_on(told, qtbot, EDGE)
    point_at(told, qtbot, NODE)
    assert "Weight 3 → 4" in told.inspector.panel.title.text()
    qtbot.mouseMove(told.view.native, QPoint(2, 2))
    qtbot.waitUntil(lambda: told.inspector.pointed_at is None)
    assert "Weight 3 → 4" in told.inspector.panel.title.text()


def test_a_click_beside_everything_lets_go_and_so_does_the_button(told, qtbot):
    click_on(told, qtbot, NODE)
    qtbot.mouseClick(told.view.native, LEFT, pos=QPoint(2, 2))
    assert told.inspector.pinned is None
    click_on(told, qtbot, NODE)
    qtbot.mouseClick(told.inspector.panel.unpin_button, LEFT)
    assert told.inspector.pinned is None
    assert not told.inspector.panel.unpin_button.isVisible()


def test_keys_lead_from_thing_to_thing_and_let_go(told, qtbot):
    first, last = PickedNode(0, 0), PickedEdge(1, 3, 0)
    for key, held, picked in (
        (Qt.Key.Key_N, NO_KEY, first),
        (Qt.Key.Key_N, NO_KEY, PickedNode(0, 1)),
        (Qt.Key.Key_N, SHIFT, first),
        (Qt.Key.Key_N, SHIFT, last),
        (Qt.Key.Key_N, NO_KEY, first),
        (Qt.Key.Key_Escape, NO_KEY, None),
    ):
        qtbot.keyClick(told, key, held)
        assert told.inspector.pinned == picked


def test_a_drag_is_no_click(told, qtbot):
    picture, spot = told.view.native, spot_of(told, NODE)
    qtbot.mousePress(picture, LEFT, pos=spot)
    qtbot.mouseMove(picture, spot + QPoint(40, 20))
    qtbot.mouseRelease(picture, LEFT, pos=spot + QPoint(40, 20))
    assert told.inspector.pinned is None


def test_an_array_is_shown_as_numpy_prints_it_and_can_be_copied(told, qtbot):
    click_on(told, qtbot, EDGE)
    panel = told.inspector.panel
    panel.tabs.setCurrentWidget(panel.arrays)
    weights = show_of(told).trace.at("weights/0", epoch=1)
    assert panel.arrays.text.toPlainText() == str(weights)
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(panel.arrays.copy_button, LEFT)
    assert ast.literal_eval(QGuiApplication.clipboard().text()) == weights.tolist()
    panel.arrays.choice.setCurrentText("updates/0")
    assert panel.arrays.text.toPlainText() == str(show_of(told).trace.at("updates/0", epoch=1))


def test_a_huge_array_is_shortened_as_numpy_does():
    assert "..." in as_numpy_prints(np.zeros((400, 400)))
    assert "..." not in as_numpy_prints(np.zeros((40, 400)))


def test_of_two_epochs_beside_each_other_each_shows_its_own_numbers(told, qtbot):
    with shown_anew(told, qtbot):
        qtbot.keyClick(told, Qt.Key.Key_End)
    for number, epoch in ((EARLIER, 1), (ITSELF, 40)):
        picked = PickedEdge(0, 2, 3, number)
        point_at(told, qtbot, picked)
        assert f"epoch {epoch} · Weight 3 → 4".lower() in told.inspector.card.text().lower()
        click_on(told, qtbot, picked)
        weight = show_of(told).trace.at("weights/0", epoch=epoch)[2, 3]
        assert facts_in(told.inspector.panel)["weight"] == repr(float(weight))
    with shown_anew(told, qtbot):
        qtbot.keyClick(told, Qt.Key.Key_Home)
    assert told.inspector.pinned == picked
    qtbot.waitUntil(lambda: accent_in(told) > 50)


RACE = """
[experiment]
epochs = 40
layers = [{ units = 4 }, { units = 1 }]
[[variants]]
name = "slow"
learning_rate = 0.1
[[variants]]
name = "fast"
learning_rate = 10.0
[[shots]]
tell = "race"
epochs = [1, 40]
seconds = 4
"""


@pytest.fixture
def race(empty_window, qtbot, tmp_path):
    """The window with two trainings beside each other, in their middle."""
    (tmp_path / "race.toml").write_text(RACE)
    with qtbot.waitSignal(empty_window.session.opened):
        empty_window.open(tmp_path / "race.toml")
    with shown_anew(empty_window, qtbot):
        empty_window.session.player.seek(2.0)
    return empty_window


@pytest.mark.parametrize(("number", "name"), [(1, "slow"), (2, "fast")])
def test_a_network_of_a_race_shows_the_numbers_of_its_own_training(race, qtbot, number, name):
    edge = PickedEdge(0, 2, 3, number)
    point_at(race, qtbot, edge)
    assert f"{name} · Weight 3 → 4" in race.inspector.card.text()
    click_on(race, qtbot, edge)
    panel, epoch = race.inspector.panel, race.session.shown.moment.epoch
    variant = show_of(race).of_network(number)
    weights = variant.trace.between("weights/0", first=1, last=40)[:, 2, 3]
    assert facts_in(panel)["weight"] == repr(float(weights[epoch - 1]))
    assert panel.title.text().startswith(f"<b>{name} · Weight 3 → 4")
    qtbot.waitUntil(lambda: has_curve(panel))
    assert np.array_equal(panel.curve.curve.yData, weights)
    panel.tabs.setCurrentWidget(panel.arrays)
    assert panel.arrays.text.toPlainText() == str(variant.trace.at("weights/0", epoch=epoch))


@pytest.fixture
def damaged(race, qtbot, monkeypatch):
    """The same where the second one, which is pinned, can be read no more after the picture was."""

    def broken(epoch):
        raise TraceDamagedError("its steps are damaged")

    click_on(race, qtbot, PickedNode(1, 2, 2))
    monkeypatch.setattr(show_of(race).of_network(2), "step", broken)
    return race


def test_a_variant_that_cannot_be_read_is_explained_once(damaged, qtbot, dialogs):
    panel = damaged.inspector.panel
    damaged.session.player.seek(0.5)
    qtbot.waitUntil(lambda: dialogs == ["its steps are damaged"])
    assert (damaged.inspector.pinned, panel.facts.rowCount()) == (None, 0)
    assert damaged.inspector.card.isHidden()
    with shown_anew(damaged, qtbot):
        damaged.session.player.seek(0.51)
    damaged.inspector._pin(PickedNode(1, 2, 2))
    assert len(dialogs) == 1


def test_an_array_that_cannot_be_read_is_explained_in_its_place(race, qtbot, monkeypatch):
    def broken(name, **where):
        raise TraceDamagedError(f"{name} is damaged")

    click_on(race, qtbot, PickedNode(1, 2, 2))
    monkeypatch.setattr(show_of(race).of_network(2).trace, "at", broken)
    panel = race.inspector.panel
    panel.tabs.setCurrentWidget(panel.arrays)
    assert panel.arrays.text.toPlainText() == "activations/1 is damaged"


def test_what_is_pinned_in_a_row_is_lit_there(race, qtbot):
    race.inspector.dock.show()
    qtbot.waitUntil(race.inspector.dock.isVisible)
    before = accent_in(race)
    race.inspector._pin(PickedNode(1, 2, 2))
    qtbot.waitUntil(lambda: accent_in(race) > before)


def test_keys_lead_from_network_to_network(race, qtbot):
    click_on(race, qtbot, PickedEdge(1, 3, 0, 1))
    qtbot.keyClick(race, Qt.Key.Key_N)
    assert race.inspector.pinned == PickedNode(0, 0, 2)


def test_a_double_click_looks_at_a_node_of_the_row(race, qtbot):
    node = PickedNode(1, 2, 2)
    point_at(race, qtbot, node)
    with shown_anew(race, qtbot):
        qtbot.mouseDClick(race.view.native, LEFT, pos=spot_of(race, node))
    place = race.session.shown.standing(2).layout.nodes[1][2]
    np.testing.assert_allclose(race.view.frame.camera.target, place, atol=1e-5)


def test_another_training_has_nothing_pinned(told, qtbot, tmp_path):
    click_on(told, qtbot, NODE)
    qtbot.mouseMove(told.view.native, QPoint(2, 2))
    record(Experiment(epochs=5, seed=2), tmp_path / "other.nntrace")
    told.open(tmp_path / "other.nntrace")
    assert told.inspector.pinned is None
    assert told.inspector.panel.facts.rowCount() == 0


def test_the_same_training_in_other_colours_keeps_what_is_pinned(told, qtbot):
    click_on(told, qtbot, NODE)
    with shown_anew(told, qtbot):
        told.appearance.set_theme("light")
    assert told.inspector.pinned == NODE
    assert told.inspector.panel.facts.rowCount() == 5
    qtbot.waitUntil(lambda: accent_in(told) > 50)


def test_closing_while_a_curve_is_read_reads_no_more(told, qtbot):
    click_on(told, qtbot, EDGE)
    told.close()
    with qtbot.assertNotEmitted(told.inspector.panel.reader.failed, wait=50):
        pass


def test_a_window_at_rest_draws_nothing_while_something_is_pinned(told, qtbot):
    click_on(told, qtbot, EDGE)
    qtbot.waitUntil(lambda: has_curve(told.inspector.panel))
    qtbot.waitUntil(lambda: not QSignalSpy(told.view.native.frameSwapped).wait(200))


def test_a_training_that_diverged_is_shown_as_it_was(empty_window, qtbot, tmp_path):
    linear = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))
    record(Experiment(epochs=300, learning_rate=50.0, layers=linear), tmp_path / "far.nntrace")
    window, panel = empty_window, empty_window.inspector.panel
    window.open(tmp_path / "far.nntrace")
    window.bar.detail_box.setCurrentText("Epoch by epoch")
    qtbot.waitUntil(lambda: window.session.shown is not None)
    for picked in (EDGE, NODE):
        with shown_anew(window, qtbot):
            window.session.player.to_beginning()
        click_on(window, qtbot, picked)
        qtbot.waitUntil(lambda: has_curve(panel))
        for epoch in (3, 300):
            with shown_anew(window, qtbot):
                window.session.player.to_epoch(epoch)
    bars = [panel.work.item(row, 1).data(Qt.ItemDataRole.UserRole) for row in range(4)]
    assert set(bars) == {None}
    texts = {panel.facts.item(row, 1).text() for row in range(panel.facts.rowCount())}
    assert texts == {"NaN", "1.0000"}  # the slope of the identity


HIGH_DENSITY = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from nnviz.viewer.display import prefer_egl
prefer_egl()
from PyQt6.QtTest import QSignalSpy, QTest
from PyQt6.QtWidgets import QApplication
from nnviz.viewer.window import ViewerWindow
from tests.viewer.inspector.test_inspector import NODE, spot_of
application = QApplication([])
window = ViewerWindow()
window.show()
window.open(Path(sys.argv[2]))
assert window.devicePixelRatio() == 2
window.inspector.dock.hide()  # so that the picture has the bars that these sizes are meant for
for size in ((900, 400), (500, 900)):
    window.resize(*size)
    application.processEvents()
    moved = QSignalSpy(window.inspector._pointer.moved)
    QTest.mouseMove(window.view.native, spot_of(window, NODE))
    print(len(moved) > 0 or moved.wait(60_000), window.inspector.pointed_at == NODE)
window.close()
"""


def test_a_screen_of_high_density_and_bars_around_the_picture_are_allowed_for(trace_path):
    done = subprocess.run(
        [sys.executable, "-c", HIGH_DENSITY, str(ROOT), str(trace_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["True"] * 4


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_curve_wears_the_theme_of_the_picture(told, qtbot, theme):
    click_on(told, qtbot, EDGE)
    told.appearance.set_theme(theme)
    ground = qt_colour(THEMES[theme].background)
    qtbot.waitUntil(lambda: told.inspector.panel.curve.backgroundBrush().color() == ground)
