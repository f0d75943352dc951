"""The arguments that make ffmpeg encode a film as it is wanted.

RGB values are really converted with the matrix of BT.709 and limited range, and the file says
so: a player that has to guess would show other colours at 720 than at 576 rows.
"""

from pathlib import Path

from nnviz.film.encoding import Encoding
from nnviz.film.ffmpeg_inputs import FfmpegInputs
from nnviz.film.frame_rate import ticks_per_second
from nnviz.story.text import Language

_ISO_639_2: dict[Language, str] = {"en": "eng", "ja": "jpn"}  # as MP4 and WebM name languages

FRAMES = ("-f", "matroska", "-i", "pipe:0")


def ffmpeg_arguments(encoding: Encoding, inputs: FfmpegInputs, *, output: str) -> list[str]:
    """Return ffmpeg's arguments: frames from standard input become a film.

    They come as `nnviz.film.matroska_stream` sends them. One that lasts is repeated at the
    film's pace. Nothing that goes into the file depends on the day or the machine's name.

    Args:
        encoding: what the film is to be like.
        inputs: what it is made of besides the frames.
        output: name of the film; it may have any ending and is replaced.

    """
    files, picture = ["-f", "ffmetadata", "-i", str(inputs.metadata)], _picture(encoding)
    if inputs.palette is not None:
        files += ["-i", str(inputs.palette)]
        picture = ["-filter_complex", _DITHER.format(fps=encoding.fps), "-map", "[out]"]
    files += _captions_file(encoding, inputs)
    quality = [] if encoding.quality is None else ["-crf", str(encoding.quality)]
    return [
        *("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"),
        *(*FRAMES, *files, *picture),
        *("-map_metadata", "1", "-map_chapters", "1", "-fps_mode", "passthrough"),
        *("-disposition:v:0", "default", *_language(inputs)),
        *("-c:v", encoding.format.encoder, *encoding.format.codec, *quality),
        *_captions(inputs),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", *_container(encoding), output),
    ]


def joining_arguments(
    encoding: Encoding, inputs: FfmpegInputs, *, listing: Path, output: str
) -> list[str]:
    """Return ffmpeg's arguments: segments of a film become the film, not encoded again.

    Times are set anew, because those of the segments' ends are rounded in the joining: frame
    number n, from 0, is shown at n / fps. Decoding begins two frames earlier, as in any film of
    x264's usual settings, where a frame may refer to two that are shown after it. Which frames are
    keys is taken from the segments: ffmpeg would guess that every picture is one that refers to no
    other, but those that follow it may refer to what stands before it.

    Args:
        encoding: what the film, an MP4 file, is to be like.
        inputs: what it is made of besides the segments.
        listing: a file that names the segments, as ffmpeg's concat demuxer reads it.
        output: name of the film; it may have any ending and is replaced.

    """
    frame = round(ticks_per_second(encoding.fps) / encoding.fps)  # ticks, which are whole
    times = f"setts=pts=round(PTS/{frame})*{frame}:dts=(N-2)*{frame}:duration={frame}"
    return [
        *("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"),
        *("-fflags", "+nofillin+noparse", "-f", "concat", "-safe", "0", "-auto_convert", "0"),
        *("-i", str(listing)),
        *("-f", "ffmetadata", "-i", str(inputs.metadata), *_captions_file(encoding, inputs)),
        *("-map", "0:v", "-c:v", "copy", "-bsf:v", times),
        *("-map_metadata", "1", "-map_chapters", "1", "-disposition:v:0", "default"),
        *_language(inputs),
        *_captions(inputs),
        *("-fflags", "+bitexact", *_container(encoding), output),
    ]


# Ordered dither stands still where the picture does; dots that wander would also make the file
# several times larger.
_DITHER = "[0:v]fps={fps}[f];[f][2:v]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle[out]"


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


def _language(inputs: FfmpegInputs) -> list[str]:
    """Return in which language the picture is; its stream would be English by Matroska's rules."""
    return ["-metadata:s:v:0", f"language={_ISO_639_2[inputs.language]}"]


def _container(encoding: Encoding) -> list[str]:
    """Return the arguments of the file, and the clocks of one that is made of boxes.

    By itself ffmpeg takes the least common multiple of its tracks' clocks for that of the chapters,
    which count in 32 bits: with milliseconds a chapter may last for 24 days. The clock of the
    pictures lets every frame last for whole ticks. How many bits they take is not said beside what
    decoders need, so that this is the same in a film and in its segments.
    """
    if not encoding.format.has_boxes:
        return [*encoding.format.container]
    clocks = (
        "-movie_timescale",
        "1000",
        "-video_track_timescale",
        str(ticks_per_second(encoding.fps)),
    )
    return [*clocks, "-write_btrt", "0", *encoding.format.container]


def _captions_file(encoding: Encoding, inputs: FfmpegInputs) -> list[str]:
    if inputs.captions is None or encoding.format.subtitles is None:
        return []
    return ["-f", encoding.format.subtitles, "-i", str(inputs.captions)]


def _captions(inputs: FfmpegInputs) -> list[str]:
    """Return the track of subtitles, of which every text stands where its time is.

    By itself ffmpeg waits no more than 10 seconds of the film for the next text, so that it would
    depend on the machine's load what the file is like.
    """
    if inputs.captions is None:
        return []
    return [
        *("-map", "2:s", "-c:s", "copy", "-max_interleave_delta", "0"),
        *("-metadata:s:s:0", f"language={_ISO_639_2[inputs.captions_language]}"),
        *("-disposition:s:0", "default" if inputs.captions_shown else "0"),
    ]
