"""The command that draws one picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnviz.cli import options
from nnviz.cli.moments import moment_asked_for
from nnviz.cli.open_source import open_source
from nnviz.cli.quality import PictureQuality, Quality
from nnviz.cli.reporting import in_bytes, say
from nnviz.errors import FilmError, UsageError
from nnviz.files import check_destination, check_ending
from nnviz.story.moment import Phase

if TYPE_CHECKING:
    from nnviz.stage.show import Show


def still(
    source: options.SceneOrTrace,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.png", help="Picture to write (.png).")
    ],
    at: Annotated[
        float | None, options.number_option("SECONDS", "The second of the film to show.")
    ] = None,
    epoch: Annotated[
        int | None, options.whole_number_option("N", "Or the epoch to show, counted from 1.")
    ] = None,
    phase: Annotated[
        Phase | None, typer.Option(help="With --epoch: the phase, at its end; else all of it.")
    ] = None,
    layer: Annotated[
        int | None,
        options.whole_number_option(
            "L", "With --phase: the layer; 0 is the input, or its weights."
        ),
    ] = None,
    record: Annotated[
        int | None,
        options.whole_number_option(
            "K", "With --epoch: the training record, from 1.", "--record", "--sample"
        ),
    ] = None,
    quality: PictureQuality = Quality.FULL_HD,
    size: options.PictureSize = None,
    lang: options.Lang = None,
    theme: options.Colours = None,
    transparent: options.Transparent = False,
    data_anywhere: options.DataAnywhere = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Draw one picture (.png): of an instant of the film, or of a moment of the training."""
    from nnviz.film.still import render_still, without_background

    check_ending(output, ".png")
    if (at is None) == (epoch is None):
        raise UsageError("say which instant to draw: either --at SECONDS or --epoch N")
    if epoch is None and (phase, layer, record) != (None, None, None):
        raise UsageError("--phase, --layer and --record belong to --epoch N, not to --at SECONDS")
    check_destination(output, overwrite=force, error=FilmError)
    size = size or quality.preset.size
    opening = open_source(
        source,
        aspect=size.aspect,
        language=lang,
        theme=theme,
        data_anywhere=data_anywhere,
        written=[output],
        quiet=quiet,
    )
    with opening as show:
        if epoch is None:
            assert at is not None
            frame = show.frame_at(_within(show, seconds=at))
        else:
            phase = phase or Phase.EPOCH
            moment = moment_asked_for(
                show.outline, epoch=epoch, phase=phase, layer=layer, record=record
            )
            frame = show.frame_of(moment)
        if transparent:
            frame = without_background(frame)
        render_still(frame, output, size=size, overwrite=force)
    say(f"{output}: {in_bytes(output.stat().st_size)}", quiet=quiet)


def _within(show: "Show", *, seconds: float) -> float:
    if not 0 <= seconds <= show.duration_seconds:
        raise UsageError(
            f"--at {seconds:g}: the film goes from 0 to {show.duration_seconds:g} seconds"
        )
    return seconds
