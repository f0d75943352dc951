"""The window as a person meets it: real keys, real clicks, a real screen."""

import gc

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtTest import QSignalSpy
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QTabBar,
    QWidget,
)

from nnviz.errors import TraceDamagedError
from nnviz.stage.show import Show
from nnviz.story.moment import Phase
from nnviz.viewer.export.film_dialog import FilmDialog
from nnviz.viewer.keys_dialog import KeysDialog
from nnviz.viewer.player import TrackKind
from nnviz.viewer.settings import settings
from nnviz.viewer.window import ViewerWindow
from tests.viewer.remains import is_running

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def screen_of(window):
    """Return (height, width) uint32 colours: what the screen shows where the picture is."""
    picture = window.view.native
    corner = picture.mapTo(window, QPoint(0, 0))
    shot = window.screen().grabWindow(
        int(window.winId()), corner.x(), corner.y(), picture.width(), picture.height()
    )
    image = shot.toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = image.constBits().asstring(image.sizeInBytes())
    return np.frombuffer(pixels, dtype=np.uint32).reshape(image.height(), image.width())


def colours_in(window):
    return len(np.unique(screen_of(window)))


def position(window):
    return window.session.player.transport.playhead_seconds


def test_what_is_opened_is_drawn_before_qt_paints_anything(empty_window, trace_path):
    empty_window.open(trace_path)
    assert empty_window.view.frame is not None


def test_the_first_picture_is_on_the_screen(window, qtbot):
    qtbot.waitUntil(lambda: colours_in(window) > 50)


def test_another_second_is_another_picture(window, qtbot):
    qtbot.waitUntil(lambda: colours_in(window) > 50)
    first = screen_of(window)
    qtbot.keyClick(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: not np.array_equal(screen_of(window), first))


def test_space_plays_and_pauses(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: position(window) > 0.1)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    stopped_at = position(window)
    with qtbot.assertNotEmitted(window.session.player.moved, wait=100):
        pass
    assert position(window) == stopped_at


def told(window):
    moment = window.session.player.moment
    return moment.epoch, moment.phase, moment.record


def test_arrows_step_by_phase_shift_by_record_and_control_by_epoch(window, qtbot):
    window.session.player.to_epoch(3)
    steps = [
        (Qt.Key.Key_Right, NONE, (3, Phase.INPUT, 0)),
        (Qt.Key.Key_Right, NONE, (3, Phase.FORWARD, 0)),
        (Qt.Key.Key_Right, SHIFT, (3, Phase.ERROR, 0)),
        (Qt.Key.Key_Right, SHIFT, (3, Phase.ERROR, 1)),
        (Qt.Key.Key_Right, CONTROL, (4, Phase.ERROR, 1)),
        (Qt.Key.Key_Left, CONTROL, (3, Phase.ERROR, 1)),
        (Qt.Key.Key_Left, SHIFT, (3, Phase.ERROR, 0)),
        (Qt.Key.Key_Left, NONE, (3, Phase.FORWARD, 0)),
    ]
    for key, modifier, wanted in steps:
        qtbot.keyClick(window, key, modifier)
        assert told(window) == wanted
        assert window.session.player.moment.progress == pytest.approx(1.0, abs=1e-4)


def test_in_the_story_arrows_step_by_what_it_tells(window, qtbot):
    stops = window.session.player.story
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert position(window) == pytest.approx(stops.step(0.0, "phase", forwards=True))
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert position(window) == 0


def test_page_keys_go_to_the_chapters_of_the_story(window, qtbot):
    starts = [chapter.start_seconds for chapter in window.session.show.chapters]
    for start in starts[1:]:
        qtbot.keyClick(window, Qt.Key.Key_PageDown)
        assert position(window) == start
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    assert position(window) == starts[-2]
    window.session.player.to_epoch(40)
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    assert window.session.player.track_kind is TrackKind.STORY


def test_j_k_and_l_shuttle(window, qtbot):
    transport = window.session.player.transport
    window.session.player.seek(10.0)
    for key, speed, playing in [
        (Qt.Key.Key_L, 1.0, True),
        (Qt.Key.Key_L, 2.0, True),
        (Qt.Key.Key_J, -1.0, True),
        (Qt.Key.Key_J, -2.0, True),
        (Qt.Key.Key_K, -2.0, False),
    ]:
        qtbot.keyClick(window, key)
        assert (transport.speed, transport.playing) == (speed, playing)


def test_v_plays_the_other_way(window, qtbot):
    window.session.player.seek(10.0)
    for speed in (-1.0, 1.0):
        qtbot.keyClick(window, Qt.Key.Key_V)
        transport = window.session.player.transport
        assert (transport.speed, transport.playing) == (speed, True)


def test_home_and_end_go_to_the_ends(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_End)
    assert position(window) == window.session.player.transport.duration_seconds
    assert window.bar.play_button.accessibleName() == "Replay"
    qtbot.keyClick(window, Qt.Key.Key_Home)
    assert position(window) == 0
    assert window.bar.play_button.accessibleName() == "Play"


