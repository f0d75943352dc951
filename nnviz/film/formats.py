"""The formats that a film can have: one table, chosen from by the ending of the film's name.

H.264 in yuv420p is the usual one, because everything plays it, QuickTime and projectors' laptops
included. VP9 and ProRes 4444 can be transparent, for editors and slides. GIF and animated WebP
play by themselves in slides and pages. Numbered PNG files lose nothing.
"""

from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import UsageError


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """What a kind of film file can do, and what ffmpeg has to be told for it.

    Attributes:
        name: what people call it.
        ending: of the film's name.
        encoder: ffmpeg's name of its encoder.
        codec: ffmpeg's arguments for that encoder.
        container: ffmpeg's arguments for the file.
        pixels: pixel format of an opaque film.
        taken_as: pixel format that holds the same in the order in which the encoder works, which
            else would have to rearrange it; None: `pixels` is in that order.
        alpha_pixels: pixel format of a transparent film; None where there is none.
        subtitles: ffmpeg's name of the kind of file that its subtitle track is copied from; None
            where it has no track.
        crf: usual and worst constant rate factor; None where the format has none.
        most_fps: frames per second that players still keep up with.

    """

    name: str
    ending: str
    encoder: str
    codec: tuple[str, ...] = ()
    container: tuple[str, ...]
    pixels: str
    taken_as: str | None = None
    alpha_pixels: str | None = None
    subtitles: str | None = None
    crf: tuple[int, int] | None = None
    most_fps: int = 240

    @property
    def subsampled(self) -> bool:
        """Whether four pixels share a colour, so that width and height have to be even."""
        return "420" in self.pixels

    @property
    def has_boxes(self) -> bool:
        """Whether the file is made of the boxes of ISO/IEC 14496-12, as QuickTime's are."""
        return self.subtitles == "mov"

    @property
    def is_yuv(self) -> bool:
        """Whether colours are converted by a matrix, which the file has to name."""
        return self.pixels.startswith("yuv")


MP4 = Format(
    name="MP4",
    ending=".mp4",
    encoder="libx264",
    codec=("-preset", "veryfast"),
    container=("-movflags", "+faststart", "-f", "mp4"),
    pixels="yuv420p",
    taken_as="nv12",
    subtitles="mov",
    crf=(18, 51),
)
MOV = Format(
    name="ProRes 4444",
    ending=".mov",
    encoder="prores_ks",
    codec=("-profile:v", "4444", "-vendor", "apl0"),
    container=("-movflags", "+faststart", "-f", "mov"),
    pixels="yuv444p10le",
    alpha_pixels="yuva444p10le",
    subtitles="mov",
)
WEBM = Format(
    name="WebM",
    ending=".webm",
    encoder="libvpx-vp9",
    # Frames that only others refer to would lose their alpha.
    codec=("-b:v", "0", "-row-mt", "1", "-cpu-used", "5", "-auto-alt-ref", "0"),
    container=("-f", "webm"),
    pixels="yuv420p",
    alpha_pixels="yuva420p",
    subtitles="webvtt",
    crf=(24, 63),
)
GIF = Format(
    name="GIF",
    ending=".gif",
    encoder="gif",
    container=("-loop", "0", "-f", "gif"),
    pixels="rgb24",
    most_fps=50,  # browsers slow down what is faster
)
WEBP = Format(
    name="animated WebP",
    ending=".webp",
    encoder="libwebp_anim",
    codec=("-quality", "90"),
    container=("-loop", "0", "-f", "webp"),
    pixels="bgra",
    alpha_pixels="bgra",
)
PNG = Format(
    name="PNG sequence",
    ending=".png",
    encoder="png",
    container=("-start_number", "0", "-f", "image2"),
    pixels="rgb24",
    alpha_pixels="rgba",
)
FORMATS = (MP4, GIF, WEBP, WEBM, MOV, PNG)


def format_of(path: Path) -> Format:
    """Return the format that a film's name asks for.

    Raises:
        UsageError: there is no such format.

    """
    for known in FORMATS:
        if path.suffix.lower() == known.ending:
            return known
    endings = ", ".join(known.ending for known in FORMATS[:-1])
    raise UsageError(
        f"{path}: a film ends in {endings}, or is a sequence like {path.with_name('%05d.png')}"
    )
