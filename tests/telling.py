"""When a story tells something, for tests that look at the picture then."""

from nnviz.stage.show import Show
from nnviz.story.moment import Phase


def seconds_of(
    show: Show, *, epoch: int, phase: Phase, layer: int | None = None, record: int | None = None
) -> float:
    """Return the end of the first beat that tells a phase."""
    return next(
        beat.start_seconds + beat.seconds
        for beat in show.timeline.beats
        if (beat.moment.epoch, beat.moment.phase) == (epoch, phase)
        and layer in {None, beat.moment.layer}
        and record in {None, beat.moment.record}
    )
