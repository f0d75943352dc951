"""The commands that make pictures, and the one that opens the window."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnviz.cli.moments import moment_asked_for
from nnviz.cli.options import FULL_HD, Force, PictureSize, Quiet, SceneOrTrace, Size
from nnviz.cli.outputs import require_ending, require_free
from nnviz.cli.reporting import in_bytes, progress_bar, say
from nnviz.errors import FilmError, UsageError
from nnviz.files import check_destination
from nnviz.story.moment import Moment, Phase

if TYPE_CHECKING:
    from nnviz.stage.show import Show


def render(
    source: SceneOrTrace,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.mp4", help="Film to write (.mp4).")
    ],
    size: PictureSize = FULL_HD,
    fps: Annotated[int, typer.Option(help="Frames per second, 1 to 240.")] = 30,
    crf: Annotated[
        int, typer.Option(help="Quality, from 0 (lossless) to 51 (worst): x264's crf.")
    ] = 18,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Render a film: H.264 in an MP4 file, with title and chapters."""
    from nnviz.film.encoding import Encoding
    from nnviz.film.film import render_film

    # Whatever is impossible is said before a long recording, not after it.
    require_ending(output, ".mp4")
    Encoding(size=size, fps=fps, crf=crf)
    require_free(output, force=force)
    check_destination(output, overwrite=force, error=FilmError)
    with (
        _opened(source, size=size, quiet=quiet) as show,
        progress_bar("Rendering frames", quiet=quiet) as progress,
    ):
        report = render_film(
            show, output, size=size, fps=fps, crf=crf, overwrite=force, progress=progress
        )
    say(
        f"{output}: {report.frames:,} frames in {report.wall_seconds:.1f} s, "
        f"{in_bytes(report.size_bytes)}",
        quiet=quiet,
    )


def still(
    source: SceneOrTrace,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.png", help="Picture to write (.png).")
    ],
    at: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="The instant of the film to show.")
    ] = None,
    epoch: Annotated[
        int | None, typer.Option(metavar="N", help="Or the epoch to show, counted from 1.")
    ] = None,
    phase: Annotated[
        Phase | None, typer.Option(help="With --epoch: the phase, at its end; else all of it.")
    ] = None,
    layer: Annotated[
        int | None,
        typer.Option(metavar="L", help="With --phase: the layer; 0 is the input, or its weights."),
    ] = None,
    sample: Annotated[
        int | None, typer.Option(metavar="K", help="With --epoch: the record, counted from 1.")
    ] = None,
    size: PictureSize = FULL_HD,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Draw one picture (.png): of an instant of the film, or of a moment of the training."""
    from nnviz.film.still import render_still

    require_ending(output, ".png")
    if (at is None) == (epoch is None):
        raise UsageError("say which instant to draw: either --at SECONDS or --epoch N")
    if epoch is None and (phase, layer, sample) != (None, None, None):
        raise UsageError("--phase, --layer and --sample belong to --epoch N, not to --at SECONDS")
    require_free(output, force=force)
    check_destination(output, overwrite=force, error=FilmError)
    with _opened(source, size=size, quiet=quiet) as show:
        if epoch is not None:
            moment = _moment_of(show, epoch=epoch, phase=phase, layer=layer, sample=sample)
            frame = show.frame_of(moment)
        elif at is not None:
            frame = show.frame_at(_within(show, seconds=at))
        else:
            raise UsageError("say which instant to draw: --at SECONDS or --epoch N")
        render_still(frame, output, size=size, overwrite=force)
    say(f"{output}: {in_bytes(output.stat().st_size)}", quiet=quiet)


def view(
    source: Annotated[
        Path | None,
        typer.Argument(metavar="[SCENE|TRACE]", help="What to open; the XOR lesson by default."),
    ] = None,
) -> None:
    """Open the window that plays and scrubs."""
    from nnviz.viewer.app import run

    raise typer.Exit(run(source))


@contextmanager
def _opened(source: Path, *, size: Size, quiet: bool) -> Iterator["Show"]:
    """Open a scene or a trace as a show, with a bar while a scene is recorded."""
    from nnviz.opening import open_show

    with ExitStack() as stack:
        with progress_bar("Recording epochs", quiet=quiet) as progress:
            opening = open_show(source, aspect=size.aspect, progress=progress)
            show = stack.enter_context(opening)
        yield show


def _within(show: "Show", *, seconds: float) -> float:
    if not 0 <= seconds <= show.duration_seconds:
        raise UsageError(
            f"--at {seconds:g}: the film goes from 0 to {show.duration_seconds:g} seconds"
        )
    return seconds


def _moment_of(
    show: "Show", *, epoch: int, phase: Phase | None, layer: int | None, sample: int | None
) -> Moment:
    return moment_asked_for(
        epoch=epoch,
        phase=phase or Phase.EPOCH,
        layer=layer,
        sample=1 if sample is None else sample,
        weights=len(show.trace.experiment.layers),
        samples=len(show.trace.dataset.inputs),
    )
