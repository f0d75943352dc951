"""Where what is shown comes from.

It is a file, a scene in memory, a recorder that still runs, or a training of the playground.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from nnviz.opening import files_read, is_trace
from nnviz.scene import Scene, load_scene

if TYPE_CHECKING:
    from nnviz.stage.show import Show


@dataclass(frozen=True, slots=True)
class FileSource:
    """A scene or a trace that is recorded to its end.

    Attributes:
        file: its file.

    """

    file: Path

    @property
    def name(self) -> str:
        """What is exported of it is named so."""
        return self.file.stem


@dataclass(frozen=True, slots=True)
class RecorderSource:
    """A recorder that still runs, or ended too early: its trace lacks epochs.

    Attributes:
        file: the trace that it writes.

    """

    file: Path

    @property
    def name(self) -> str:
        """What is exported of it is named so."""
        return self.file.stem


@dataclass(frozen=True, eq=False, slots=True)
class SceneSource:
    """A scene that is in no file.

    Attributes:
        name: what messages call it, and what is exported of it.
        scene: the scene.

    """

    name: str
    scene: Scene

    @property
    def file(self) -> None:
        """It has none."""
        return


@dataclass(frozen=True, slots=True)
class RunSource:
    """A training of the playground.

    Attributes:
        file: its trace, which is gone when the session has ended.
        growing: whether it is still being recorded.

    """

    file: Path
    growing: bool = False

    @property
    def name(self) -> str:
        """What is exported of it is named so."""
        return self.file.stem


Source: TypeAlias = FileSource | RecorderSource | SceneSource | RunSource


def are_same(one: Source | None, other: Source | None) -> bool:
    """Return whether two sources are one, of which a recording may have grown meanwhile."""
    if one is None or other is None or one.file is None:
        return one is other
    return one.file == other.file


def is_growing(source: Source | None) -> bool:
    """Return whether a source is a trace to which epochs may come."""
    if isinstance(source, RunSource):
        return source.growing
    return isinstance(source, RecorderSource)


def reopened(source: Source, path: Path, show: "Show") -> Source:
    """Return what a source that grew is by now.

    Args:
        source: what it was.
        path: its trace.
        show: a show of that, opened anew.

    """
    if isinstance(source, RunSource):
        return RunSource(path, growing=not show.trace.complete)
    return source_of_trace(path, show)


def source_of_trace(path: Path, show: "Show") -> Source:
    """Return what a trace is, of which a show was opened."""
    return FileSource(path) if show.trace.complete else RecorderSource(path)


def scene_of(source: Source) -> Scene | None:
    """Return the scene that a source has; None: it is a trace.

    Raises:
        NotATraceError: its file is neither a scene nor a trace.
        SceneError: the scene cannot be read.

    """
    if isinstance(source, SceneSource):
        return source.scene
    return None if is_trace(source.file) else load_scene(source.file)


def where_errors_point(source: Source) -> Path:
    """Return what errors name: the file, or the name of what is in none."""
    return Path(source.name) if source.file is None else source.file


def files_of(source: Source) -> list[Path]:
    """Return the files of a source, which must not be written; see `files_read`.

    Raises:
        NnvizError: its scene cannot be read any more.

    """
    scene = scene_of(source)
    own = [] if source.file is None else [source.file]
    if scene is None:
        return own
    where = where_errors_point(source)
    return [*own, *files_read(where, scene.experiment)[1:]]
