"""What is done with a file of a stranger: all that opening, checking and showing it does."""

import tempfile
import warnings
from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np

from nnviz.errors import NnvizError
from nnviz.opening import is_trace, open_show
from nnviz.picture.typography import extent
from nnviz.scene import load_scene
from nnviz.trace.export import export_npz
from nnviz.trace.reader import check
from nnviz.trace.trace import open_trace

MOST_WORK = 2_000_000  # weights × records × epochs of a scene that is recorded, too
INSTANTS = 7


def opened(path: Path) -> tuple[str, str]:
    """Open a file in every way; return the class of the error and what it says, or `sound`."""
    warnings.simplefilter("error")
    try:
        use(path)
    except NnvizError as error:
        assert str(error), "an error without a message"
        return type(error).__name__, str(error)
    return "sound", ""


def use(path: Path) -> None:
    """Check, export and show a trace; read a scene, and show it where it is small."""
    if not is_trace(path):
        read_scene(path)
        return
    check(path)
    with open_trace(path) as trace, tempfile.TemporaryDirectory() as folder:
        export_npz(trace, Path(folder) / "all.npz")
    show(path)


def read_scene(path: Path) -> None:
    """Read a scene, and show it where its training is small."""
    experiment = load_scene(path).experiment
    weights = sum(a * b for a, b in zip(experiment.widths, experiment.widths[1:], strict=False))
    if weights * experiment.dataset.size * experiment.epochs < MOST_WORK:
        show(path)


def show(path: Path) -> None:
    """Compose the pictures of some instants."""
    with open_show(path) as shown:
        assert np.isfinite(shown.duration_seconds)
        for share in np.linspace(0, 1, INSTANTS):
            require_finite(shown.frame_at(float(share) * shown.duration_seconds))


def require_finite(part: object, where: str = "frame") -> None:
    """Make sure that a frame holds finite numbers and words that can be set."""
    if isinstance(part, np.ndarray):
        assert np.isfinite(part).all(), where
    elif is_dataclass(part):
        for field in fields(part):
            require_finite(getattr(part, field.name), f"{where}.{field.name}")
    elif where.endswith("labels.text"):
        for text in part:
            assert np.isfinite(extent(text, "sans")), text