def places_of_keys(window):
    """Return what may have the keyboard while something is pinned."""
    panel = window.inspector.panel
    return [
        window.bar.play_button,
        window.bar.speed_box,
        window.timelines.training,
        window.timelines.track_buttons[TrackKind.STORY],
        window.view.native,
        panel.facts,
        panel.tabs.tabBar(),
        panel.unpin_button,
    ]


def test_keys_work_wherever_the_focus_is(window, qtbot):
    inspect(window, qtbot)
    transport = window.session.player.transport
    for control in places_of_keys(window):
        qtbot.giveFocus(control)
        qtbot.keyClick(control, Qt.Key.Key_Right)
        assert position(window) > 0.5, control
        way = -1 if transport.speed > 0 else 1
        qtbot.keyClick(control, Qt.Key.Key_V)
        assert (transport.speed, transport.playing) == (way, True), control
        qtbot.keyClick(control, Qt.Key.Key_Space)
        assert not transport.playing, control
        qtbot.keyClick(control, Qt.Key.Key_Home)
        assert position(window) == 0, control


def test_keys_work_while_an_array_is_read(window, qtbot):
    arrays = inspect(window, qtbot).arrays
    window.inspector.panel.tabs.setCurrentWidget(arrays)
    for control in (arrays.text, arrays.choice, arrays.copy_button):
        qtbot.giveFocus(control)
        qtbot.keyClick(control, Qt.Key.Key_End)
        assert window.session.player.transport.at_end
        qtbot.keyClick(control, Qt.Key.Key_Home)
        assert position(window) == 0


def test_opening_another_story_keeps_the_speed(window, trace_path):
    window.bar.speed_box.setCurrentText("4×")
    window.session.player.to_end()
    window.open(trace_path)
    assert (window.session.player.transport.speed, position(window)) == (4, 0)


def test_f_fills_the_screen_and_gives_it_back(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(window.isFullScreen)
    assert not window.menuBar().isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.menuBar().isVisible()


def test_control_o_opens_the_chosen_file(empty_window, qtbot, trace_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(trace_path), ""))
    qtbot.keyClick(empty_window, Qt.Key.Key_O, CONTROL)
    assert "short" in empty_window.windowTitle()


def test_a_broken_file_is_explained_and_the_window_lives(window, qtbot, tmp_path, dialogs):
    broken = tmp_path / "broken.nntrace"
    broken.write_bytes(b"no trace at all")
    window.open(broken)
    assert len(dialogs) == 1
    assert "broken.nntrace" in dialogs[0]
    assert "short" in window.windowTitle()
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert position(window) > 0.5


def test_a_picture_that_cannot_be_made_is_explained_once(window, qtbot, dialogs, monkeypatch):
    def broken(show, seconds, look):
        raise TraceDamagedError("chunk 3 is damaged")

    qtbot.keyClick(window, Qt.Key.Key_Space)
    monkeypatch.setattr(Show, "frame_at", broken)
    qtbot.waitUntil(lambda: dialogs == ["chunk 3 is damaged"])
    assert not window.session.player.transport.playing
    monkeypatch.undo()
    qtbot.keyClick(window, Qt.Key.Key_Home)
    assert position(window) == 0.0
    assert dialogs == ["chunk 3 is damaged"]


def test_without_a_story_no_key_does_anything(empty_window, qtbot):
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(empty_window, key)
    assert not empty_window.session.player.transport.playing
    assert not empty_window.bar.isEnabled()


def test_closing_while_playing_stops_the_clock(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: position(window) > 0)
    qtbot.keyClick(window, Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()
    assert not window.session.player.transport.playing


def test_a_paused_window_draws_nothing(window, qtbot):
    qtbot.waitUntil(lambda: colours_in(window) > 50)
    qtbot.waitUntil(lambda: not QSignalSpy(window.view.native.frameSwapped).wait(200))


def test_a_paused_window_has_nothing_to_do(window, qtbot):
    inspect(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: position(window) > 0.1)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not any(map(is_running, gc.get_objects())))


def inspect(window, qtbot):
    """Pin the first thing there is, by its key, and return the panel that shows it."""
    qtbot.waitUntil(lambda: window.session.shown is not None)
    qtbot.keyClick(window, Qt.Key.Key_N)
    qtbot.waitUntil(window.inspector.panel.isVisible)
    return window.inspector.panel


def controls_in(window):
    """Return everything in a window that takes keys, and is no part of something that does."""
    return [
        control
        for control in window.findChildren(QWidget)
        if control.isVisible()
        and control.isEnabled()
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and control.focusProxy() is None
        and not isinstance(control.parentWidget(), QAbstractSpinBox | QComboBox)
    ]


def name_of(control):
    """Return what is said of a control to those who do not see it: its name, or what it reads."""
    if control.accessibleName() or not isinstance(control, QAbstractButton | QTabBar):
        return control.accessibleName()
    return control.tabText(0) if isinstance(control, QTabBar) else control.text()


