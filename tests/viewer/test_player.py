"""The player: the clock runs while something plays, and only then."""

from nnviz.viewer.player import Player


def test_playing_reaches_the_end_and_stops_there(qtbot):
    player = Player()
    player.load(0.05)
    positions = []
    player.moved.connect(positions.append)
    with qtbot.waitSignal(player.changed, check_params_cb=lambda: not player.transport.playing):
        player.play()
    assert positions[0] < 0.05
    assert positions[-1] == 0.05
    assert positions == sorted(positions)


def test_a_loop_begins_again(qtbot):
    player = Player()
    player.load(0.05)
    player.set_looping(True)
    positions = []
    player.moved.connect(positions.append)
    player.play()
    qtbot.waitUntil(lambda: positions != sorted(positions))
    assert player.transport.playing
    player.pause()


def test_speed_is_seconds_of_the_story_in_a_second_of_the_clock(qtbot):
    player = Player()
    player.load(1000.0)
    player.set_speed(64)
    with qtbot.waitSignals([player.moved] * 5):
        player.play()
    player.pause()
    assert player.transport.playhead_seconds > 4 * 0.016 * 32


def test_while_nothing_plays_nothing_moves(qtbot):
    player = Player()
    player.load(10.0)
    player.play()
    player.pause()
    with qtbot.assertNotEmitted(player.moved, wait=100):
        pass


def test_seeking_tells_where_the_playhead_is_even_while_paused(qtbot):
    player = Player()
    player.load(10.0)
    with qtbot.waitSignal(player.moved) as moved:
        player.seek(3.0)
    assert moved.args == [3.0]
