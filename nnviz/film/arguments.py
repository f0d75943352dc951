"""The arguments that make ffmpeg encode a film as it is wanted.

RGB values are really converted with the matrix of BT.709 and limited range, and the file says
so: a player that has to guess would show other colours at 720 than at 576 rows.
"""

from pathlib import Path

from nnviz.film.encoding import Encoding
from nnviz.film.inputs import Inputs
from nnviz.story.text import Language

_ISO_639_2: dict[Language, str] = {"en": "eng", "ja": "jpn"}  # as MP4 and WebM name languages

FRAMES = ("-f", "matroska", "-i", "pipe:0")


def ffmpeg_arguments(encoding: Encoding, inputs: Inputs, *, output: str) -> list[str]:
    """Return ffmpeg's arguments: frames from standard input become a film.

    They come as `nnviz.film.stream` sends them; one that lasts is repeated at the film's pace.
    Nothing that goes into the file depends on the day or the machine's name.

    Args:
        encoding: what the film is to be like.
        inputs: what it is made of besides the frames.
        output: name of the film; it may have any ending and is replaced.

    """
    files, picture = ["-f", "ffmetadata", "-i", str(inputs.metadata)], _picture(encoding)
    if inputs.palette is not None:
        files += ["-i", str(inputs.palette)]
        picture = ["-filter_complex", f"{_DITHER},fps={encoding.fps}[out]", "-map", "[out]"]
    if inputs.captions is not None:
        files += ["-f", "srt", "-i", str(inputs.captions)]
    quality = [] if encoding.quality is None else ["-crf", str(encoding.quality)]
    return [
        *("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"),
        *(*FRAMES, *files, *picture),
        *("-map_metadata", "1", "-map_chapters", "1", "-fps_mode", "passthrough"),
        *("-disposition:v:0", "default"),
        *("-c:v", encoding.format.encoder, *encoding.format.codec, *quality),
        *_captions(encoding, inputs),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", *encoding.format.container, output),
    ]


def joining_arguments(
    encoding: Encoding, inputs: Inputs, *, listing: Path, output: str
) -> list[str]:
    """Return ffmpeg's arguments: segments of a film become the film, not encoded again.

    Times are set anew, because those of the segments' ends are rounded in the joining: frame
    number n, from 0, is shown at n / fps. Decoding begins two frames earlier, as in any film of
    x264's usual settings, where a frame may refer to two that are shown after it.

    Args:
        encoding: what the film, an MP4 file, is to be like.
        inputs: what it is made of besides the segments.
        listing: a file that names the segments, as ffmpeg's concat demuxer reads it.
        output: name of the film; it may have any ending and is replaced.

    """
    captions = [] if inputs.captions is None else ["-f", "srt", "-i", str(inputs.captions)]
    frame = f"(TB*{encoding.fps})"
    times = f"setts=pts=round(PTS*{frame})/{frame}:dts=(N-2)/{frame}:duration=1/{frame}"
    return [
        *("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"),
        *("-f", "concat", "-safe", "0", "-auto_convert", "0", "-i", str(listing)),
        *("-f", "ffmetadata", "-i", str(inputs.metadata), *captions),
        *("-map", "0:v", "-c:v", "copy", "-bsf:v", times),
        *("-map_metadata", "1", "-map_chapters", "1", "-disposition:v:0", "default"),
        *_captions(encoding, inputs),
        *("-fflags", "+bitexact", *encoding.format.container, output),
    ]


# Ordered dither stands still where the picture does; dots that wander would also make the file
# several times larger.
_DITHER = "[0:v][2:v]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle"


def _picture(encoding: Encoding) -> list[str]:
    """Return the conversion from RGB to the pixels of the film, before frames are repeated."""
    pixels, film = encoding.pixels, encoding.format
    if not film.is_yuv:
        return ["-map", "0:v", "-vf", f"format={pixels},fps={encoding.fps}"]
    taken = film.taken_as or pixels  # no film that can be transparent has another order
    colours = f"scale=out_color_matrix=bt709:out_range=limited,format={taken}"
    # The matrix has been applied; how the light itself is meant must be said beside it.
    meaning = "setparams=color_primaries=bt709:color_trc=bt709"
    return ["-map", "0:v", "-vf", f"{colours},{meaning},fps={encoding.fps}"]


def _captions(encoding: Encoding, inputs: Inputs) -> list[str]:
    if inputs.captions is None or encoding.format.subtitles is None:
        return []
    return [
        *("-map", "2:s", "-c:s", encoding.format.subtitles),
        *("-metadata:s:s:0", f"language={_ISO_639_2[inputs.language]}"),
        *("-disposition:s:0", "default" if inputs.captions_shown else "0"),
    ]
