"""Going through a training epoch by epoch, as if it were computed while one looks."""

from nnviz.story.training_track import TrainingTrack
from nnviz.viewer.player import Player, TrackKind


class TrainingTransport:
    """Plays, pauses, steps and resets a training, whole epochs at a time.

    Args:
        player: what moves the playhead.

    """

    def __init__(self, player: Player) -> None:
        self._player = player

    @property
    def playing(self) -> bool:
        """Whether epochs go by."""
        return self._player.transport.playing

    def play(self) -> None:
        """Let epochs go by, from the playhead on."""
        if self._go_by_epochs():
            self._player.play()

    def pause(self) -> None:
        """Stay at the epoch that is reached."""
        self._player.pause()

    def step(self) -> None:
        """Go one epoch on."""
        if self._go_by_epochs():
            self._player.step("epoch", forwards=True)

    def reset(self) -> None:
        """Go back to the weights before training."""
        if self._go_by_epochs():
            self._player.pause()
            self._player.to_beginning()

    def follow_the_end(self) -> None:
        """Go to the last epoch that is recorded, and along with it."""
        self._player.go_along(TrackKind.TRAINING)
        self._player.to_end()

    def _go_by_epochs(self) -> bool:
        """Turn to the training, whole epochs at a time; return whether there is one."""
        track = self._player.training_track
        if track is None:
            return False
        self._player.go_along(TrackKind.TRAINING)
        if track.detail != "epochs":
            by_epochs = TrainingTrack(track.outline, "epochs", record=self._player.record)
            self._player.change_training_track(by_epochs)
        return True
