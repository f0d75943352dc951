"""What the pictures of a shot depend on, besides the seconds, as one digest.

Two shots of the same digest look the same at the same seconds, in whichever show they are. So
what was drawn of a shot can be used again as long as its digest stays, and no longer.
"""

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from nnviz.story.text import text_in

if TYPE_CHECKING:
    from nnviz.stage.show import Show


def basis_of(show: "Show", index: int) -> str:
    """Return the digest of a shot.

    All of the training is in it, because the largest weight of all sets the scale of every
    picture. Of the shot before it is what says from where the camera comes. Titles are not in
    it, as no picture shows them; nor are captions of other shots or in other languages.

    Args:
        show: what the shot is part of.
        index: of the shot, from 0.

    Raises:
        TraceError: a trace cannot be read any more.

    """
    shots, language = show.timeline.shots, show.language
    shot, before = shots[index], shots[max(index - 1, 0)]
    caption = text_in(shot.caption, language) if show.captions_in_picture else ""
    told = (
        replace(shot, title="", caption=caption),
        show.timeline.shot_starts[index],
        (index == 0, before.tell, before.camera, before.panels),
        (show.aspect, language, show.theme),
        show.trace.digest(),
        [(variant.name, variant.trace.digest()) for variant in show.setting.variants],
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()
