"""The history of an experiment: what it was before each change, and what undoing took back."""

from nnviz.learning.experiment import Experiment

MOST_CHANGES = 1000  # that can be undone


class History:
    """Experiments in the order in which each became the next, and which of them holds.

    Args:
        first: the experiment before any change.

    """

    def __init__(self, first: Experiment) -> None:
        self._experiments = [first]
        self._index = 0
        self._gesture = 0

    def __len__(self) -> int:
        return len(self._experiments)

    @property
    def present(self) -> Experiment:
        """The experiment that holds."""
        return self._experiments[self._index]

    @property
    def can_undo(self) -> bool:
        """Whether there was a change that is not undone."""
        return self._index > 0

    @property
    def can_redo(self) -> bool:
        """Whether a change was undone, and nothing was changed since."""
        return self._index < len(self._experiments) - 1

    def change(self, experiment: Experiment, *, gesture: int = 0) -> None:
        """Let another experiment hold; what was undone can be redone no more.

        Args:
            experiment: the other one.
            gesture: number of the movement, of a dial perhaps, that this is a part of: all its
                parts are undone as one; 0: none.

        """
        going_on = 0 != gesture == self._gesture
        kept = self._index if going_on else self._index + 1
        self._experiments[kept:] = [experiment]
        self._index, self._gesture = kept, gesture
        if len(self._experiments) > MOST_CHANGES + 1:
            del self._experiments[0]
            self._index -= 1

    def undo(self) -> None:
        """Let the experiment before the last change hold, if there was one."""
        self._go(-1)

    def redo(self) -> None:
        """Let the experiment hold that was undone last, if one was."""
        self._go(1)

    def _go(self, by: int) -> None:
        self._index = min(max(self._index + by, 0), len(self._experiments) - 1)
        self._gesture = 0
