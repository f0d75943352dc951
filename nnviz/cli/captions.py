"""Where a person wants a film's captions to be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from nnviz.errors import UsageError

if TYPE_CHECKING:
    from nnviz.film.encoding import Subtitles

WORDS = ("picture", "track", "srt", "none")


class Captions(NamedTuple):
    """Where the captions go.

    Attributes:
        in_picture: whether they are drawn.
        subtitles: where else they go; None: into a track of the film where the format has one.

    """

    in_picture: bool
    subtitles: "frozenset[Subtitles] | None"


def captions_asked_for(texts: Sequence[str]) -> Captions:
    """Return where the captions go by words like `picture,srt`; nothing said: the usual places.

    Raises:
        UsageError: a word is unknown, or `none` stands beside another.

    """
    words = {word.strip().lower() for text in texts for word in text.split(",")}
    for word in sorted(words.difference(WORDS)):
        raise UsageError(f"--captions {word}: is none of {', '.join(WORDS)}")
    if "none" in words and len(words) > 1:
        raise UsageError("--captions: none stands alone; remove it, or the others")
    if not words:
        return Captions(in_picture=True, subtitles=None)
    places: dict[str, Subtitles] = {"track": "track", "srt": "srt"}
    subtitles = frozenset(place for word, place in places.items() if word in words)
    return Captions(in_picture="picture" in words, subtitles=subtitles)
