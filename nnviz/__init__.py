"""nnviz shows a neural network learning, in 3D, with the numbers that the code really computed.

The names below are the public API. Each is imported when it is first used, so that
`import nnviz` loads nothing heavy: no window, no GL, no encoder.
"""

from importlib import import_module
from typing import TYPE_CHECKING
from warnings import warn

if TYPE_CHECKING:
    from nnviz.errors import NnvizError
    from nnviz.film.film import render_film
    from nnviz.film.still import render_still
    from nnviz.learning.data import Data, own
    from nnviz.learning.datasets import Dataset
    from nnviz.learning.description import Layer, NetworkDescription, TrainingDescription
    from nnviz.learning.experiment import Experiment
    from nnviz.learning.initializers import Initialization
    from nnviz.learning.optimizers import OptimizerSettings
    from nnviz.learning.recording import Recording
    from nnviz.learning.regularization import Regularization
    from nnviz.learning.schedules import Schedule
    from nnviz.opening import open_show
    from nnviz.scene import Scene, load_scene
    from nnviz.stage.setting import Variant
    from nnviz.stage.show import Show
    from nnviz.story.storyboard import Shot, Storyboard
    from nnviz.trace.export import export_npz
    from nnviz.trace.gradcheck import check_gradients
    from nnviz.trace.recorder import record, recording
    from nnviz.trace.trace import Trace, open_trace

__all__ = [
    "Data",
    "Dataset",
    "Experiment",
    "Initialization",
    "Layer",
    "NetworkDescription",
    "NnvizError",
    "OptimizerSettings",
    "Recording",
    "Regularization",
    "Scene",
    "Schedule",
    "Shot",
    "Show",
    "Storyboard",
    "Trace",
    "TrainingDescription",
    "Variant",
    "check_gradients",
    "export_npz",
    "load_scene",
    "open_show",
    "open_trace",
    "own",
    "record",
    "recording",
    "render_film",
    "render_still",
]

_HOMES = {
    "Data": "nnviz.learning.data",
    "Dataset": "nnviz.learning.datasets",
    "Experiment": "nnviz.learning.experiment",
    "Initialization": "nnviz.learning.initializers",
    "Layer": "nnviz.learning.description",
    "NetworkDescription": "nnviz.learning.description",
    "NnvizError": "nnviz.errors",
    "OptimizerSettings": "nnviz.learning.optimizers",
    "Recording": "nnviz.learning.recording",
    "Regularization": "nnviz.learning.regularization",
    "Scene": "nnviz.scene",
    "Schedule": "nnviz.learning.schedules",
    "Shot": "nnviz.story.storyboard",
    "Show": "nnviz.stage.show",
    "Storyboard": "nnviz.story.storyboard",
    "Trace": "nnviz.trace.trace",
    "TrainingDescription": "nnviz.learning.description",
    "Variant": "nnviz.stage.setting",
    "check_gradients": "nnviz.trace.gradcheck",
    "export_npz": "nnviz.trace.export",
    "load_scene": "nnviz.scene",
    "open_show": "nnviz.opening",
    "open_trace": "nnviz.trace.trace",
    "own": "nnviz.learning.data",
    "record": "nnviz.trace.recorder",
    "recording": "nnviz.trace.recorder",
    "render_film": "nnviz.film.film",
    "render_still": "nnviz.film.still",
}
_FORMER = {"Rival": "Variant", "Optimization": "OptimizerSettings"}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name in _FORMER:
        told = f"nnviz.{name} is called nnviz.{_FORMER[name]} and goes with the next release."
        warn(told, DeprecationWarning, stacklevel=2)
        name = _FORMER[name]
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
