"""What the pictures of a shot depend on, besides the seconds, as one digest.

Two shots of the same digest look the same at the same seconds, in whichever show they are. So
what was drawn of a shot can be used again as long as its digest stays, and no longer.
"""

import hashlib
from dataclasses import dataclass, fields

from nnviz.story.storyboard import Shot


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """All that a shot's pictures depend on.

    All of the training is in it, because the largest weight of all sets the scale of every
    picture. Titles are not, as no picture shows them; nor are captions of other shots or in other
    languages.

    Attributes:
        shot: what is told, with the caption that is drawn, and without a title.
        start_seconds: when it begins.
        before: what says from where the camera comes: whether this is the first shot, and the
            telling, the camera and the panels of the one before.
        picture: the aspect, the language and the theme.
        trace: the digest of the trace.
        variants: name and digest of each trace beside it.

    """

    shot: Shot
    start_seconds: float
    before: tuple[object, ...]
    picture: tuple[object, ...]
    trace: str
    variants: list[tuple[str, str]]

    def digest(self) -> str:
        """Return what is the same for all shots of one look, and for no others."""
        told = tuple(getattr(self, field.name) for field in fields(self))
        return hashlib.sha256(repr(told).encode()).hexdigest()
