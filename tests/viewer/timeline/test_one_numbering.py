"""A record has one number in the window: its place in the training set, wherever it is named."""

import re

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QToolTip

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.stage.world.picking import PickedNode
from nnviz.story.moment import Moment, Phase
from nnviz.trace.recorder import record
from nnviz.viewer.player import TrackKind
from nnviz.viewer.record_box import nearest_to
from nnviz.viewer.record_words import ordinal
from nnviz.viewer.timeline.state_line import StateLine

RECORDED = (3, 7, 20, 30)
KINDS = {
    "some": {"recording": Recording(records=RECORDED)},
    "probes": {"batch_size": 5, "recording": Recording(records=RECORDED)},
    "batches": {"batch_size": 5, "recording": Recording(records="all")},
}


def opened(window, path, **options):
    layers = (Layer(units=3, activation="tanh", bias=True), Layer(units=1))
    data = Data(name="xor_points", records=60, held_out=0.5, seed=3)
    record(Experiment(data=data, layers=layers, epochs=6, learning_rate=0.1, **options), path)
    window.open(path)
    window.session.player.go_along(TrackKind.TRAINING)
    return window


@pytest.fixture
def some(empty_window, qtbot, tmp_path):
    """A window with a training of 30 records of which four were recorded."""
    window = opened(empty_window, tmp_path / "some.nntrace", **KINDS["some"])
    qtbot.waitUntil(lambda: window.session.shown is not None)
    return window


def told(window):
    """Return which record the headline names."""
    texts = [text for text in window.view.frame.labels.text if "record" in text]
    return next(int(found[1]) for text in texts if (found := re.search(r"record (\d+) of", text)))


@pytest.mark.parametrize("kind", KINDS)
def test_box_headline_inspector_and_curve_name_the_same_record(empty_window, qtbot, tmp_path, kind):
    window = opened(empty_window, tmp_path / "a.nntrace", **KINDS[kind])
    window.inspector._pin(PickedNode(1, 0))
    for epoch in (1, 4):
        for row in (0, 3):
            moment = Moment(epoch=epoch, phase=Phase.INPUT, layer=0, record=row)
            with qtbot.waitSignal(window.session.picture_shown):
                window.session.player.seek(
                    window.session.player.training_track.seconds_near(moment)
                )
            number, panel = told(window), window.inspector.panel
            place = ["1st", "2nd", "3rd", "4th", "5th"][row]
            there = f"{place} of {5 if kind == 'batches' else 4} recorded"
            places = window.bar.places
            assert places.record.value() == number
            assert places._records_label.text() == f"of 30 · {there}"
            assert places.record.toolTip().startswith(f"record {number} of 30 · {there}")
            assert f"record {number} of 30 · {there}" in panel.epoch_label.text()
            assert f"record {number}" in panel.curve_title.text()


def test_where_all_are_recorded_nothing_is_said_of_it(window):
    assert window.bar.places._records_label.text() == "of 4"


def type_record(window, qtbot, digits):
    box = window.bar.places.record
    qtbot.giveFocus(box)
    box.selectAll()
    qtbot.keyClicks(box, digits)
    return box


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        ("9", "Record 9 was not recorded; the nearest are 7, 20"),
        ("2", "Record 2 was not recorded; the nearest is 3"),
        ("31", "Records 1 to 30"),
        ("0", "Records 1 to 30"),
    ],
)
def test_a_record_that_was_not_recorded_is_refused_where_it_is_typed(some, qtbot, digits, why):
    box = type_record(some, qtbot, digits)
    assert box.refused
    qtbot.waitUntil(QToolTip.isVisible)
    assert QToolTip.text() == why
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.hasFocus()
    assert some.session.player.moment.record == 0
    qtbot.keyClicks(box, "20")  # what was refused is selected, and typed over
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (some.session.player.moment.record, box.hasFocus()) == (2, False)
    assert box.text() == "20"


def test_the_box_steps_through_those_that_are_recorded(some, qtbot):
    box, seen = some.bar.places.record, []
    qtbot.giveFocus(box)
    for key in [Qt.Key.Key_Down] + 4 * [Qt.Key.Key_Up] + [Qt.Key.Key_Down]:
        qtbot.keyClick(box, key)
        seen.append((round(box.value()), some.session.player.moment.record))
    assert seen == [(3, 0), (7, 1), (20, 2), (30, 3), (30, 3), (20, 2)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_gone_to_from_before_the_training(empty_window, qtbot, tmp_path, kind):
    window = opened(empty_window, tmp_path / "a.nntrace", **KINDS[kind])
    window.session.player.go_along(TrackKind.STORY)
    with qtbot.waitSignal(window.session.picture_shown):
        window.session.player.seek(0.5)
    assert window.session.player.moment.phase is Phase.INITIALISE
    number = window.session.shown.show.outline.numbers(1)[2]
    box = type_record(window, qtbot, str(number))
    with qtbot.waitSignal(window.session.picture_shown):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (told(window), box.value()) == (number, number)


def test_the_foot_names_one_record_as_the_controls_do(some, qtbot):
    some.bar.detail_box.setCurrentText("Epoch by epoch")
    some.session.player.to_record(1)
    line = some.findChild(StateLine)
    assert "record 7 of 30 · 2nd of 4 recorded" in line.text()


def test_english_ordinals():
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 1003)
    expected = "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th 1,003rd"
    assert " ".join(map(ordinal, numbers)) == expected


def test_the_nearest_are_one_below_and_one_above():
    assert nearest_to(9, (30, 7, 3, 20)) == [7, 20]
    assert nearest_to(1, (30, 7)) == [7]
    assert nearest_to(31, (30, 7)) == [30]
