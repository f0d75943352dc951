"""The table of what the transport does is read from the manual, and each of its cells is tried.

A row's words say what is done, a cell's words what comes of it: words that nothing here knows, and
a check that no cell asks for, are both an error.
"""

import re
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

import numpy as np
import pytest

from nnviz.story.moment import Moment, Phase
from nnviz.story.story_track import StoryTrack
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.story.timeline import Timeline
from nnviz.story.training_outline import TrainingOutline
from nnviz.story.training_track import TrainingTrack
from nnviz.viewer.commands import playback
from nnviz.viewer.player import Player, TrackKind
from tests.repository import DOCS

MANUAL = DOCS / "window.md"
TABLE = MANUAL.read_text(encoding="utf-8").split("### What the transport does\n")[1]
CELLS = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", TABLE.split("\n#")[0], re.MULTILINE)
HEADINGS, ROWS = CELLS[0][1:], {row: cells for row, *cells in CELLS[1:]}

EPOCHS = np.arange(1, 101)
OUTLINE = TrainingOutline(widths=(3, 4, 1), n_records=4, epochs=EPOCHS, error=1.0 / EPOCHS)
SHOTS = (
    Shot(tell="initialise", title="Start", caption="chosen"),
    Shot(epochs=(1, 3), title="By hand", caption="computed"),
    Shot(tell="lapse", title="On and on", caption="passing"),
)
TRACK = TrainingTrack(OUTLINE, "layers")
TIMELINE = Timeline(Storyboard(shots=SHOTS), OUTLINE)
HERE = Moment(epoch=2, phase=Phase.FORWARD, layer=1, record=1, progress=0.5)
STARTS = TIMELINE.shot_starts
SLOW = 1 / 50  # of what is played at a time: so little that a loop is seen to end


@dataclass(frozen=True)
class State:
    """How a player is before something is done."""

    track_kind: TrackKind
    speed: float
    playing: bool

    def player(self):
        player = Player()
        player.load(StoryTrack(TIMELINE), TRACK)
        player.go_along(self.track_kind)
        player.seek(player.transport.track.seconds_near(HERE))
        player.set_speed(self.speed)
        player.transport.playing = self.playing
        return player


STATES = [State(*each) for each in product(TrackKind, (2.0, -4.0), (False, True))]


def press(player, keys):
    """Do what the window does at these keys."""
    (command,) = [each for each in playback(player) if keys in each.keys.split()]
    command.run()


def done_by(*keys):
    return {each: partial(press, keys=each) for each in keys}


DONE = {
    "Space, the play button": done_by("Space"),
    "K": done_by("K"),
    "L, J": done_by("L", "J"),
    "V": done_by("V"),
    "arrows, alone, with Shift or Ctrl": done_by(
        *(f"{held}{arrow}" for held in ("", "Shift+", "Ctrl+") for arrow in ("Left", "Right"))
    ),
    "Page keys, Home, End, G, a click on a scrubber": {
        **done_by("PgUp", "PgDown", "Home", "End"),
        "G": lambda player: player.to_epoch(42),
        "scrubber of the story": lambda player: player.seek_in(TrackKind.STORY, 1.0),
        "scrubber of the epoch": lambda player: player.seek_in(TrackKind.TRAINING, 1.0),
    },
    "A, B": done_by("A", "B"),
    "S, another detail": {
        **done_by("S"),
        "another detail": lambda player: player.change_training_track(
            TrainingTrack(OUTLINE, "nodes")
        ),
    },
}


def each_done(row):
    """Yield what can be done in a row, the state before, and the player after it was done."""
    for (name, do), state in product(DONE[row].items(), STATES):
        player = state.player()
        do(player)
        yield name, state, player


def the_speed_stays(row):
    for name, state, player in each_done(row):
        assert player.transport.speed == state.speed, (name, state)


def the_speed_is_chosen(row):
    for keys, sign in {"L": 1, "J": -1}.items():
        for state in STATES:
            player, speeds = state.player(), []
            already = state.playing and state.speed * sign > 0
            first = 2 * abs(state.speed) if already else 1.0
            for _ in range(8):
                press(player, keys)
                speeds.append(player.transport.speed)
            assert speeds == [sign * min(first * 2**n, 64.0) for n in range(8)], state


def the_speed_is_turned_round(row):
    for name, state, player in each_done(row):
        assert player.transport.speed == -state.speed, (name, state)


def playing_stays(row):
    for name, state, player in each_done(row):
        assert player.transport.playing == state.playing, (name, state)


def it_stops(row):
    for name, state, player in each_done(row):
        assert not player.transport.playing, (name, state)


def it_plays(row):
    for name, state, player in each_done(row):
        assert player.transport.playing, (name, state)


def it_changes_and_begins_again(row):
    for name, state, player in each_done(row):
        assert player.transport.playing != state.playing, (name, state)
    for state in STATES:
        if not state.playing:
            player = state.player()
            end = player.transport.duration_seconds
            player.seek(end if state.speed > 0 else 0.0)
            press(player, "Space")
            assert player.transport.playing
            assert player.transport.playhead_seconds == (0.0 if state.speed > 0 else end), state


def it_stays_there(row):
    for name, state, player in each_done(row):
        before = state.player()
        assert player.track_kind is state.track_kind
        assert player.transport.playhead_seconds == before.transport.playhead_seconds, (name, state)


