"""The setting: everything about a show that does not depend on the moment."""

from dataclasses import dataclass

from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment
from nnviz.stage.curves import Curve
from nnviz.stage.layout import Layout
from nnviz.stage.listing import Listing, listing
from nnviz.stage.palette import THEMES, Palette, Scales, Theme
from nnviz.stage.survey import Survey, survey
from nnviz.stage.wording import WORDINGS, Wording
from nnviz.story.text import Language
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
        listing: the training as a plain program.
        wording: the texts of the stage in one language.
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
    listing: Listing
    wording: Wording
    aspect: float


def setting_for(trace: Trace, *, aspect: float, language: Language, theme: Theme) -> Setting:
    """Return the setting of a trace."""
    facts = survey(trace)
    wording = WORDINGS[language]
    return Setting(
        experiment=trace.experiment,
        dataset=trace.dataset,
        survey=facts,
        error_curve=Curve(
            wording.mean_absolute_error, facts.epochs, facts.error, wording.epoch_axis
        ),
        update_curve=Curve(
            wording.update_size,
            facts.epochs,
            facts.update_size,
            wording.epoch_axis,
            logarithmic=True,
        ),
        layout=Layout(widths=trace.experiment.widths),
        palette=THEMES[theme],
        scales=Scales(
            largest_weight=facts.largest_weight, largest_activation=facts.largest_activation
        ),
        listing=listing(trace.experiment),
        wording=wording,
        aspect=aspect,
    )
