"""The setting: everything about a show that does not depend on the moment."""

from dataclasses import dataclass

from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment
from nnviz.stage.curves import Curve
from nnviz.stage.layout import Layout
from nnviz.stage.palette import DARK, Palette, Scales
from nnviz.stage.survey import Survey, survey
from nnviz.trace.trace import Trace


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Setting:
    """What every moment of a show is composed with.

    Attributes:
        experiment: what was trained.
        dataset: the training records and their targets.
        survey: facts of the whole training.
        error_curve: the mean absolute error over the epochs.
        update_curve: the size of the updates over the epochs.
        layout: where the nodes stand.
        palette: the colours.
        scales: from values to sizes.
        aspect: width of the picture divided by its height.

    """

    experiment: Experiment
    dataset: Dataset
    survey: Survey
    error_curve: Curve
    update_curve: Curve
    layout: Layout
    palette: Palette
    scales: Scales
    aspect: float


def setting_for(trace: Trace, *, aspect: float) -> Setting:
    """Return the setting of a trace."""
    facts = survey(trace)
    return Setting(
        experiment=trace.experiment,
        dataset=trace.dataset,
        survey=facts,
        error_curve=Curve("Mean absolute error", facts.epochs, facts.error),
        update_curve=Curve(
            "Size of the weight updates", facts.epochs, facts.update_size, logarithmic=True
        ),
        layout=Layout(widths=trace.experiment.widths),
        palette=DARK,
        scales=Scales(
            largest_weight=facts.largest_weight, largest_activation=facts.largest_activation
        ),
        aspect=aspect,
    )