def it_steps(row):
    end = pytest.approx(1.0, abs=1e-3)
    there = {
        "Right": replace(HERE, progress=end),
        "Left": replace(HERE, phase=Phase.INPUT, layer=0, progress=end),
        "Shift+Right": replace(HERE, phase=Phase.ERROR, layer=2, progress=end),
        "Shift+Left": replace(HERE, phase=Phase.ERROR, layer=2, record=0, progress=end),
        "Ctrl+Right": replace(HERE, epoch=3, progress=pytest.approx(0.5, abs=1e-3)),
        "Ctrl+Left": replace(HERE, epoch=1, progress=pytest.approx(0.5, abs=1e-3)),
    }
    assert there.keys() == DONE[row].keys()
    for keys, state, player in each_done(row):
        assert player.track_kind is state.track_kind
        assert player.moment == there[keys], state


def it_is_there(row):
    for name, state, player in each_done(row):
        where = {
            "PgUp": (TrackKind.STORY, STARTS[1]),
            "PgDown": (TrackKind.STORY, STARTS[2]),
            "Home": (state.track_kind, 0.0),
            "End": (state.track_kind, state.player().transport.duration_seconds),
            "G": (TrackKind.TRAINING, TRACK.seconds_near(replace(HERE, epoch=42))),
            "scrubber of the story": (TrackKind.STORY, 1.0),
            "scrubber of the epoch": (TrackKind.TRAINING, 1.0),
        }
        assert where.keys() == DONE[row].keys()
        track_kind, seconds = where[name]
        assert (player.track_kind, player.transport.playhead_seconds) == (
            track_kind,
            pytest.approx(seconds, abs=1e-3),
        ), (name, state)


def shots_played(player, seconds):
    """Return the shots that are seen while a player plays for so long, in order."""
    transport, seen = player.transport, []
    transport.playing = True
    for _ in range(round(seconds / SLOW / abs(transport.speed))):
        transport.advance(SLOW)
        shot = TIMELINE.beat_at(transport.playhead_seconds).shot
        seen += [shot] if seen[-1:] != [shot] else []
    return seen


def a_part_is_looped(row):
    for name, state, player in each_done(row):
        track, marked = player.transport.track, player.transport.marked
        here = track.seconds_near(HERE)
        ends = (here, track.duration_seconds) if name == "A" else (0.0, here)
        assert (marked.start_seconds, marked.end_seconds) == pytest.approx(ends), (name, state)
        assert player.transport.looping
    for speed, chapter in product((64.0, -64.0, 1.0, -1.0), range(len(SHOTS))):
        player = State(TrackKind.STORY, speed, False).player()
        start, end = TIMELINE.shot_spans[chapter]
        player.seek(start)
        press(player, "A")
        player.seek(end)
        press(player, "B")
        player.seek((start + end) / 2)
        assert shots_played(player, 3 * (end - start)) == [chapter], (speed, chapter)
        assert player.transport.playing


def a_loop_is_left(row):
    for (name, do), state in product(DONE[row].items(), STATES):
        player = state.player()
        press(player, "B")
        do(player)
        assert replace(player.moment, node=None) == replace(
            HERE, progress=player.moment.progress
        ), (name, state)
        stays = (
            name == "another detail" and state.track_kind is TrackKind.STORY
        )  # which has a detail of its own
        assert (player.transport.marked is not None) == stays, (name, state)
        assert player.transport.looping == stays, (name, state)


SPEED, PLAYING, WHERE = "direction and speed", "playing", "where"
AT_ONE = "forwards or backwards at 1×; in that direction already: twice as fast, up to 64×"
AGAIN = "changes; at the end in its direction it begins again at the other"
STEPS = "to the end of a phase, the end of a record, the same place of another epoch"
LOOPED = "the part is looped without what begins at its end, in both directions"
CHECKS = {
    (SPEED, "stay"): the_speed_stays,
    (SPEED, AT_ONE): the_speed_is_chosen,
    (SPEED, "turned round, as fast as it was"): the_speed_is_turned_round,
    (PLAYING, "stay"): playing_stays,
    (PLAYING, "goes on as it was"): playing_stays,
    (PLAYING, "stops"): it_stops,
    (PLAYING, "plays"): it_plays,
    (PLAYING, AGAIN): it_changes_and_begins_again,
    (WHERE, "stays"): it_stays_there,
    (WHERE, STEPS): it_steps,
    (WHERE, "there"): it_is_there,
    (WHERE, LOOPED): a_part_is_looped,
    (WHERE, "the same moment; a part is looped no more"): a_loop_is_left,
}
EVERY_CELL = [(row, *cell) for row in ROWS for cell in zip(HEADINGS, ROWS[row], strict=True)]


@pytest.mark.parametrize(("row", "heading", "cell"), EVERY_CELL)
def test_what_a_cell_says_is_what_happens(qapp, row, heading, cell):
    CHECKS[heading, cell](row)


def test_no_row_and_no_check_is_without_its_cell_in_the_manual():
    assert ROWS.keys() == DONE.keys()
    assert {(heading, cell) for _, heading, cell in EVERY_CELL} == CHECKS.keys()


@pytest.mark.parametrize(("speed", "shots"), [(64.0, [0, 1, 2]), (-64.0, [2, 1, 0])])
def test_what_is_told_belongs_to_the_place_whichever_way_it_is_played(qapp, speed, shots):
    player = State(TrackKind.STORY, speed, False).player()
    player.seek(0.0 if speed > 0 else TIMELINE.duration_seconds)
    assert shots_played(player, TIMELINE.duration_seconds * 2) == shots
    assert not player.transport.playing
