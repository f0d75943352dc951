"""The scrubbers: real drags, and what they show of a training."""

import numpy as np
import pytest
from PyQt6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QFontMetricsF, QHelpEvent, QImage, QMouseEvent
from PyQt6.QtWidgets import QApplication, QToolTip

from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.palette import DARK
from nnviz.story.moment import Phase
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from nnviz.viewer.player import TrackKind
from nnviz.viewer.qt_theme import qt_colour
from nnviz.viewer.timeline.curve_scrubber import CurveScrubber, TrainingCurve, shares
from nnviz.viewer.timeline.section_scrubber import NamedSection

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def spot(scrubber, share):
    return QPoint(round(scrubber.x_of(share)), scrubber.height() // 2)


def drag(qtbot, scrubber, *places):
    qtbot.mousePress(scrubber, LEFT, pos=spot(scrubber, places[0]))
    for place in places[1:]:
        qtbot.mouseMove(scrubber, spot(scrubber, place))
    qtbot.mouseRelease(scrubber, LEFT, pos=spot(scrubber, places[-1]))


def scrubber_of(qtbot, error, **training):
    """Return a scrubber of 600 pixels, and the heights at which its curve is seen in each."""
    scrubber = CurveScrubber()
    qtbot.addWidget(scrubber)
    scrubber.resize(600, 58)
    scrubber.load(TrainingCurve(epochs=np.arange(1, len(error) + 1), error=error, **training))
    scrubber.show_curve()
    return scrubber


def heights_in(scrubber):
    """Return for each column of pixels how high the curve stands in it; 0: it is not there."""
    image = scrubber.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), np.uint8)
    rows = pixels.reshape(image.height(), image.bytesPerLine())[:, : image.width()].astype(int)
    ground = rows[3, 300]  # no curve comes so near to the edge
    differs = np.abs(rows[3:-3] - ground) > 8
    return np.where(differs.any(axis=0), len(differs) - differs.argmax(axis=0), 0)


def test_dragging_over_the_training_goes_to_its_epochs(window, qtbot):
    drag(qtbot, window.timelines.training, 0.1, 0.9, 0.5)
    assert window.session.player.track_kind is TrackKind.TRAINING
    assert window.session.player.moment.epoch == pytest.approx(20.5, abs=1)


def test_dragging_inside_the_epoch_goes_through_its_phases(window, qtbot):
    window.session.player.to_epoch(7)
    inside = window.timelines.inside
    qtbot.mouseClick(inside, LEFT, pos=spot(inside, 0.0))
    assert window.session.player.moment.phase is Phase.INPUT
    drag(qtbot, inside, 0.0, 0.5, 0.99)
    assert (window.session.player.moment.phase, window.session.player.moment.epoch) == (
        Phase.UPDATE,
        7,
    )


def test_dragging_the_story_returns_to_it(window, qtbot):
    window.session.player.to_epoch(7)
    drag(qtbot, window.timelines.story, 0.2, 0.75)
    transport = window.session.player.transport
    assert window.session.player.track_kind is TrackKind.STORY
    assert transport.playhead_seconds == pytest.approx(transport.duration_seconds * 0.75, rel=0.01)


def test_a_click_where_the_playhead_stands_changes_the_way(window, qtbot):
    window.session.player.to_epoch(1)
    qtbot.mouseClick(window.timelines.story, LEFT, pos=spot(window.timelines.story, 0.0))
    assert window.session.player.track_kind is TrackKind.STORY


def drag_at_once(scrubber, *places):
    """Drag as it comes in while a picture is drawn: every move before anything is drawn again."""
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(places) - 1)]
    for kind, place in zip(kinds, places, strict=True):
        where = QPointF(spot(scrubber, place))
        event = QMouseEvent(kind, where, scrubber.mapToGlobal(where), LEFT, LEFT, NONE)
        QApplication.sendEvent(scrubber, event)


def test_of_a_fast_drag_only_the_newest_position_is_drawn(window, qtbot):
    qtbot.waitUntil(lambda: window.view.frame is not None and not window.drawing.redraw.awaited)
    told, drawn = [], []
    window.session.player.moved.connect(lambda: told.append(window.session.player.moment.epoch))
    window.session.picture_shown.connect(lambda shown: drawn.append(shown.moment.epoch))
    drag_at_once(window.timelines.training, *np.linspace(0.0, 1.0, 50))
    assert set(told) == set(range(1, 41))
    assert drawn == []
    QCoreApplication.sendPostedEvents()
    assert drawn == [40]


