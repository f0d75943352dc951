"""What a film's file is to be like, refused where it is not possible."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from nnviz.errors import UsageError
from nnviz.film.formats import FORMATS, MP4, Format
from nnviz.film.frame_rate import FrameRate

# Software GL draws up to 8192, and level 6.2 of H.264 ends there too. x264 wants 16 at least.
SMALLEST, LARGEST = 16, 8192

Subtitles = Literal["track", "srt"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoding:
    """What a film's file is to be like.

    Attributes:
        format: the kind of file.
        size: width and height in pixels; both even for MP4 and WebM.
        fps: frames per second, 1 to 240, for GIF to 50, exactly.
        crf: constant rate factor, 0 (lossless) to 51 (worst), for WebM to 63; None: what is
            usual for the format.
        transparent: whether the ground of the picture lets through what is behind it.
        subtitles: where the captions go besides the picture: into a track of the file, into an
            .srt file beside it; None: into a track where the format has one.

    Raises:
        UsageError: a value is not possible.

    """

    format: Format = MP4
    size: tuple[int, int] = (1920, 1080)
    fps: FrameRate = 30
    crf: int | None = None
    transparent: bool = False
    subtitles: Collection[Subtitles] | None = None

    def __post_init__(self) -> None:
        """Refuse what ffmpeg would refuse, in words that name the remedy."""
        self._check_size()
        self._check_fps()
        self._check_crf()
        self._check_transparent()
        self._check_subtitles()

    @property
    def has_track(self) -> bool:
        """Whether the file has a track of subtitles."""
        if self.subtitles is None:
            return self.format.subtitles is not None
        return "track" in self.subtitles

    @property
    def has_srt(self) -> bool:
        """Whether there is an .srt file beside the film."""
        return self.subtitles is not None and "srt" in self.subtitles

    @property
    def pixels(self) -> str:
        """The pixel format, as ffmpeg names it."""
        alpha = self.format.alpha_pixels if self.transparent else None
        return alpha or self.format.pixels

    @property
    def quality(self) -> int | None:
        """The constant rate factor; None where the format has none."""
        if self.crf is not None or self.format.crf is None:
            return self.crf
        return self.format.crf[0]

    def _check_size(self) -> None:
        if not all(SMALLEST <= side <= LARGEST for side in self.size):
            raise UsageError(
                f"size {size_text(self.size)}: width and height go from {SMALLEST} to "
                f"{LARGEST} pixels"
            )
        if self.format.subsampled and any(side % 2 for side in self.size):
            even = (self.size[0] + self.size[0] % 2, self.size[1] + self.size[1] % 2)
            raise UsageError(
                f"size {size_text(self.size)}: a film in {self.format.pixels} has an even width "
                f"and height; take {size_text(even)}"
            )

    def _check_fps(self) -> None:
        most = self.format.most_fps
        if not 1 <= self.fps <= most:
            raise UsageError(
                f"fps {self.fps}: a film ({self.format.name}) has 1 to {most} frames per second; "
                "30 is usual"
            )

    def _check_crf(self) -> None:
        if self.crf is None:
            return
        if self.format.crf is None:
            having = " or ".join(known.ending for known in FORMATS if known.crf)
            raise UsageError(
                f"crf {self.crf}: {self.format.name} has no such quality; leave it out, or write "
                f"a film that ends in {having}"
            )
        usual, worst = self.format.crf
        if not 0 <= self.crf <= worst:
            raise UsageError(
                f"crf {self.crf}: goes from 0 (lossless) to {worst} (worst); {usual} is good"
            )

    def _check_transparent(self) -> None:
        if self.transparent and self.format.alpha_pixels is None:
            able = ", ".join(known.ending for known in FORMATS if known.alpha_pixels)
            raise UsageError(
                f"transparent: {self.format.name} has no smooth transparency; "
                f"write a film that ends in one of {able}"
            )

    def _check_subtitles(self) -> None:
        if self.has_track and self.format.subtitles is None:
            having = ", ".join(known.ending for known in FORMATS if known.subtitles)
            raise UsageError(
                f"captions: {self.format.name} has no track of subtitles; put them into the "
                f"picture or an .srt file, or write a film that ends in one of {having}"
            )


def size_text(size: tuple[int, int]) -> str:
    """Return a size as it is typed."""
    return "x".join(str(side) for side in size)
