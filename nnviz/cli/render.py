"""The command that renders films."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from nnviz.cli import options
from nnviz.cli.captions import captions_asked_for
from nnviz.cli.open_source import open_source
from nnviz.cli.quality import PictureQuality, Quality
from nnviz.cli.ranges import Shots, check_range, parse_shots, part_asked_for
from nnviz.cli.reporting import in_bytes, progress_bar, say


def render(
    source: options.SceneOrTrace,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Film to write: .mp4, .gif, .webp, .webm, .mov, or pictures: frames/%05d.png.",
        ),
    ],
    quality: PictureQuality = Quality.FULL_HD,
    size: options.PictureSize = None,
    fps: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Frames per second, 1 to 240 (GIF 50), also 23.976 or 24000/1001; else as "
            "--quality says.",
        ),
    ] = None,
    crf: Annotated[
        int | None,
        options.whole_number_option(
            "N",
            "How coarsely to encode: MP4 0 (lossless) to 51 (else 18, draft 28), WebM 0 to 63 "
            "(else 24, draft 34).",
        ),
    ] = None,
    lang: options.Lang = None,
    theme: options.Colours = None,
    captions: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHERE,…",
            help="picture, track (of subtitles), srt (a file beside the film), or none; "
            "else picture and, where the film can have one, track.",
        ),
    ] = None,
    shots: Annotated[
        Shots | None,
        typer.Option(
            parser=parse_shots, metavar="N-M", help="Only some shots, counted from 1: 3, or 2-4."
        ),
    ] = None,
    start: Annotated[
        float | None, options.number_option("SECONDS", "Begin here; else at 0.", "--from")
    ] = None,
    end: Annotated[
        float | None, options.number_option("SECONDS", "End here; else with the film.", "--to")
    ] = None,
    workers: Annotated[
        int | None,
        options.whole_number_option(
            "N",
            "Processes that make an MP4 film together, 1 to 64; else half as many as there "
            "are processors, at most 8.",
        ),
    ] = None,
    transparent: options.Transparent = False,
    data_anywhere: options.DataAnywhere = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Render a film, with title, chapters and captions, in the format that its name ends in."""
    from nnviz.film.destination import check_film, files_there
    from nnviz.film.encoding import Encoding
    from nnviz.film.film import make_film
    from nnviz.film.formats import format_of
    from nnviz.film.frame_rate import parse_frame_rate
    from nnviz.film.segmented_film import ProgressCallbacks
    from nnviz.film.worker_count import checked_worker_count

    places, preset, film = captions_asked_for(captions or ()), quality.preset, format_of(output)
    size = size or preset.size
    encoding = Encoding(
        format=film,
        size=size,
        fps=preset.fps if fps is None else parse_frame_rate(fps),
        crf=preset.crf(film) if crf is None else crf,
        transparent=transparent,
        subtitles=places.subtitles,
    )
    # Whatever is impossible is said before a long recording, not after it.
    check_range(shots=shots, start=start, end=end)
    check_film(output, encoding=encoding, overwrite=force)
    checked_worker_count(workers, encoding=encoding)
    opening = open_source(
        source,
        aspect=size.aspect,
        language=lang,
        theme=theme,
        captions_in_picture=places.in_picture,
        data_anywhere=data_anywhere,
        written=files_there(output, encoding=encoding),
        quiet=quiet,
    )
    with (
        opening as show,
        progress_bar("Rendering frames", quiet=quiet) as progress,
    ):
        part = part_asked_for(show, shots=shots, start=start, end=end)
        watch = ProgressCallbacks(
            progress=progress, continuing=partial(_say_what_is_there, quiet=quiet)
        )
        report = make_film(
            part, output, encoding=encoding, overwrite=force, watch=watch, workers=workers
        )
    say(
        f"{output}: {report.frames:,} frames in {report.wall_seconds:.1f} s, "
        f"{in_bytes(report.size_bytes)}",
        quiet=quiet,
    )


def _say_what_is_there(found: int, segments: int, *, quiet: bool) -> None:
    say(f"continuing: {found} of {segments} segments were there", quiet=quiet)
