"""The scene that is tried out: that of what is shown, with the training that is gone through."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from nnviz.errors import NnvizError, UsageError
from nnviz.learning.data import as_data
from nnviz.learning.experiment import Experiment
from nnviz.learning.sources import OWN
from nnviz.scene import Scene
from nnviz.story.storyboard import default_storyboard
from nnviz.trace.experiment_json import experiment_json
from nnviz.viewer.source import Source, scene_of
from nnviz.viewer.translation import tr

if TYPE_CHECKING:
    from nnviz.stage.show import Show

NO_EXPERIMENT = "This recording was made by another program: there is no experiment to change."
NOT_ALL_RECORDS = (
    "This recording holds only some of the records that were learned. Open its scene to change the"
    " experiment."
)


def tried_scene(source: Source, show: "Show") -> Scene:
    """Return the scene with which trying out begins.

    Args:
        source: of what is shown.
        show: of the training that is gone through.

    Raises:
        UsageError: there is no experiment, or not all of its records; in the language that is
            spoken.
        ExperimentError: its records cannot be read any more.

    """
    recorded = show.trace.experiment
    if recorded is None:
        raise UsageError(tr(NO_EXPERIMENT))
    bits = experiment_json(recorded)
    scene = None
    with suppress(NnvizError):  # it was changed or removed meanwhile
        scene = scene_of(source)
    if scene is not None:
        for experiment in (scene.experiment, *(variant for _, variant in scene.variants)):
            if experiment_json(experiment) == bits:
                return _alone(scene, experiment)
    experiment = _with_all_records(recorded)
    return Scene(
        title=show.title,
        experiment=experiment,
        storyboard=default_storyboard(experiment.epochs),
        theme=show.theme,
    )


def _alone(scene: Scene, experiment: Experiment) -> Scene:
    """Return a scene with one of its trainings; a story of all of them is none of one."""
    story = default_storyboard(experiment.epochs) if scene.variants else scene.storyboard
    return replace(scene, experiment=experiment, variants=(), storyboard=story)


def _with_all_records(experiment: Experiment) -> Experiment:
    """Return an experiment of a recording with the records that it learned from."""
    data = as_data(experiment.data)
    if not data.path and data.name != OWN:
        return replace(experiment, data=replace(data))  # which makes them anew
    kept, held_out = data.dataset, data.dataset.held_out
    if len(kept.inputs) < kept.size or (held_out and len(held_out.inputs) < held_out.size):
        raise UsageError(tr(NOT_ALL_RECORDS))
    return experiment