def test_a_drag_shows_every_epoch_that_it_stops_at(window, qtbot):
    training, drawn = window.timelines.training, []
    window.session.picture_shown.connect(lambda shown: drawn.append(shown.moment.epoch))
    qtbot.mousePress(training, LEFT, pos=spot(training, 0.0))
    for index in (10, 39, 5, 6):
        qtbot.mouseMove(training, spot(training, training.share_of(index)))
        qtbot.waitUntil(lambda index=index: drawn[-1:] == [index + 1])
    qtbot.mouseRelease(training, LEFT, pos=spot(training, training.share_of(6)))
    assert window.session.player.moment.epoch == 7


def test_switching_a_display_adds_nothing_to_the_curve(window, qtbot):
    training = window.timelines.training
    before = training._training.error.copy()
    for key in (Qt.Key.Key_E, Qt.Key.Key_T, Qt.Key.Key_P, Qt.Key.Key_S, Qt.Key.Key_1):
        for _ in range(2):
            qtbot.keyClick(window, key)
    assert np.array_equal(training._training.error, before)


def test_the_scrubbers_follow_the_playhead(window, qtbot):
    window.session.player.to_epoch(30)
    assert window.timelines.training.value() == 29
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert window.timelines.inside.value() > 0


def test_the_way_is_chosen_by_button_and_key(window, qtbot):
    training, story = (
        window.timelines.track_buttons[TrackKind.TRAINING],
        window.timelines.track_buttons[TrackKind.STORY],
    )
    assert story.isChecked()
    qtbot.mouseClick(training, LEFT)
    assert window.session.player.track_kind is TrackKind.TRAINING
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert window.session.player.track_kind is TrackKind.STORY
    assert story.isChecked()


def test_a_marked_part_is_shown_and_looped(window, qtbot):
    window.session.player.to_epoch(10)
    qtbot.keyClick(window, Qt.Key.Key_A)
    window.session.player.to_epoch(20)
    qtbot.keyClick(window, Qt.Key.Key_B)
    assert window.timelines.training._marked == pytest.approx((9.0, 19.0), abs=1e-3)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.session.player.moment.epoch in {10, 20}
    qtbot.keyClick(
        window,
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert window.timelines.training._marked is None


def test_the_logarithm_gives_room_to_the_first_epochs(window, qtbot):
    training = window.timelines.training
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert training.logarithmic
    assert training.share_of(9) == pytest.approx(np.log(10) / np.log(40))
    qtbot.mouseClick(training, LEFT, pos=spot(training, np.log(10) / np.log(40)))
    assert window.session.player.moment.epoch == 10


def test_the_error_of_an_epoch_is_said_where_the_pointer_rests(window, qtbot):
    training = window.timelines.training
    where = spot(training, 1.0)
    QApplication.sendEvent(
        training, QHelpEvent(QEvent.Type.ToolTip, where, training.mapToGlobal(where))
    )
    assert QToolTip.text().startswith("Epoch 40 · mean error 0.")
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_training_that_diverged_is_marked(empty_window, qtbot, tmp_path):
    path = tmp_path / "wild.nntrace"
    linear = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))
    record(Experiment(epochs=30, learning_rate=10.0, layers=linear), path)
    empty_window.open(path)
    training = empty_window.timelines.training
    with open_trace(path) as trace:
        assert f"diverged at epoch {trace.divergence.epoch}" in training.tip_at(training.x_of(1.0))


def test_the_mark_stands_at_the_epoch_where_it_happened(qtbot):
    error = np.where(np.arange(1, 101) < 50, 1.0, np.nan)
    scrubber = scrubber_of(qtbot, error, diverged_epoch=50)
    scrubber.resize(400, 58)
    image, mark = scrubber.grab().toImage(), qt_colour(DARK.strange)
    assert image.pixelColor(round(scrubber.x_of(scrubber.share_of(49))), 20).rgb() == mark.rgb()
    assert image.pixelColor(round(scrubber.x_of(scrubber.share_of(45))), 20).rgb() != mark.rgb()


@pytest.mark.parametrize("text", ["Backward 3", "←3", "3", ""])
def test_a_phase_is_named_or_marked_as_far_as_there_is_room(qapp, text):
    metrics = QFontMetricsF(qapp.font())
    named = NamedSection("Backward 3", 0.0, 1.0, mark="←3")
    assert named.text_within(metrics.horizontalAdvance(text) + 1, metrics) == text


