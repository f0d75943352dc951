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
    return _commands(
        ("play_or_pause", "&Play or pause", "Space", player.toggle),
        ("play_backwards", "Play bac&kwards, faster", "J", partial(shuttle, forwards=False)),
        ("pause", "Pa&use", "K", player.pause),
        ("play_forwards", "Play &forwards, faster", "L", partial(shuttle, forwards=True)),
        ("reverse", "Play the other &way", "V", player.reverse),
        ("step_back", "Step &back", "Left", partial(back, "phase")),
        ("step_forwards", "&Step forwards", "Right", partial(on, "phase")),
        ("record_back", "Record back", "Shift+Left", partial(back, "record")),
        ("record_forwards", "&Record forwards", "Shift+Right", partial(on, "record")),
        ("epoch_back", "Epoch back", "Ctrl+Left", partial(back, "epoch")),
        ("epoch_forwards", "&Epoch forwards", "Ctrl+Right", partial(on, "epoch")),
        ("chapter_back", "&Chapter back", "PgUp", partial(chapter, forwards=False)),
        ("chapter_forwards", "Chapter forwar&ds", "PgDown", partial(chapter, forwards=True)),
        ("first", "F&irst", "Home", player.to_beginning),
        ("last", "Las&t", "End", player.to_end),
        ("loop", "&Loop or not", "Ctrl+L", partial(_toggle_looping, player)),
        ("loop_from_here", "Loop from here", "A", player.mark_start),
        ("loop_up_to_here", "Loop up to here", "B", player.mark_end),
        ("loop_no_more", "Loop no more", "Ctrl+Shift+L", player.unmark),
        ("story_or_training", "St&ory or training", "S", partial(_other_way, player)),
    )


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
    return _commands(
        ("turn_left", "Turn left", "Alt+Left", partial(turn, right_deg=TURN_DEG)),
        ("turn_right", "Turn right", "Alt+Right", partial(turn, right_deg=-TURN_DEG)),
        ("turn_up", "Turn up", "Alt+Up", partial(turn, up_deg=TURN_DEG)),
        ("turn_down", "Turn down", "Alt+Down", partial(turn, up_deg=-TURN_DEG)),
        ("move_left", "Move left", "Alt+Shift+Left", partial(shift, right=-SHIFT)),
        ("move_right", "Move right", "Alt+Shift+Right", partial(shift, right=SHIFT)),
        ("move_up", "Move up", "Alt+Shift+Up", partial(shift, down=-SHIFT)),
        ("move_down", "Move down", "Alt+Shift+Down", partial(shift, down=SHIFT)),
        ("nearer", "&Nearer", "+ =", partial(near, 1)),
        ("farther", "Fa&rther", "-", partial(near, -1)),
    )


def _commands(*rows: tuple[str, str, str, Callable[[], object]]) -> list[Command]:
    """Return commands of rows of name, text, keys and what they do."""
    return [Command(name=name, text=text, keys=keys, run=run) for name, text, keys, run in rows]


def _toggle_looping(player: Player) -> None:
    player.set_looping(not player.transport.looping)


def _other_way(player: Player) -> None:
    on_training = player.track_kind is TrackKind.TRAINING
    player.go_along(TrackKind.STORY if on_training else TrackKind.TRAINING)
