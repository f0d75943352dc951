"""The setting: everything about a show that does not depend on the moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise, zip_longest
from types import MappingProxyType

import numpy as np

from nnviz.learning.datasets import Dataset
from nnviz.learning.description import NetworkDescription, TrainingDescription
from nnviz.listing.program import Listing, listing
from nnviz.picture.frame import Floats
from nnviz.picture.palette import THEMES, Palette, Scales
from nnviz.picture.regions import UPRIGHT, Regions
from nnviz.stage.facts.curve import Curve
from nnviz.stage.facts.layer_sizes import size_limits
from nnviz.stage.facts.mean_loss import common_losses, watched_loss
from nnviz.stage.facts.metrics import (
    WatchedMetric,
    error_name,
    loss_name,
    metric_curves,
    race_results,
    watched_metric,
)
from nnviz.stage.facts.output_curve import OutputCurve, output_curve_of
from nnviz.stage.facts.plane import Plane, plane_of
from nnviz.stage.facts.strongest_edges import strongest_edges
from nnviz.stage.facts.survey import FAR_BEYOND, Survey, survey
from nnviz.stage.geometry.edge_numbers import number_points
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.wording import WORDINGS, Wording
from nnviz.story.text import Language, Text, text_in
from nnviz.story.theme import Theme
from nnviz.trace.divergence import Divergence
from nnviz.trace.trace import Trace


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Variant:
    """A variant of the training, recorded.

    Attributes:
        name: what the lecturer calls it.
        trace: its recording.

    """

    name: Text
    trace: Trace


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class RaceVariant:
    """Where a variant of the training is shown in a race.

    Attributes:
        name: what the lecturer calls it.
        trace: its recording.
        watched: what says whether it learns, of the same kind in all variants.
        curves: that, its loss and, where outputs tell classes, its accuracy over the epochs, as
            `error`, `loss`, `accuracy`; the latter two on what is held out where there is such.
        results: what the table of results tells of it, by the headings of their columns.
        layout: of its network, as it stands alone.
        plane: what its network says of every point, see `Setting`.
        divergence: when its loss became infinite or NaN.

    """

    name: str
    trace: Trace
    watched: WatchedMetric
    curves: Mapping[str, Curve]
    results: Mapping[tuple[str, str], Curve]
    layout: Layout
    plane: Plane | OutputCurve | None
    divergence: Divergence | None

    @property
    def curve(self) -> Curve:
        """The curve of what says whether it learns."""
        return self.watched.curve


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Setting:
    """What every moment of a show is composed with.

    Attributes:
        network: what was trained.
        training: how its steps make epochs.
        dataset: the training records and their targets.
        n_records: number of records that each recorded step holds.
        holds_whole_steps: whether these are all the records that a step learns from.
        survey: facts of the whole training.
        divergence: when its loss became infinite or NaN; None: it did not.
        error_name: what the mean error of an epoch is called, with what it is over.
        watched: what says whether it learns: the mean error, or where it goes by batches the mean
            loss of all training records.
        losses: the mean loss over the epochs, of training and of what is held out.
        loss_title: what they are called.
        accuracies: likewise the accuracy; empty where outputs tell no classes.
        update_curve: the size of the updates over the epochs.
        size_limits: returns the ends of the axis of the sizes of deltas and updates, layer by
            layer; the trace is read when first somebody asks.
        plane: what the network says of every point of a plane, or over its only input; None where
            its inputs are neither.
        variants: the variants of the training, for races between them.
        layout: where the nodes stand, and which edges are drawn: all, or where there are too many
            the strongest at the end of the training, so that none flickers.
        number_points: for each layer of weights, (edges, 3) where its numbers stand.
        palette: the colours.
        scales: from values to sizes.
        exceeds_scales: whether weights or values of some training, or of a variant, go beyond
            them.
        optimizer: what changes the weights, in words; None: nobody knows it.
        listing: the training as a plain program; None: nobody knows how its numbers came about.
        wording: the texts of the stage in one language.
        aspect: width of the picture divided by its height.

    """

    network: NetworkDescription
    training: TrainingDescription
    dataset: Dataset
    n_records: int
    holds_whole_steps: bool
    survey: Survey
    divergence: Divergence | None
    error_name: str
    watched: WatchedMetric
    losses: tuple[Curve, ...]
    loss_title: str
    accuracies: tuple[Curve, ...]
    update_curve: Curve
    size_limits: Callable[[], tuple[float, float]]
    plane: Plane | OutputCurve | None
    variants: tuple[RaceVariant, ...]
    layout: Layout
    number_points: tuple[Floats, ...]
    palette: Palette
    scales: Scales
    exceeds_scales: bool
    optimizer: str | None
    listing: Listing | None
    wording: Wording
    aspect: float

    @property
    def updates_are_sums(self) -> bool:
        """Whether a weight changes by the rate × the sum of activation × delta of what is shown."""
        return self.holds_whole_steps and self.training.updates_are_plain

    @property
    def error_curve(self) -> Curve:
        """The curve of what says whether it learns."""
        return self.watched.curve

    @property
    def divides_by_shown(self) -> bool:
        """Whether deltas are divided by another number of records than in training.

        Chosen records of a training by batches are computed as if they were a batch, so that a loss
        that is a mean is one over them.
        """
        return (
            self.training.by_batches
            and self.n_records != self.training.records_in_last_step
            and not self.network.loss_is_sum
        )

    @property
    def errors_are_differences(self) -> bool:
        """Whether −∂loss/∂output is the error, target − output."""
        return self.network.loss == "half_squared_error"

    def accuracy_at(self, epoch: int) -> float | None:
        """Return the accuracy at an epoch, on what is held out where there is such; None: none."""
        if not self.accuracies:
            return None
        curve = self.accuracies[-1]
        value = curve.values[np.searchsorted(curve.epochs, epoch)]
        return float(value) if np.isfinite(value) else None

    @property
    def edges(self) -> tuple[int, int]:
        """How many of the edges are drawn at a moment, and how many there are."""
        widths = self.layout.widths
        return sum(self.layout.shown), sum(a * b for a, b in pairwise(widths))

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
    variants: tuple[Variant, ...] = (),
) -> Setting:
    """Return the setting of a trace, and of its variants on the same scales."""
    facts = survey(trace)
    others = [survey(variant.trace) for variant in variants]
    wording = WORDINGS[language]
    scales = _scales(facts, others)
    shape = Regions(aspect).network_shape
    shaped = replace(_layout(trace), shape_of_room=shape, upright=aspect < UPRIGHT)
    layout = _with_outlines(shaped, scales)
    scales = replace(scales, thickest=layout.thickest)
    return Setting(
        network=trace.network,
        training=trace.training,
        dataset=trace.dataset,
        n_records=trace.shape("activations/0")[0],
        holds_whole_steps=_holds_whole_steps(trace),
        survey=facts,
        divergence=trace.divergence,
        error_name=error_name(trace, wording),
        watched=_readably(watched_metric(trace, watched_loss(trace), wording), facts, wording),
        losses=tuple(
            _readable(each, facts, wording) for each in metric_curves(trace, "loss", wording)
        ),
        loss_title=wording.per_record.format(value=loss_name(trace, wording)),
        accuracies=metric_curves(trace, "accuracy", wording),
        update_curve=_update_curve(facts, wording),
        size_limits=cache(partial(size_limits, trace, facts.settled)),
        plane=plane_of(trace) or output_curve_of(trace),
        variants=_variants(variants, others, scales, wording),
        layout=layout,
        number_points=number_points(layout, aspect),
        palette=THEMES[theme],
        scales=scales,
        exceeds_scales=any(_exceeds(each, scales) for each in [facts, *others]),
        optimizer=_optimizer(trace),
        listing=None if trace.experiment is None else listing(trace.experiment),
        wording=wording,
        aspect=aspect,
    )


def _optimizer(trace: Trace) -> str | None:
    return None if trace.experiment is None else trace.experiment.optimizer.name.replace("_", " ")


def _holds_whole_steps(trace: Trace) -> bool:
    """Return whether the recorded rows are all the records that a step learns from."""
    if trace.training.by_batches:
        return trace.batches_vary
    return trace.shape("activations/0")[0] == trace.dataset.size


def _layout(trace: Trace) -> Layout:
    return Layout(
        widths=trace.network.widths,
        image=trace.dataset.image_shape,
        strongest=strongest_edges(trace),
    )


def _with_outlines(layout: Layout, scales: Scales) -> Layout:
    """Return a layout whose edges end at the outlines."""
    layers = range(len(layout.widths))
    return replace(layout, outlines=tuple(scales.half_side_of_one(layer) for layer in layers))


def _scales(facts: Survey, others: list[Survey]) -> Scales:
    """Return the scales that all trainings have in common."""
    return Scales(
        largest_weight=_common_largest(
            facts.largest_weight, [each.largest_weight for each in others]
        ),
        largest_activations=_largest_of_all([facts, *others]),
        largest_delta=_common_largest(facts.largest_delta, [each.largest_delta for each in others]),
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


def _exceeds(facts: Survey, scales: Scales) -> bool:
    """Return whether a training goes beyond the scales: it runs away, or they follow others."""
    pairs = zip(facts.largest_activations, scales.largest_activations, strict=False)
    return (
        facts.runs_away is not None
        or facts.largest_weight > scales.largest_weight
        or any(own > largest for own, largest in pairs)
    )


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


def _readably(seen: WatchedMetric, facts: Survey, wording: Wording) -> WatchedMetric:
    return replace(seen, curve=_readable(seen.curve, facts, wording))


def _variants(
    variants: tuple[Variant, ...], surveys: list[Survey], scales: Scales, wording: Wording
) -> tuple[RaceVariant, ...]:
    losses = common_losses([variant.trace for variant in variants])
    return tuple(
        RaceVariant(
            name=text_in(variant.name, wording.language),
            trace=variant.trace,
            watched=(
                seen := _readably(watched_metric(variant.trace, loss, wording), facts, wording)
            ),
            curves=_raced(variant.trace, seen, facts, wording),
            results=race_results(variant.trace, wording),
            layout=_with_outlines(_layout(variant.trace), scales),
            plane=plane_of(variant.trace) or output_curve_of(variant.trace),
            divergence=variant.trace.divergence,
        )
        for variant, facts, loss in zip(variants, surveys, losses, strict=True)
    )


def _raced(
    trace: Trace, seen: WatchedMetric, facts: Survey, wording: Wording
) -> Mapping[str, Curve]:
    """Return the curves of a training that a race can show; their titles say all that they are."""
    curves: dict[str, Curve] = {"error": seen.curve}
    kinds = (("loss", loss_name(trace, wording)), ("accuracy", wording.accuracy))
    for quantity, name in kinds:
        for curve in metric_curves(trace, quantity, wording)[-1:]:
            title = wording.over.format(value=name, records=curve.title)
            named = replace(curve, title=title)
            curves[quantity] = _readable(named, facts, wording) if quantity == "loss" else named
    # Most happens in the first epochs.
    return MappingProxyType(
        {name: replace(curve, logarithmic_epochs=True) for name, curve in curves.items()}
    )