def test_most_of_a_long_title_says_more_than_its_number(qapp):
    metrics = QFontMetricsF(qapp.font())
    named = NamedSection("Time-lapse to epoch 2,000", 0.0, 1.0, mark="7")
    most = named.text_within(metrics.horizontalAdvance("Time-lapse to"), metrics)
    assert named.name.startswith(most.removesuffix("…"))
    assert len(most) > 9
    assert named.text_within(metrics.horizontalAdvance("Time-l"), metrics) == "7"


def test_every_phase_can_be_read_on_a_small_screen_beside_the_inspector(window, qtbot):
    window.resize(1366, 768)
    window.inspector.dock.show()
    inside, metrics = window.timelines.inside, QFontMetricsF(window.font())
    qtbot.waitUntil(lambda: inside.width() < 950)
    pixels = (inside.width() - 12) / inside.maximum() * 1000
    for stretch in inside._sections:
        room = (stretch.end_seconds - stretch.start_seconds) * pixels - 10
        assert stretch.text_within(room, metrics) in {stretch.name, stretch.mark}


def test_the_chapters_of_a_story_have_their_places(window):
    story = window.timelines.story
    assert story.tip_at(story.x_of(0.01)) == "Initial weights"
    assert story.tip_at(story.x_of(0.999)) == "Before and after"


def test_of_sixty_thousand_epochs_a_single_peak_is_seen(qtbot):
    error = np.full(60_000, 0.1)
    error[31_234] = 1.0
    scrubber = scrubber_of(qtbot, error)
    heights = heights_in(scrubber)[20:-20]
    peak = round(scrubber.x_of(31_234 / 60_000)) - 20
    assert abs(int(heights.argmax()) - peak) <= 1
    assert np.median(heights) < 0.25 * heights.max()


def test_the_area_below_the_curve_is_filled_up_to_it(qtbot):
    scrubber = scrubber_of(qtbot, np.where(np.arange(1000) < 500, 1.0, 0.1))
    image = scrubber.grab().toImage()
    above, below = (
        image.pixelColor(round(scrubber.x_of(0.45)), y) for y in (3, image.height() // 2)
    )
    assert above != below


def test_where_the_error_is_not_finite_there_is_no_curve(qtbot):
    error = np.where(np.arange(100) < 50, 1.0, np.nan)
    scrubber = scrubber_of(qtbot, error)
    heights = heights_in(scrubber)
    assert heights[round(scrubber.x_of(0.25))] > 0
    assert heights[round(scrubber.x_of(0.75))] == 0


def test_a_curve_without_a_finite_value_is_empty(qtbot):
    scrubber = scrubber_of(qtbot, np.full(100, np.inf))
    assert not heights_in(scrubber)[20:-20].any()


def test_equal_factors_of_the_error_can_have_equal_heights(qtbot):
    scrubber = scrubber_of(qtbot, np.logspace(0.0, -6.0, 1000))
    places = [round(scrubber.x_of(share)) for share in (0.1, 0.5, 0.9)]
    linear = heights_in(scrubber)[places]
    scrubber.set_logarithmic_error(True)
    logarithmic = heights_in(scrubber)[places]
    assert linear[1] - linear[2] <= 1
    np.testing.assert_allclose(*np.abs(np.diff(logarithmic)), atol=2)


def test_the_curve_waits_for_the_first_picture(empty_window, trace_path, qtbot):
    window, training = empty_window, empty_window.timelines.training
    window.open(trace_path)
    assert training._paint_curve is None
    qtbot.waitUntil(lambda: training._paint_curve is not None)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert training.logarithmic_error


@pytest.mark.parametrize("logarithmic", [False, True])
def test_epochs_are_spread_over_the_whole_length(logarithmic):
    places = shares(np.array([1, 2, 5, 100]), logarithmic=logarithmic)
    assert (places[0], places[-1]) == (0.0, 1.0)
    assert (np.diff(places) > 0).all()
    assert shares(np.array([5]), logarithmic=logarithmic).tolist() == [0.0]


def test_at_the_end_of_a_record_the_scrubber_has_not_come_to_the_next_one(window, qtbot):
    window.session.player.to_epoch(5)
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    inside = window.timelines.inside
    end_ms = window.session.player.training_track.sections[0].end_seconds * 1000
    assert end_ms - 1 <= inside.value() < end_ms


def test_what_a_training_that_runs_away_was_before_can_be_seen(qtbot):
    error = np.append(np.linspace(0.2, 1.0, 100), np.full(100, 1e200))
    flat = heights_in(scrubber_of(qtbot, error))
    seen = heights_in(scrubber_of(qtbot, error, highest=1.0))
    assert flat[280] < 10
    assert seen[280] > 30
