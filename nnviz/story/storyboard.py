"""A storyboard: the shots that a lecturer writes, in the order in which they are told."""

from dataclasses import dataclass
from typing import Literal

from nnviz.errors import SceneError
from nnviz.learning.checks import accepting_former
from nnviz.story.text import Localised, Text, require_text

Telling = Literal["introduce", "initialise", "steps", "lapse", "race", "surface", "compare"]
Detail = Literal["nodes", "layers"]
PhaseName = Literal["input", "forward", "error", "mean", "backward", "update"]
Preset = Literal["front", "three_quarter", "top", "along", "close"]

BEFORE_TRAINING = ("introduce", "initialise")
LONGEST_SHOT_SECONDS = 3600.0


@accepting_former(samples="records")
@dataclass(frozen=True, kw_only=True, slots=True)
class Shot:
    """An entry of a storyboard: these epochs, told this way, for so many seconds.

    Attributes:
        tell: how the epochs are told. `introduce`: the network and its data, before training.
            `initialise`: the weights appear, layer by layer. `steps`: phase by phase.
            `lapse`: a time-lapse in which equal time goes to equal progress of the error.
            `race`: the same for all variants of the scene, side by side on one clock.
            `surface`: the same on the loss surface of a network with two parameters.
            `compare`: the last of the epochs beside the first.
        epochs: first and last epoch of the shot, both told.
        detail: how finely `steps` are told: node by node (and edge by edge), or layer by layer.
        phases: the phases of a step to tell; empty: all of them.
        records: numbers of the training records to tell, from 1, in the order in which training
            has them, as in `Recording`; empty: all that are recorded. Where only one record is
            shown, it is the first of these.
        layers: numbers of the layers to tell in `forward`, `backward` (from 1) and `update`
            (from 0: the weights from that layer to the next); empty: all of them.
        seconds: how long the shot takes; None: at its natural pace.
        pace: how many times faster than its natural pace the shot is told.
        title: makes the shot a chapter of the film; empty: it belongs to the chapter before.
        caption: below the picture; it may have line breaks.
        camera: where the picture is taken from.
        panels: what stands around the stage; None: what suits `tell`.

    Raises:
        SceneError: a field is out of range, or two contradict each other.

    """

    tell: Telling = "steps"
    epochs: tuple[int, int] = (1, 1)
    detail: Detail = "layers"
    phases: tuple[PhaseName, ...] = ()
    records: tuple[int, ...] = ()
    layers: tuple[int, ...] = ()
    seconds: float | None = None
    pace: float = 1.0
    title: Text = ""
    caption: Text = ""
    camera: Preset = "three_quarter"
    panels: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        first, last = self.epochs
        if not 1 <= first <= last:
            raise SceneError(
                f"epochs = [{first}, {last}]: a shot tells from its first epoch to its last, "
                "counted from 1; write the smaller number first."
            )
        if self.seconds is not None and not 0 < self.seconds <= LONGEST_SHOT_SECONDS:
            raise SceneError(
                f"seconds = {self.seconds}: a shot lasts more than 0 and at most "
                f"{LONGEST_SHOT_SECONDS:.0f} seconds; leave it out for the natural pace."
            )
        if not 0.01 <= self.pace <= 100:
            raise SceneError(f"pace = {self.pace}: give a number from 0.01 to 100; 1 is natural.")
        if self.seconds is not None and self.pace != 1.0:
            raise SceneError(
                f"seconds = {self.seconds} and pace = {self.pace} both say how long the shot "
                "takes; keep one of them."
            )
        if min(self.records, default=1) < 1:
            raise SceneError(
                f"records = {list(self.records)}: training records are counted from 1."
            )
        if self.tell in BEFORE_TRAINING and self.epochs != (1, 1):
            raise SceneError(
                f'epochs = [{first}, {last}]: tell = "{self.tell}" shows the network before '
                'training; remove epochs, or set tell = "steps" or "lapse" to show them.'
            )
        if self.tell != "steps" and (self.phases or self.layers or self.detail != "layers"):
            raise SceneError(
                f'tell = "{self.tell}" has no phases, layers or detail; remove them, or set '
                'tell = "steps".'
            )
        require_text(self.title, "title")
        require_text(self.caption, "caption", breaks=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Storyboard:
    """The shots of a story, in order.

    Attributes:
        shots: the shots.
        by_default: whether nobody wrote them, so that they are fitted to the training.

    Raises:
        SceneError: there is no shot.

    """

    shots: tuple[Shot, ...]
    by_default: bool = False

    def __post_init__(self) -> None:
        if not self.shots:
            raise SceneError("shots: a storyboard needs at least one; add a [[shots]] table.")


def default_storyboard(epochs: int) -> Storyboard:
    """Return a story for a training that nobody wrote one for; a show fits it to the training.

    Args:
        epochs: number of the last recorded epoch, at least 1.

    """
    shots = [
        Shot(tell="initialise", title=Localised(en="Initial weights", ja="重みの初期値")),
        Shot(title=Localised(en="Epoch 1", ja="エポック 1")),
    ]
    if epochs > 1:
        whole = (1, epochs)
        shots += [
            Shot(
                tell="lapse",
                epochs=whole,
                seconds=20.0,
                title=Localised(en="Training", ja="学習の経過"),
            ),
            Shot(
                tell="compare",
                epochs=whole,
                title=Localised(en="Before and after", ja="学習前と学習後"),
                camera="front",
            ),
        ]
    return Storyboard(shots=tuple(shots), by_default=True)
