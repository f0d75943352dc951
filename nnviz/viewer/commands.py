"""What a user can do, with the keys that do it. Menus and the list of keys are made of these."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PyQt6.QtGui import QKeySequence

from nnviz.story.storyboard import Preset
from nnviz.viewer.camera_controller import CameraController
from nnviz.viewer.player import Player, TrackKind

TURN_DEG, SHIFT = 10.0, 0.05  # at one press of a key; heights of the picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """An entry of a menu.

    Attributes:
        name: its identifier, by which keys, manual and tests know it.
        text: what the menu says, in English; & stands before the letter that chooses it.
        run: what it does; if `checkable`, it is told whether it is switched on.
        keys: what does it wherever the focus is, as Qt writes it, alternatives divided by blanks;
            empty: nothing.
        checkable: whether it is switched on and off.
        checked: whether it is on at first.

    """

    name: str
    text: str
    run: Callable[..., object]
    keys: str = ""
    checkable: bool = False
    checked: bool = False

    @property
    def sequences(self) -> list[QKeySequence]:
        """Its keys, one sequence for each alternative."""
        return [QKeySequence(keys) for keys in self.keys.split()]


class ViewpointSetter(Protocol):
    """What looks at the picture from somewhere."""

    def see_from(self, preset: Preset | None) -> None:
        """Look from a place of that name; None: from where the storyboard says."""


def playback(player: Player) -> list[Command]:
    """Return what can be done with a player, in the order of the menu."""
    back, on = partial(player.step, forwards=False), partial(player.step, forwards=True)
    shuttle, chapter = player.shuttle, player.step_chapter
    return [
        Command(name="play_or_pause", text="&Play or pause", keys="Space", run=player.toggle),
        Command(
            name="play_backwards",
            text="Play bac&kwards, faster",
            keys="J",
            run=partial(shuttle, forwards=False),
        ),
        Command(name="pause", text="Pa&use", keys="K", run=player.pause),
        Command(
            name="play_forwards",
            text="Play &forwards, faster",
            keys="L",
            run=partial(shuttle, forwards=True),
        ),
        Command(name="reverse", text="Play the other &way", keys="V", run=player.reverse),
        Command(
            name="step_back",
            text="Step &back",
            keys="Left",
            run=partial(back, "phase"),
        ),
        Command(
            name="step_forwards",
            text="&Step forwards",
            keys="Right",
            run=partial(on, "phase"),
        ),
        Command(
            name="record_back",
            text="Record back",
            keys="Shift+Left",
            run=partial(back, "record"),
        ),
        Command(
            name="record_forwards",
            text="&Record forwards",
            keys="Shift+Right",
            run=partial(on, "record"),
        ),
        Command(
            name="epoch_back",
            text="Epoch back",
            keys="Ctrl+Left",
            run=partial(back, "epoch"),
        ),
        Command(
            name="epoch_forwards",
            text="&Epoch forwards",
            keys="Ctrl+Right",
            run=partial(on, "epoch"),
        ),
        Command(
            name="chapter_back",
            text="&Chapter back",
            keys="PgUp",
            run=partial(chapter, forwards=False),
        ),
        Command(
            name="chapter_forwards",
            text="Chapter forwar&ds",
            keys="PgDown",
            run=partial(chapter, forwards=True),
        ),
        Command(name="first", text="F&irst", keys="Home", run=player.to_beginning),
        Command(name="last", text="Las&t", keys="End", run=player.to_end),
        Command(
            name="loop",
            text="&Loop or not",
            keys="Ctrl+L",
            run=lambda: player.set_looping(not player.transport.looping),
        ),
        Command(name="loop_from_here", text="Loop from here", keys="A", run=player.mark_start),
        Command(name="loop_up_to_here", text="Loop up to here", keys="B", run=player.mark_end),
        Command(name="loop_no_more", text="Loop no more", keys="Ctrl+Shift+L", run=player.unmark),
        Command(
            name="story_or_training",
            text="St&ory or training",
            keys="S",
            run=partial(_other_way, player),
        ),
    ]


def viewpoints(view_settings: ViewpointSetter) -> list[Command]:
    """Return the places to look from, in the order of the menu."""
    presets: list[tuple[str, Preset | None]] = [
        ("&As the story says", None),
        ("&Front", "front"),
        ("&Three-quarter", "three_quarter"),
        ("T&op", "top"),
        ("A&long the layers", "along"),
        ("&Close", "close"),
    ]
    return [
        Command(
            name=f"look_{preset or 'as_told'}",
            text=text,
            keys=str(number),
            run=partial(view_settings.see_from, preset),
        )
        for number, (text, preset) in enumerate(presets)
    ]


def camera_moves(controller: CameraController) -> list[Command]:
    """Return what moves the camera a little, in the order of the menu."""
    turn, shift, near = controller.turn, controller.shift, controller.approach
    return [
        Command(
            name="turn_left",
            text="Turn left",
            keys="Alt+Left",
            run=partial(turn, right_deg=TURN_DEG),
        ),
        Command(
            name="turn_right",
            text="Turn right",
            keys="Alt+Right",
            run=partial(turn, right_deg=-TURN_DEG),
        ),
        Command(name="turn_up", text="Turn up", keys="Alt+Up", run=partial(turn, up_deg=TURN_DEG)),
        Command(
            name="turn_down", text="Turn down", keys="Alt+Down", run=partial(turn, up_deg=-TURN_DEG)
        ),
        Command(
            name="move_left",
            text="Move left",
            keys="Alt+Shift+Left",
            run=partial(shift, right=-SHIFT),
        ),
        Command(
            name="move_right",
            text="Move right",
            keys="Alt+Shift+Right",
            run=partial(shift, right=SHIFT),
        ),
        Command(
            name="move_up", text="Move up", keys="Alt+Shift+Up", run=partial(shift, down=-SHIFT)
        ),
        Command(
            name="move_down",
            text="Move down",
            keys="Alt+Shift+Down",
            run=partial(shift, down=SHIFT),
        ),
        Command(name="nearer", text="&Nearer", keys="+ =", run=partial(near, 1)),
        Command(name="farther", text="Fa&rther", keys="-", run=partial(near, -1)),
    ]


def _other_way(player: Player) -> None:
    on_training = player.track_kind is TrackKind.TRAINING
    player.go_along(TrackKind.STORY if on_training else TrackKind.TRAINING)
