"""The timeline: which moment of the training is told at which second of the story.

Beats tile the story without gaps, so that `moment_at` is a look-up and depends on nothing but the
seconds.
"""

from bisect import bisect_right
from itertools import islice, pairwise

from nnviz.errors import SceneError
from nnviz.story.beats import Beat, lay_out
from nnviz.story.moment import Moment
from nnviz.story.spans import Caption, Chapter, merged
from nnviz.story.storyboard import Storyboard
from nnviz.story.text import Language, text_in
from nnviz.story.training_outline import TrainingOutline

# Sums of seconds are so much too large or small: what begins now is told now, not a frame later.
ROUNDING_SECONDS = 1e-9
MOST_BEATS_IN_ALL = 20_000


class Timeline:
    """A storyboard laid out over seconds for one training.

    Attributes:
        shots: the shots of the storyboard.
        shot_starts: second at which each of them begins.
        shot_spans: the seconds at which each of them begins and ends.
        beats: all beats, in order, without gaps.
        duration_seconds: length of the story.

    Raises:
        SceneError: a shot asks for what the training lacks, or tells nothing.

    """

    def __init__(self, storyboard: Storyboard, outline: TrainingOutline) -> None:
        self.shots = storyboard.shots
        self.beats = tuple(islice(lay_out(storyboard.shots, outline), MOST_BEATS_IN_ALL + 1))
        if len(self.beats) > MOST_BEATS_IN_ALL:
            raise SceneError(
                f"shots: more than {MOST_BEATS_IN_ALL} steps in all. Tell fewer epochs one by one, "
                'or as a time-lapse: tell = "lapse".'
            )
        self._starts = [beat.start_seconds for beat in self.beats]
        last = self.beats[-1]
        self.duration_seconds = last.start_seconds + last.seconds
        first = {beat.shot: beat.start_seconds for beat in reversed(self.beats)}
        self.shot_starts = tuple(first[index] for index in range(len(self.shots)))
        self.shot_spans = tuple(pairwise([*self.shot_starts, self.duration_seconds]))

    def beat_at(self, seconds: float) -> Beat:
        """Return the beat at `seconds`; before the story the first, after it the last."""
        return self.beats[self.index_at(seconds)]

    def index_at(self, seconds: float) -> int:
        """Return the index of the beat at `seconds`."""
        return max(bisect_right(self._starts, seconds + ROUNDING_SECONDS) - 1, 0)

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment that is told at `seconds`."""
        return self.beat_at(seconds).moment_at(seconds)

    def chapters(self, language: Language) -> tuple[Chapter, ...]:
        """Return the titled stretches of the story, in order, up to its end."""
        titled = [
            (text_in(shot.title, language), start)
            for shot, start in zip(self.shots, self.shot_starts, strict=True)
            if shot.title
        ]
        spans = pairwise([*(start for _, start in titled), self.duration_seconds])
        return tuple(
            Chapter(title=title, start_seconds=start, end_seconds=end)
            for (title, _), (start, end) in zip(titled, spans, strict=True)
        )

    def captions(self, language: Language) -> tuple[Caption, ...]:
        """Return what is to be read below the picture, in order; shots may have nothing."""
        return merged(
            Caption(text=text_in(shot.caption, language), start_seconds=start, end_seconds=end)
            for shot, (start, end) in zip(self.shots, self.shot_spans, strict=True)
        )
