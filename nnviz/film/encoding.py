"""How a film is encoded, as the arguments and the metadata that ffmpeg takes.

H.264 in yuv420p, because everything plays it, QuickTime and projectors' laptops included. The
RGB values are really converted with the matrix of BT.709 and limited range, and the file says
so: a player that has to guess would show other colours at 720 than at 576 rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.errors import UsageError
from nnviz.story.spans import Chapter

# Software GL draws up to 8192, and level 6.2 of H.264 ends there too. x264 wants 16 at least.
SMALLEST, LARGEST = 16, 8192


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoding:
    """What a film's file is to be like.

    Attributes:
        size: width and height in pixels, both even.
        fps: frames per second, 1 to 240.
        crf: x264's constant rate factor, 0 (lossless) to 51 (worst).

    Raises:
        UsageError: a value is not possible.

    """

    size: tuple[int, int] = (1920, 1080)
    fps: int = 30
    crf: int = 18

    def __post_init__(self) -> None:
        """Refuse what ffmpeg would refuse, in words that name the remedy."""
        if not all(SMALLEST <= side <= LARGEST for side in self.size):
            raise UsageError(
                f"size {_spell(self.size)}: width and height go from {SMALLEST} to {LARGEST} pixels"
            )
        if any(side % 2 for side in self.size):
            even = tuple(side + side % 2 for side in self.size)
            raise UsageError(
                f"size {_spell(self.size)}: a film in yuv420p has an even width and height; "
                f"take {_spell(even)}"
            )
        if not 1 <= self.fps <= 240:
            raise UsageError(f"fps {self.fps}: a film has 1 to 240 frames per second; 30 is usual")
        if not 0 <= self.crf <= 51:
            raise UsageError(f"crf {self.crf}: goes from 0 (lossless) to 51 (worst); 18 is good")


def _spell(size: Sequence[int]) -> str:
    return "x".join(str(side) for side in size)


def ffmpeg_arguments(encoding: Encoding, *, metadata: str, output: str) -> list[str]:
    """Return ffmpeg's arguments: RGBA frames from standard input become a film.

    Alpha is passed over (`rgb0`), so that a picture is sent as it was read back. Nothing that
    goes into the file depends on the day or the machine's name.

    Args:
        encoding: what the film is to be like.
        metadata: name of a file that holds `metadata_text`.
        output: name of the film; it may have any ending and is replaced.

    """
    frames = ["-f", "rawvideo", "-pixel_format", "rgb0", "-video_size", _spell(encoding.size)]
    colours = "scale=out_color_matrix=bt709:out_range=limited,format=yuv420p"
    # The matrix has been applied; how the light itself is meant must be said beside it.
    meaning = "setparams=color_primaries=bt709:color_trc=bt709"
    return [
        *("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"),
        *(*frames, "-framerate", str(encoding.fps), "-i", "pipe:0"),
        *("-f", "ffmetadata", "-i", metadata),
        *("-map", "0:v", "-map_metadata", "1", "-map_chapters", "1"),
        *("-vf", f"{colours},{meaning}", "-fps_mode", "passthrough"),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", str(encoding.crf)),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact"),
        *("-movflags", "+faststart", "-f", "mp4", output),
    ]


def metadata_text(title: str, chapters: Sequence[Chapter], *, duration_seconds: float) -> str:
    """Return a film's title and chapters in ffmpeg's own metadata format.

    Args:
        title: the film's title; may be empty.
        chapters: parts of the film, in their order.
        duration_seconds: where the film ends; a chapter that would last longer ends there,
            because players take the end of the last chapter for the end of the film.

    """
    lines = [";FFMETADATA1", f"title={_escape(title)}"]
    for chapter in chapters:
        start, end = (
            round(1000 * min(seconds, duration_seconds))
            for seconds in (chapter.start_seconds, chapter.end_seconds)
        )
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}"]
        lines += [f"title={_escape(chapter.title)}"]
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "=;#\\\n" else letter for letter in text)
