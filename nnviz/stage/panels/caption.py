"""The caption below the picture: in as few lines as it needs, smaller where there are three."""

from dataclasses import dataclass

import numpy as np

from nnviz.picture.builder import MIDDLE, FrameBuilder
from nnviz.picture.palette import Palette
from nnviz.picture.regions import CAPTION_ROOM, MARGIN, Region, Regions
from nnviz.picture.typography import extent
from nnviz.picture.wrapping import wrapped
from nnviz.stage.setting import Setting
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Telling

HEIGHT, SMALLEST = 0.04, 0.031  # of the font; at least 1/25 of the picture, or else 1/32
SIZES = np.linspace(HEIGHT, SMALLEST, 10)
PITCH = 1.175  # of the font's height, from line to line
ABOVE_BELOW, LEAST_ABOVE_BELOW = 0.825, 0.6  # from a line to its plate
BESIDE = 0.02  # from the end of a line to that of its plate
SOFT = 0.014  # picture units over which its rim fades out
LONGEST = 1000  # characters: of no letter would more find room


@dataclass(frozen=True, slots=True)
class TypesetCaption:
    """How a caption is set.

    Attributes:
        lines: its lines.
        height: of the font, picture units.

    """

    lines: tuple[str, ...]
    height: float

    @property
    def width(self) -> float:
        """Of its widest line, picture units."""
        return max(extent(line, "sans") for line in self.lines) * self.height

    def half(self, above_below: float) -> float:
        """Return how far its plate reaches up and down from its middle, picture units."""
        return ((len(self.lines) - 1) / 2 * PITCH + above_below) * self.height


def typeset_caption(text: str, aspect: float) -> TypesetCaption | None:
    """Return how a caption is set in a picture of an aspect; None where there is no room for it.

    Sizes are in the units of `Regions`.
    """
    widest = Regions(aspect).width - 2 * (MARGIN + BESIDE)
    for height in SIZES if len(text) <= LONGEST else ():
        lines = wrapped(text.strip(), "sans", widest=widest / height)
        found = TypesetCaption(tuple(lines), float(height))
        if found.width <= widest and 2 * found.half(LEAST_ABOVE_BELOW) <= CAPTION_ROOM:
            return found
    return None


def moment_caption(setting: Setting, tell: Telling, moment: Moment) -> str:
    """Return what happens at a moment, for a shot that says nothing of its own; may be empty."""
    words = setting.wording
    match moment.phase:
        case _ if tell == "surface":
            return ""
        case Phase.INITIALISE:
            return words.says_introduce if tell == "introduce" else words.says_initialise
        case Phase.INPUT:
            return words.says_input
        case Phase.FORWARD:
            return _forward(setting, moment.layer or 1)
        case Phase.ERROR:
            return words.says_error
        case Phase.MEAN:
            return words.says_mean
        case Phase.BACKWARD:
            last = moment.layer == len(setting.network.layers)
            return words.says_output_deltas if last else words.says_hidden_deltas
        case Phase.UPDATE:
            return words.says_sums if setting.updates_are_sums else words.says_update
        case Phase.EPOCH:
            several = {"race": words.says_race, "compare": words.says_compare}
            return several.get(tell, words.says_lapse)


def _forward(setting: Setting, layer: int) -> str:
    words, name = setting.wording, setting.network.layers[layer - 1].activation
    if name == "softmax":
        return words.says_softmax
    return words.says_sum if name == "identity" else words.says_forward.format(function=name)


def add_caption(builder: FrameBuilder, palette: Palette, regions: Regions, text: str) -> None:
    """Add a text in the middle of the picture's lower side, where it has room there."""
    found = typeset_caption(text, regions.aspect) if text.strip() else None
    if found is None:
        return
    middle = np.array([regions.width / 2, (regions.bottom + regions.height) / 2])
    count = len(found.lines)
    below = (np.arange(count) - (count - 1) / 2) * PITCH * found.height
    high = min(found.half(ABOVE_BELOW), CAPTION_ROOM / 2)
    half = np.array([found.width / 2 + BESIDE, high])
    places = np.column_stack([np.full(count, middle[0]), middle[1] + below])
    builder.kept_clear.append(Region(0.0, float(middle[1] - high), regions.width, regions.height))
    builder.rectangles([middle - half], [2 * half], palette.plate, rounding=SOFT, softness=SOFT)
    builder.labels(found.lines, places, palette.text, height=found.height, anchor=MIDDLE)
