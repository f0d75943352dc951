"""A storyboard: the shots that a lecturer writes, in the order in which they are told."""

from dataclasses import dataclass
from typing import Literal

from nnviz.errors import SceneError

Telling = Literal["initialise", "samples", "layers", "lapse", "compare"]
Preset = Literal["front", "three_quarter", "top", "along", "close"]

LONGEST_SHOT_SECONDS = 3600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Shot:
    """An entry of a storyboard: these epochs, told this way, for so many seconds.

    Attributes:
        tell: how the epochs are told. `initialise`: the weights appear, layer by layer.
            `samples`: phase by phase, record by record. `layers`: phase by phase, one record.
            `lapse`: a time-lapse in which equal time goes to equal progress of the error.
            `compare`: the last of the epochs beside the first.
        epochs: first and last epoch of the shot, both told.
        seconds: how long the shot takes; None: at its natural pace.
        title: makes the shot a chapter of the film; empty: it belongs to the chapter before.
        caption: one line below the picture.
        camera: where the picture is taken from.
        sample: number of the training record to show where only one is shown, from 1.

    Raises:
        SceneError: a field is out of range.

    """

    tell: Telling = "layers"
    epochs: tuple[int, int] = (1, 1)
    seconds: float | None = None
    title: str = ""
    caption: str = ""
    camera: Preset = "three_quarter"
    sample: int = 1

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
        if self.sample < 1:
            raise SceneError(f"sample = {self.sample}: training records are counted from 1.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Storyboard:
    """The shots of a story, in order.

    Raises:
        SceneError: there is no shot.

    """

    shots: tuple[Shot, ...]

    def __post_init__(self) -> None:
        if not self.shots:
            raise SceneError("shots: a storyboard needs at least one; add a [[shots]] table.")


def default_storyboard(epochs: int) -> Storyboard:
    """Return a story for a training that nobody wrote one for.

    Args:
        epochs: number of the last recorded epoch, at least 1.

    """
    shots = [
        Shot(tell="initialise", title="Initial weights"),
        Shot(tell="samples", title="Epoch 1"),
    ]
    if epochs > 1:
        shots += [
            Shot(tell="lapse", epochs=(1, epochs), seconds=20.0, title="Training"),
            Shot(tell="compare", epochs=(1, epochs), title="Before and after", camera="front"),
        ]
    return Storyboard(shots=tuple(shots))