def test_every_control_of_a_dialog_has_a_name_and_is_reached_by_tab(window, qtbot):
    qtbot.waitUntil(lambda: window.session.shown is not None)
    for dialog in (
        FilmDialog(window.session.shown.show, window.session.source.file, window),
        KeysDialog(window.port.menus.commands, window),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.giveKeyboard(dialog)
        assert [control for control in controls_in(dialog) if not name_of(control)] == []
        reached = reached_by_tab(dialog, qtbot, controls_in(dialog)[0])
        assert set(controls_in(dialog)) <= reached
        dialog.close()


def reached_by_tab(window, qtbot, first):
    qtbot.giveFocus(first)
    reached = []
    while window.focusWidget() not in reached:
        reached.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    return set(reached)


@pytest.mark.parametrize("page", [0, 1])
def test_every_control_is_reached_by_tab_and_has_a_name_for_those_who_do_not_see_it(
    window, qtbot, page
):
    inspect(window, qtbot).tabs.setCurrentIndex(page)
    assert len(controls_in(window)) > 14
    assert [control for control in controls_in(window) if not name_of(control)] == []
    assert window.view.native.accessibleName()
    reached = reached_by_tab(window, qtbot, window.timelines.training)
    assert set(controls_in(window)) <= reached


def test_number_keys_choose_the_viewpoint(window, qtbot):
    for key, preset in [
        (Qt.Key.Key_1, "front"),
        (Qt.Key.Key_2, "three_quarter"),
        (Qt.Key.Key_3, "top"),
        (Qt.Key.Key_4, "along"),
        (Qt.Key.Key_5, "close"),
        (Qt.Key.Key_0, None),
    ]:
        with qtbot.waitSignal(window.session.picture_shown):
            qtbot.keyClick(window, key)
        assert window.session.view_settings.look.preset == preset


def test_p_hides_the_panels_and_shows_them(window, qtbot):
    labels = []
    window.session.picture_shown.connect(lambda shown: labels.append(len(shown.frame.labels.text)))
    for _ in range(3):
        with qtbot.waitSignal(window.session.picture_shown):
            qtbot.keyClick(window, Qt.Key.Key_P)
    assert labels[0] < labels[1]
    assert labels[2] == labels[0]


def test_a_panel_is_switched_off_in_the_menu(window, qtbot):
    with qtbot.waitSignal(window.session.picture_shown) as picture_shown:
        window.menus._panels["headline"].trigger()
    assert window.session.view_settings.look.hidden == {"headline"}
    assert "Epoch 1" not in picture_shown.args[0].frame.labels.text


def test_t_changes_the_colours_and_the_next_window_remembers(window, qtbot, trace_path):
    with qtbot.waitSignal(window.session.picture_shown) as picture_shown:
        qtbot.keyClick(window, Qt.Key.Key_T)
    assert picture_shown.args[0].show.theme == "light"
    assert window.palette().window().color().lightness() > 128
    window.close()
    other = ViewerWindow()
    qtbot.addWidget(other)
    other.show()
    with qtbot.waitSignal(other.session.opened) as opened:
        other.open(trace_path)
    assert opened.args[0].theme == "light"
    other.appearance.set_theme("dark")
    qtbot.waitUntil(lambda: other.palette().window().color().lightness() < 128)
    other.close()


def test_the_language_is_chosen_in_the_menu_and_remembered(window, qtbot, trace_path):
    with qtbot.waitSignal(window.session.picture_shown) as picture_shown:
        window.menus._languages["ja"].trigger()
    assert picture_shown.args[0].show.language == "ja"
    window.open(trace_path)
    assert window.menus._languages["ja"].isChecked()


def test_the_lay_out_is_remembered(window, qtbot):
    window.resize(1150, 700)
    window.inspector.dock.show()
    qtbot.waitUntil(window.inspector.dock.isVisible)
    window.close()
    other = ViewerWindow()
    qtbot.addWidget(other)
    assert (other.width(), other.height()) == (1150, 700)
    assert not other.inspector.dock.isHidden()


def test_a_remembered_nonsense_is_forgotten(qtbot, trace_path):
    settings().setValue("theme", "plaid")
    settings().setValue("geometry", 7)
    window = ViewerWindow()
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.session.opened) as opened:
        window.open(trace_path)
    assert opened.args[0].theme == "dark"
    window.close()


def test_the_question_mark_lists_every_key(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Question)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), KeysDialog))
    dialog = QApplication.activeModalWidget()
    listed = " ".join(label.text() for label in dialog.findChildren(QLabel))
    actions = [action for action in window.actions() if not action.shortcut().isEmpty()]
    assert len(actions) > 35
    for action in actions:
        assert action.text().replace("&", "") in listed
        for keys in action.shortcuts():
            assert keys.toString(keys.SequenceFormat.NativeText) in listed
    assert dialog.sizeHint().width() <= 1366
    assert dialog.sizeHint().height() <= 768 - 40
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_no_two_commands_have_the_same_key(window):
    keys = [
        sequence.toString()
        for commands in window.port.menus.commands.values()
        for command in commands
        for sequence in command.sequences
    ]
    assert len(keys) == len(set(keys))


def test_the_window_fits_a_small_screen(window):
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 768 - 40


def test_a_window_that_never_opened_a_story_closes(qtbot):
    window = ViewerWindow()
    qtbot.addWidget(window)
    window.close()
