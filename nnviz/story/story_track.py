"""The story as a track: stepping through what a storyboard tells, in its order."""

from collections.abc import Hashable

import numpy as np

from nnviz.story.beats import Beat
from nnviz.story.moment import Moment
from nnviz.story.timeline import Timeline
from nnviz.story.track import (
    EPSILON_SECONDS,
    Unit,
    end_after,
    end_before,
    ends_of_runs,
    moment_difference,
    pass_of,
    seconds_within,
)

NEAR_SECONDS = 1.0  # who is so near to the beginning of a chapter wants the one before it


class StoryTrack:
    """A timeline that can be stepped through.

    Args:
        timeline: the story.

    Attributes:
        duration_seconds: length of the story.

    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.duration_seconds = timeline.duration_seconds
        beats = timeline.beats
        titled = zip(timeline.shots, timeline.shot_starts, strict=True)
        self._chapters = sorted({0.0, *(start for shot, start in titled if shot.title)})
        self._ends: dict[Unit, list[float]] = {
            "phase": ends_of_runs(beats, lambda beat: beat.start_seconds),
            "record": ends_of_runs(beats, _record),
        }

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment at a position."""
        return self._timeline.moment_at(seconds)

    def seconds_near(self, moment: Moment) -> float:
        """Return the position whose moment is most like another one."""
        beat = min(
            self._timeline.beats,
            key=lambda beat: (
                _epochs_between(beat, moment),
                moment_difference(beat.moment, moment),
            ),
        )
        if beat.lapse is None:
            return seconds_within(beat, moment.progress)
        index = int(np.abs(beat.lapse - moment.epoch).argmin())
        return _when(beat, index)

    def step(self, seconds: float, unit: Unit, *, forwards: bool) -> float:
        """Return the position one thing on or back; where no other epoch is told, the same."""
        seconds = min(seconds, self.duration_seconds - EPSILON_SECONDS)
        if unit == "epoch":
            return self._to_other_epoch(seconds, forwards=forwards)
        found = (end_after if forwards else end_before)(self._ends[unit], seconds)
        if found is not None:
            return found
        return self.duration_seconds if forwards else 0.0

    def _to_other_epoch(self, seconds: float, *, forwards: bool) -> float:
        """Return where the nearest other epoch is told: at the same place of it, if that is told.

        Where a lapse tells it, that is when it passes by; else where it is first told.
        """
        moment = self.moment_at(seconds)
        beats = self._timeline.beats
        here = self._timeline.index_at(seconds)
        there = _lapse_step(beats[here], moment.epoch, forwards=forwards)
        if there is not None:
            return there
        run: list[Beat] = []
        for beat in beats[here + 1 :] if forwards else reversed(beats[:here]):
            if run and (beat.lapse is not None or beat.moment.epoch != run[0].moment.epoch):
                break
            if beat.lapse is not None and (beat.lapse != moment.epoch).any():
                others = np.flatnonzero(beat.lapse != moment.epoch)
                return _when(beat, int(others[0 if forwards else -1]))
            if beat.lapse is None and beat.moment.epoch != moment.epoch:
                run.append(beat)
        return _same_place(run if forwards else run[::-1], moment) if run else seconds

    def chapter(self, seconds: float, *, forwards: bool) -> float:
        """Return where the next chapter begins, or this one; near its beginning, the one before."""
        if forwards:
            later = [start for start in self._chapters if start > seconds]
            return later[0] if later else self.duration_seconds
        return max(start for start in self._chapters if start <= max(seconds - NEAR_SECONDS, 0.0))

    def shown_before(self, seconds: float, *, forwards: bool) -> float:
        """Return the end of the next beat; within a lapse, epochs may be passed."""
        return self.step(seconds, "phase", forwards=forwards)


def _record(beat: Beat) -> Hashable:
    moment = beat.moment
    return beat.shot, moment.epoch, pass_of(moment.phase), moment.record


def _epochs_between(beat: Beat, moment: Moment) -> int:
    if beat.lapse is None:
        return abs(beat.moment.epoch - moment.epoch)
    return int(np.abs(beat.lapse - moment.epoch).min())


def _lapse_step(beat: Beat, epoch: int, *, forwards: bool) -> float | None:
    """Return when a lapse shows the next epoch, or None where there is none further on."""
    if beat.lapse is None:
        return None
    if forwards:
        index = int(np.searchsorted(beat.lapse, epoch, side="right"))
    else:
        index = int(np.searchsorted(beat.lapse, epoch, side="left")) - 1
    return _when(beat, index) if 0 <= index < len(beat.lapse) else None


def _same_place(run: list[Beat], moment: Moment) -> float:
    """Return where beats of one epoch tell what a moment of another one is; else where they begin.

    Args:
        run: in the order of the story.
        moment: what is told of the other epoch.

    """
    beat = min(run, key=lambda beat: moment_difference(beat.moment, moment))
    if any(moment_difference(beat.moment, moment)):
        return run[0].start_seconds
    return seconds_within(beat, moment.progress)


def _when(beat: Beat, index: int) -> float:
    """Return the middle of the time that a lapse gives to one of its epochs."""
    assert beat.lapse is not None
    return beat.start_seconds + (index + 0.5) / len(beat.lapse) * beat.seconds
