"""The setting: everything about a show that does not depend on the moment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from types import MappingProxyType

import numpy as np

from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment
from nnviz.learning.regularisation import Regularization
from nnviz.stage.curves import Curve
from nnviz.stage.edge_numbers import number_points
from nnviz.stage.frame import Floats
from nnviz.stage.layout import Layout, side_by_side
from nnviz.stage.listing import Listing, listing
from nnviz.stage.measured import error_name, measured
from nnviz.stage.palette import LARGEST_RADIUS, THEMES, Palette, Scales
from nnviz.stage.plane import Plane, plane_of
from nnviz.stage.strongest import strongest_edges
from nnviz.stage.survey import FAR_BEYOND, Survey, survey
from nnviz.stage.wording import WORDINGS, Wording
from nnviz.story.storyboard import Panel
from nnviz.story.text import Language, Text, text_in
from nnviz.story.theme import Theme
from nnviz.trace.divergence import Divergence
from nnviz.trace.trace import Trace

FEW_EDGES = 64  # as many can be as thick as they like


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Rival:
    """A variant of the training, recorded.

    Attributes:
        name: what the lecturer calls it.
        trace: its recording.

    """

    name: Text
    trace: Trace


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Lane:
    """Where a variant of the training is shown in a race.

    Attributes:
        name: what the lecturer calls it.
        trace: its recording.
        curves: its mean absolute error, its loss and, where outputs tell classes, its accuracy over
            the epochs, by the panel that shows them; loss and accuracy on what is held out where
            there is such.
        layout: where its network stands, beside those of the other lanes.
        divergence: when its loss became infinite or NaN.

    """

    name: str
    trace: Trace
    curves: Mapping[Panel, Curve]
    layout: Layout
    divergence: Divergence | None


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Setting:
    """What every moment of a show is composed with.

    Attributes:
        experiment: what was trained.
        dataset: the training records and their targets.
        samples: number of records that each recorded step holds.
        survey: facts of the whole training.
        divergence: when its loss became infinite or NaN; None: it did not.
        error_curve: the mean absolute error over the epochs.
        losses: the loss over the epochs, of training and of what is held out.
        accuracies: likewise the accuracy; empty where outputs tell no classes.
        update_curve: the size of the updates over the epochs.
        plane: what the network says of every point; None where its inputs are no points.
        lanes: the variants of the training, for races between them.
        layout: where the nodes stand, and which edges are drawn: all, or where there are too many
            the strongest at the end of the training, so that none flickers.
        number_points: for each layer of weights, (edges, 3) where its numbers stand.
        palette: the colours.
        scales: from values to sizes.
        listing: the training as a plain program.
        wording: the texts of the stage in one language.
        aspect: width of the picture divided by its height.

    """

    experiment: Experiment
    dataset: Dataset
    samples: int
    survey: Survey
    divergence: Divergence | None
    error_curve: Curve
    losses: tuple[Curve, ...]
    accuracies: tuple[Curve, ...]
    update_curve: Curve
    plane: Plane | None
    lanes: tuple[Lane, ...]
    layout: Layout
    number_points: tuple[Floats, ...]
    palette: Palette
    scales: Scales
    listing: Listing
    wording: Wording
    aspect: float

    @property
    def holds_whole_steps(self) -> bool:
        """Whether the recorded rows are all the records that a step learns from."""
        return self.samples == self.experiment.samples_per_step

    @property
    def updates_are_sums(self) -> bool:
        """Whether a weight changes by the rate × the sum of activation × delta of what is shown."""
        experiment = self.experiment
        return (
            self.holds_whole_steps
            and experiment.optimizer.name == "gradient_descent"
            and experiment.schedule.name == "constant"
            and experiment.regularization == Regularization()
        )

    @property
    def errors_are_differences(self) -> bool:
        """Whether the errors of the output are target − output."""
        return self.experiment.loss == "half_squared_error"

    def accuracy_at(self, epoch: int) -> float | None:
        """Return the accuracy at an epoch, on what is held out where there is such; None: none."""
        if not self.accuracies:
            return None
        curve = self.accuracies[-1]
        value = curve.values[np.searchsorted(curve.epochs, epoch)]
        return float(value) if np.isfinite(value) else None

    @property
    def edges(self) -> tuple[int, int]:
        """How many of the edges are drawn, and how many there are."""
        widths = self.layout.widths
        return sum(map(len, self.layout.drawn)), sum(a * b for a, b in pairwise(widths))

    @property
    def leaves_out(self) -> bool:
        """Whether there are more edges than are drawn."""
        drawn, count = self.edges
        return drawn < count

    @property
    def names_outputs(self) -> bool:
        """Whether each output stands for a class that has a name."""
        return len(self.dataset.classes) == self.layout.widths[-1] > 1


def setting_for(
    trace: Trace,
    *,
    aspect: float,
    language: Language,
    theme: Theme,
    rivals: tuple[Rival, ...] = (),
) -> Setting:
    """Return the setting of a trace, and of its rivals on the same scales."""
    facts = survey(trace)
    others = [survey(rival.trace) for rival in rivals]
    wording = WORDINGS[language]
    layout = _layout(trace)
    return Setting(
        experiment=trace.experiment,
        dataset=trace.dataset,
        samples=trace.shape("activations/0")[0],
        survey=facts,
        divergence=trace.divergence,
        error_curve=_error_curve(trace.experiment, facts, wording),
        losses=tuple(_readable(each, facts, wording) for each in measured(trace, "loss", wording)),
        accuracies=measured(trace, "accuracy", wording),
        update_curve=_update_curve(facts, wording),
        plane=plane_of(trace),
        lanes=_lanes(rivals, others, wording),
        layout=layout,
        number_points=number_points(layout, aspect),
        palette=THEMES[theme],
        scales=Scales(
            largest_weight=_common_largest(
                facts.largest_weight, [each.largest_weight for each in others]
            ),
            largest_activations=_largest_of_all([facts, *others]),
            thickest=_thickest(layout),
        ),
        listing=listing(trace.experiment),
        wording=wording,
        aspect=aspect,
    )


def _layout(trace: Trace) -> Layout:
    return Layout(
        widths=trace.experiment.widths,
        image=trace.dataset.image_shape,
        strongest=strongest_edges(trace),
    )


def _largest_of_all(surveys: list[Survey]) -> tuple[float, ...]:
    """Return for each layer the largest activation of all trainings that have it."""
    layers = zip_longest(*(each.largest_activations for each in surveys), fillvalue=1.0)
    return tuple(_common_largest(own, others) for own, *others in layers)


def _common_largest(own: float, others: list[float]) -> float:
    """Return the largest value of all trainings, but for those that go far beyond the show's own.

    They diverge, and on their scale nothing would be seen of the others.
    """
    return max([own, *(other for other in others if other <= FAR_BEYOND * own)])


def _thickest(layout: Layout) -> float:
    """Return the radius of the largest weight: the more edges there are, the thinner they are."""
    crowd = sum(map(len, layout.drawn))
    thinner = min(1.0, (FEW_EDGES / crowd) ** 0.5)
    return float(LARGEST_RADIUS * min(layout.pitches) * thinner)


def _error_curve(experiment: Experiment, facts: Survey, wording: Wording) -> Curve:
    curve = Curve(error_name(experiment, wording), facts.epochs, facts.error, wording.epoch_axis)
    return _readable(curve, facts, wording)


def _update_curve(facts: Survey, wording: Wording) -> Curve:
    axis = wording.epoch_axis
    curve = Curve(wording.update_size, facts.epochs, facts.update_size, axis, logarithmic=True)
    return _readable(curve, facts, wording)


def _readable(curve: Curve, facts: Survey, wording: Wording) -> Curve:
    """Return a curve whose axis does not follow a training that runs away."""
    if facts.runs_away is None:
        return curve
    beyond = wording.beyond_axis.format(epoch=facts.runs_away)
    return replace(curve, settled=facts.settled, beyond=beyond)


def _lanes(rivals: tuple[Rival, ...], surveys: list[Survey], wording: Wording) -> tuple[Lane, ...]:
    layouts = side_by_side([_layout(rival.trace) for rival in rivals])
    return tuple(
        Lane(
            name=text_in(rival.name, wording.language),
            trace=rival.trace,
            curves=_raced(rival.trace, facts, wording),
            layout=layout,
            divergence=rival.trace.divergence,
        )
        for rival, facts, layout in zip(rivals, surveys, layouts, strict=True)
    )


def _raced(trace: Trace, facts: Survey, wording: Wording) -> Mapping[Panel, Curve]:
    """Return the curves of a training that a race can show; their titles say all that they are."""
    curves: dict[Panel, Curve] = {"error_curve": _error_curve(trace.experiment, facts, wording)}
    kinds: tuple[tuple[Panel, str, str], ...] = (
        ("loss_curve", "loss", wording.loss),
        ("accuracy_curve", "accuracy", wording.accuracy),
    )
    for panel, quantity, name in kinds:
        for curve in measured(trace, quantity, wording)[-1:]:
            named = replace(curve, title=f"{name} · {curve.title}")
            curves[panel] = _readable(named, facts, wording) if quantity == "loss" else named
    return MappingProxyType(curves)
