"""What a user names on the command line, drops on the window or gives to a script becomes a show.

A scene is recorded first, into a folder of its own that is gone at the end; a trace is told by
the default storyboard. Command line and window open files by this one way.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from nnviz.errors import ExperimentError, NotATraceError, SceneError, TraceError
from nnviz.files import check_apart
from nnviz.learning.data import as_data
from nnviz.learning.experiment import Experiment
from nnviz.picture.regions import require_shape
from nnviz.scene import Scene, load_scene
from nnviz.scene.toml_file import TRACE_BEGINS
from nnviz.stage.facts.step_arrays import NEEDED
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.stage.texts import require_texts
from nnviz.story.storyboard import default_storyboard
from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.temporary import scratch_folder
from nnviz.trace.recorder import checked_plan, record
from nnviz.trace.trace import Trace, open_trace


def is_trace(path: Path) -> bool:
    """Return whether a file is to be read as a trace; otherwise it is to be read as a scene.

    What the file begins with decides. Where that says nothing, its ending does, so that the
    reader of traces or of scenes can say what is wrong with it.

    Raises:
        NotATraceError: the file is neither.

    """
    if _first_bytes(path) == TRACE_BEGINS or path.suffix == ".nntrace":
        return True
    if path.suffix == ".toml":
        return False
    if not path.exists():
        raise NotATraceError(f"{path}: there is no such file; name a scene or a trace")
    raise NotATraceError(
        f"{path}: is neither a scene (a .toml file) nor a trace (a .nntrace file that "
        f"`nnviz record` wrote)"
    )


def _first_bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(len(TRACE_BEGINS))
    except OSError:
        return b""  # the reader that is chosen by the ending says why


@contextmanager
def open_show(
    path: Path | str,
    *,
    aspect: float = 16 / 9,
    language: Language | None = None,
    theme: Theme | None = None,
    captions_in_picture: bool = True,
    data_anywhere: bool = False,
    written: Collection[Path] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Show]:
    """Open a scene or a trace as a show, for as long as the block lasts.

    Args:
        path: a scene file or a trace file.
        aspect: width of the picture divided by its height.
        language: of the texts in the picture; None: the scene's, or English for a trace.
        theme: the colours of the picture; None: the scene's, or dark for a trace.
        captions_in_picture: whether captions are drawn; as data they are there always.
        data_anywhere: whether data of a scene may lie outside its folder.
        written: files that are to be written, none of which may be one that is read.
        progress: called while a scene is recorded, with the epochs done and of all epochs.

    Yields:
        The show. Its trace is closed at the end of the block.

    Raises:
        NotATraceError: the file is neither a scene nor a trace.
        SceneError: the scene cannot be read, or a text of it not be written into the picture.
        TraceError: the trace cannot be read, or the scene cannot be recorded.
        UsageError: nothing can be drawn well in a picture of this shape, or what is to be written
            is read.

    """
    path = Path(path)
    with ExitStack() as stack:
        if is_trace(path):
            check_apart(written, [path])
            yield _told_by_default(
                path,
                stack,
                aspect=aspect,
                language=language or "en",
                theme=theme or "dark",
                captions_in_picture=captions_in_picture,
            )
            return
        scene = load_scene(path, data_anywhere=data_anywhere)
        check_apart(written, files_read(path, scene.experiment))
        check_scene(
            path,
            scene,
            aspect=aspect,
            language=language,
            captions_in_picture=captions_in_picture,
        )
        folder = stack.enter_context(scratch_folder())
        recordings = record_scene(scene, folder, progress=progress)
        traces = _open_traces(recordings, path, stack)
        yield _show_of(
            path,
            scene,
            traces,
            aspect=aspect,
            language=language,
            theme=theme,
            captions_in_picture=captions_in_picture,
        )


def files_read(path: Path, experiment: Experiment) -> list[Path]:
    """Return what is read to show or record a scene: its file, and the file or folder of its data.

    Args:
        path: the scene, or a trace, which needs nothing else.
        experiment: of the scene.

    """
    data = as_data(experiment.data).path
    return [path, Path(data)] if data and not is_trace(path) else [path]


@contextmanager
def open_recorded(
    path: Path,
    scene: Scene,
    recordings: Sequence[Path],
    *,
    language: Language | None = None,
    theme: Theme | None = None,
) -> Iterator[Show]:
    """Open a scene that is recorded already as a show, for as long as the block lasts.

    Args:
        path: where the scene came from.
        scene: the scene.
        recordings: what `record_scene` returned for it.
        language: of the texts in the picture; None: the scene's.
        theme: the colours of the picture; None: the scene's.

    Yields:
        The show. Its traces are closed at the end of the block.

    Raises:
        SceneError: the storyboard asks for what the training lacks.
        TraceError: a recording cannot be read.

    """
    with ExitStack() as stack:
        traces = _open_traces(recordings, path, stack)
        yield _show_of(path, scene, traces, language=language, theme=theme)


def check_scene(
    path: Path,
    scene: Scene,
    *,
    aspect: float = 16 / 9,
    language: Language | None = None,
    captions_in_picture: bool = True,
) -> None:
    """Refuse a scene that cannot be recorded or whose texts cannot be drawn, before that.

    Args:
        path: where the scene came from.
        scene: the scene.
        aspect: width of the picture divided by its height.
        language: of the texts in the picture; None: the scene's.
        captions_in_picture: whether captions are drawn.

    Raises:
        SceneError: a text cannot be written, or what is to be recorded is not there or too little
            for a picture; names the file.
        TraceError: it is too large to be recorded.
        UsageError: nothing can be drawn well in a picture of this shape.

    """
    require_shape(aspect)
    try:
        _require_recording(scene)
        require_texts(
            scene.storyboard.shots,
            [name for name, _ in scene.variants],
            scene.experiment.dataset.classes,
            language=language or scene.language or "en",
            aspect=aspect,
            captions_in_picture=captions_in_picture,
        )
    except (SceneError, ExperimentError) as error:
        raise SceneError(f"{path}: {error}") from None


def _require_recording(scene: Scene) -> None:
    wanted = scene.experiment.recording.tensors
    if wanted and not NEEDED.issubset(wanted):
        raise SceneError(
            f"experiment recording tensors: a picture needs {', '.join(sorted(NEEDED))}; leave "
            "`tensors` out to show the scene, or only record it"
        )
    for experiment in (scene.experiment, *(variant for _, variant in scene.variants)):
        checked_plan(experiment)


def record_scene(
    scene: Scene, folder: Path, *, progress: Callable[[int, int], None] | None = None
) -> list[Path]:
    """Record the experiment of a scene and its variants, one after the other.

    Args:
        scene: the scene.
        folder: an empty folder for the recordings.
        progress: called with the epochs done and of all epochs, of all recordings together.

    Returns:
        The recordings: the experiment's, then those of the variants in their order.

    Raises:
        TraceError: the folder cannot be written to.

    """
    experiments = [scene.experiment, *(experiment for _, experiment in scene.variants)]
    total = sum(experiment.epochs for experiment in experiments)
    before = 0
    recordings = []
    for number, experiment in enumerate(experiments):
        recordings.append(folder / f"{number}.nntrace")
        record(experiment, recordings[-1], progress=_shifted(progress, before, total))
        before += experiment.epochs
    return recordings


def _open_traces(recordings: Sequence[Path], scene: Path, stack: ExitStack) -> list[Trace]:
    return [stack.enter_context(open_trace(each, source=scene)) for each in recordings]


def _show_of(
    path: Path,
    scene: Scene,
    traces: Sequence[Trace],
    *,
    aspect: float = 16 / 9,
    language: Language | None = None,
    theme: Theme | None = None,
    captions_in_picture: bool = True,
) -> Show:
    try:
        return Show(
            traces[0],
            scene.storyboard,
            aspect=aspect,
            title=scene.title,
            language=language or scene.language or "en",
            theme=theme or scene.theme,
            variants=_variants(scene, traces[1:]),
            captions_in_picture=captions_in_picture,
        )
    except SceneError as error:
        raise SceneError(f"{path}: {error}") from error


def _told_by_default(path: Path, stack: ExitStack, **look: Any) -> Show:
    """Return the show of a trace, although nobody wrote how to tell it."""
    trace = stack.enter_context(open_trace(path))
    if len(trace.epochs) == 0:
        raise TraceError(f"{path}: holds no epoch yet; record it again")
    try:
        return Show(trace, default_storyboard(int(trace.epochs[-1])), title=path.stem, **look)
    except SceneError as error:
        raise SceneError(f"{path}: {error}") from error


def _variants(scene: Scene, traces: Sequence[Trace]) -> tuple[Variant, ...]:
    return tuple(
        Variant(name=name, trace=trace)
        for (name, _), trace in zip(scene.variants, traces, strict=True)
    )


def _shifted(
    progress: Callable[[int, int], None] | None, before: int, total: int
) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)
