"""Lessons: a playground as a scene says it: its epoch, and what is kept by its changes."""

from collections.abc import Sequence
from dataclasses import fields, replace

from nnviz.errors import UsageError
from nnviz.learning.experiment import Experiment
from nnviz.playground.runs import RunOrder, Runs
from nnviz.scene.tables import Lesson, SceneVariant


def lesson_at(epoch: int, runs: Runs, experiment: Experiment, before: Lesson) -> Lesson:
    """Return a lesson that opens in this state.

    Args:
        epoch: that is shown.
        runs: those that are kept go along.
        experiment: of the scene.
        before: what else the scene says.

    Raises:
        UsageError: a kept training is of other data, or has no batches any more.

    """
    kept = tuple(_kept(runs.name_of(run), run.experiment, experiment) for run in runs.kept)
    return replace(before, epoch=max(epoch, 1), kept=kept)


def kept_orders(lesson: Lesson, experiment: Experiment, runs: Runs) -> list[tuple[str, RunOrder]]:
    """Return what is to be trained and kept, with the name of each.

    Args:
        lesson: says which.
        experiment: of its scene.
        runs: among which they are to be; their numbers are below 0, where no other order is.

    """
    return [
        (str(variant.name), _order(number, variant.of(experiment), runs))
        for number, variant in enumerate(lesson.kept, 1)
    ]


def keep_recorded(recorded: Sequence[tuple[str, RunOrder]], runs: Runs) -> None:
    """Keep trainings that are recorded, by their names."""
    for name, order in recorded:
        run = runs.add(order)
        runs.keep(run)
        runs.rename(run, name)


def _order(number: int, experiment: Experiment, runs: Runs) -> RunOrder:
    return RunOrder(number=-number, experiment=experiment, file=runs.place(-number, "kept"))


def _kept(name: str, experiment: Experiment, base: Experiment) -> SceneVariant:
    changes = {
        each.name: getattr(experiment, each.name)
        for each in fields(SceneVariant)[1:]
        if getattr(experiment, each.name) != getattr(base, each.name)
    }
    variant = SceneVariant(name=name, **changes)
    if variant.of(base) != experiment:
        raise UsageError(f"no lesson can say what {name} is; keep trainings of the same data")
    return variant
