"""A film: every frame of a show, drawn and encoded.

Frame number `frame_index` shows the instant `frame_index / fps`. Nothing else decides what it
looks like, so any frame can be drawn again alone and is the same picture.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from nnviz.film.clip import Clip
from nnviz.film.contents import Contents
from nnviz.film.destination import check_film, files_of, written_beside
from nnviz.film.encoder import Encoder
from nnviz.film.encoding import Encoding, Subtitles
from nnviz.film.formats import GIF, MP4, format_of
from nnviz.film.frame_images import frame_images
from nnviz.film.frame_rate import parse_frame_rate
from nnviz.film.gif_palette import palette_png, sampled_frames
from nnviz.film.segmented_film import ProgressCallbacks, make_segmented_film
from nnviz.film.worker_count import checked_worker_count
from nnviz.picture.regions import require_shape
from nnviz.render.canvas import Canvas
from nnviz.stage.show import Show


@dataclass(frozen=True, kw_only=True, slots=True)
class FilmReport:
    """What came of a film.

    Attributes:
        path: the film.
        frames: number of frames in it, counted in its file; in an animated WebP, equal ones are
            one that lasts.
        drawn: how many of them were drawn; the others equal the frame before.
        wall_seconds: how long it took.
        size_bytes: size of the film's file, or of its pictures together.

    """

    path: Path
    frames: int
    drawn: int
    wall_seconds: float
    size_bytes: int


def render_film(
    show: Show | Clip,
    path: Path | str,
    *,
    size: tuple[int, int] = (1920, 1080),
    fps: float | Fraction = 30,
    crf: int | None = None,
    transparent: bool = False,
    subtitles: Collection[Subtitles] | None = None,
    overwrite: bool = False,
    progress: Callable[[int, int], None] | None = None,
    workers: int | None = None,
) -> FilmReport:
    """Draw a show frame by frame into a film, whose name's ending says its format.

    The ending is .mp4, .mov, .webm, .gif or .webp; `frames/%05d.png` is a sequence of pictures.
    The film is written beside its name and renamed when it is whole. An MP4 film that was stopped
    goes on where it was when it is rendered again. It holds
    `round(show.duration_seconds * fps)` frames, at least one.

    Args:
        show: what is shown, or a clip of it; composed for the aspect of `size`.
        path: the film's name.
        size: width and height in pixels, both even for MP4 and WebM.
        fps: frames per second, 1 to 240, for GIF to 50; a `Fraction`, or a number: 23.976 means
            24000/1001, see `nnviz.film.frame_rate`.
        crf: constant rate factor of MP4 and WebM: 0 is lossless; None: what is usual.
        transparent: whether the ground of the picture lets through what is behind it.
        subtitles: where the captions go besides the picture: "track", a track of the file, and
            "srt", an .srt file beside it; None: into a track where the format has one.
        overwrite: whether a file of that name may be replaced.
        progress: called after every frame with the number of frames done and of all frames.
        workers: how many processes make an MP4 film at the same time; None: as many as this machine
            gains from. The film is the same.

    Raises:
        UsageError: the format cannot be as is asked for, or the number of workers or the size not
            be.
        FilmError: the film cannot be written.
        GraphicsError: this machine cannot draw.

    """
    path = Path(path)
    encoding = Encoding(
        format=format_of(path),
        size=size,
        fps=parse_frame_rate(fps),
        crf=crf,
        transparent=transparent,
        subtitles=subtitles,
    )
    require_shape(size[0] / size[1])
    watch = ProgressCallbacks(progress=progress)
    return make_film(
        show, path, encoding=encoding, overwrite=overwrite, watch=watch, workers=workers
    )


def make_film(
    show: Show | Clip,
    path: Path,
    *,
    encoding: Encoding,
    overwrite: bool = False,
    watch: ProgressCallbacks,
    workers: int | None = None,
) -> FilmReport:
    """Draw a show frame by frame into a film of some encoding; see `render_film`."""
    started = time.perf_counter()
    processes = checked_worker_count(workers, encoding=encoding)
    check_film(path, encoding=encoding, overwrite=overwrite)
    frames = max(1, round(show.duration_seconds * encoding.fps))
    contents = _contents(show)
    with written_beside(path, contents, encoding=encoding, frames=frames, overwrite=overwrite):
        job = _Job(show, path, encoding, contents, frames, overwrite, watch)
        in_file, drawn = (
            _of_segments(job, workers=processes) if encoding.format is MP4 else _in_one(job)
        )
    return FilmReport(
        path=path,
        frames=in_file,
        drawn=drawn,
        wall_seconds=time.perf_counter() - started,
        size_bytes=sum(file.stat().st_size for file in files_of(path, frames=frames)),
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Job:
    """A film that is to be made.

    Attributes:
        show: what is shown.
        path: name of the film.
        encoding: what it is to be like.
        contents: what it says beside its pictures.
        frames: how many it has.
        overwrite: whether a file of that name may be replaced.
        watch: who wants to know how far it is.

    """

    show: Show | Clip
    path: Path
    encoding: Encoding
    contents: Contents
    frames: int
    overwrite: bool
    watch: ProgressCallbacks


def _contents(show: Show | Clip) -> Contents:
    return Contents(
        title=show.title,
        chapters=show.chapters,
        captions=show.captions,
        language=show.language,
        captions_in_picture=show.captions_in_picture,
    )


def _palette(show: Show | Clip, encoding: Encoding, frames: int) -> bytes | None:
    """Return the colours of a film that is a GIF, chosen from frames all over it."""
    if encoding.format is not GIF:
        return None
    with Canvas(size=encoding.size) as canvas:
        drawn = frame_images(show, canvas, encoding=encoding, indices=sampled_frames(frames))
        return palette_png((image for image, _ in drawn), size=encoding.size)


def _of_segments(job: _Job, *, workers: int) -> tuple[int, int]:
    """Make a film that can be continued; return how many frames it has and were drawn."""
    with Canvas(size=job.encoding.size) as canvas:
        drawn = make_segmented_film(
            job.show,
            job.path,
            canvas,
            encoding=job.encoding,
            contents=job.contents,
            frames=job.frames,
            overwrite=job.overwrite,
            watch=job.watch,
            workers=workers,
        )
    return job.frames, drawn


def _in_one(job: _Job) -> tuple[int, int]:
    """Draw and encode all frames; return how many are in the file and were drawn."""
    show, encoding, frames = job.show, job.encoding, job.frames
    encoder = Encoder(
        job.path,
        encoding=encoding,
        contents=job.contents,
        frames=frames,
        palette=_palette(show, encoding, frames),
        overwrite=job.overwrite,
    )
    drawn = 0
    # ffmpeg first: it starts while the canvas is made.
    with encoder, Canvas(size=encoding.size) as canvas:
        images = frame_images(show, canvas, encoding=encoding, indices=range(frames))
        for done, (image, is_new) in enumerate(images, start=1):
            encoder.write(image, repeats=not is_new)
            drawn += is_new
            if job.watch.progress is not None:
                job.watch.progress(done, frames)
    return encoder.frames_in_file, drawn
