"""A window that plays round and round keeps its memory, and one that loses its graphics lives."""

import gc
import tracemalloc

import pytest

ROUNDS, SECONDS_A_TICK = 3, 0.4
MOST_GROWTH = 300_000  # bytes, of which a picture has some


class Clock:
    """A wall clock of which so much has gone by whenever it is asked."""

    def start(self):
        pass

    def restart(self):
        return round(1000 * SECONDS_A_TICK)


@pytest.fixture
def playing(window, qtbot, monkeypatch):
    """The window, playing its story round and round as fast as it can."""
    monkeypatch.setattr(window.session.player, "_clock", Clock())
    window.session.player.set_looping(True)
    window.session.player.set_speed(64.0)
    window.session.player.play()
    window.session.player._timer.stop()  # the test lets time go by
    yield window
    window.session.player.pause()


def go_round(window, qtbot):
    """Play the story once, from where it is; return how many pictures were drawn."""
    for count in range(10_000):
        before = window.session.player.transport.playhead_seconds
        window.session.player._tick()
        if window.session.player.transport.playhead_seconds < before:
            qtbot.wait(1)  # let Qt paint, and free what it may
            gc.collect()
            return count
    raise AssertionError("it never came round")


@pytest.mark.parametrize("hidden", [False, True])
def test_playing_round_and_round_keeps_memory_flat(playing, qtbot, hidden):
    playing.setVisible(not hidden)
    go_round(playing, qtbot)
    tracemalloc.start()
    try:
        assert go_round(playing, qtbot) > 10
        first, _ = tracemalloc.get_traced_memory()
        for _ in range(ROUNDS):
            go_round(playing, qtbot)
        last, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert last - first < MOST_GROWTH


def test_graphics_that_give_up_are_an_error_and_the_window_lives(
    window, qtbot, monkeypatch, dialogs
):
    def give_up(*_):
        raise RuntimeError("OpenGL got errors (paint): GL_CONTEXT_LOST")

    with monkeypatch.context() as broken:
        broken.setattr(window.view._picture, "paint", give_up)
        window.view.native.update()
        qtbot.waitUntil(lambda: len(dialogs) == 1)
        for _ in range(2):
            with qtbot.waitSignal(window.view.native.frameSwapped):
                window.session.player.step("phase", forwards=True)
    assert "GL_CONTEXT_LOST" in dialogs[0]
    assert window.isVisible()
    with (
        qtbot.waitSignal(window.session.picture_shown),
        qtbot.waitSignal(window.view.native.frameSwapped),
    ):
        window.session.player.step("phase", forwards=True)
    assert len(dialogs) == 1
