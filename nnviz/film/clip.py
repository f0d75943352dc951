"""A clip: some seconds of a show, as a film of their own."""

from nnviz.errors import UsageError
from nnviz.picture.frame import Frame
from nnviz.stage.show import Show
from nnviz.story.spans import cut_spans

_HUNDREDTH_SECONDS = 0.01  # to which the ends of a film are said and typed


class Clip:
    """Some seconds of a show, counted from 0 again, with the chapters and captions of that part.

    Args:
        show: the whole.
        start_seconds: where the clip begins in it.
        end_seconds: where it ends.

    Raises:
        UsageError: the show has no such seconds.

    """

    def __init__(self, show: Show, *, start_seconds: float, end_seconds: float) -> None:
        whole = show.duration_seconds
        if whole < end_seconds <= whole + _HUNDREDTH_SECONDS / 2:
            end_seconds = whole
        if not 0 <= start_seconds < end_seconds <= whole:
            raise UsageError(
                f"from {start_seconds:g} to {end_seconds:g} seconds: the film goes from 0 to "
                f"{whole:g} seconds; begin before the end and stay within"
            )
        self._show = show
        self._start_seconds = start_seconds
        self.title = show.title
        self.language = show.language
        self.captions_in_picture = show.captions_in_picture
        self.duration_seconds = end_seconds - start_seconds
        self.chapters = cut_spans(
            show.chapters, start_seconds=start_seconds, end_seconds=end_seconds
        )
        self.captions = cut_spans(
            show.captions, start_seconds=start_seconds, end_seconds=end_seconds
        )

    def frame_at(self, seconds: float) -> Frame:
        """Return what the clip looks like at a second of its own."""
        return self._show.frame_at(self._start_seconds + seconds)

    def basis_at(self, seconds: float) -> str:
        """Return a digest of all that the picture depends on besides the clip's own seconds."""
        basis = self._show.basis_at(self._start_seconds + seconds)
        return f"{basis} from {self._start_seconds!r}"


def clip_of_shots(show: Show, *, first: int, last: int) -> Clip:
    """Return some shots of a show as a clip.

    Args:
        show: the whole.
        first: number of the first shot, from 1.
        last: number of the last shot.

    Raises:
        UsageError: the show has no such shots.

    """
    count = len(show.shot_spans)
    if not 1 <= first <= last <= count:
        remedy = "name the earlier first" if first > last else "choose among them"
        raise UsageError(f"shots {first}-{last}: the film has the shots 1 to {count}; {remedy}")
    return Clip(
        show,
        start_seconds=show.shot_spans[first - 1][0],
        end_seconds=show.shot_spans[last - 1][1],
    )
