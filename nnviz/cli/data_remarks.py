"""What a command says of data: what was left out, and what keeps them from being learned."""

from pathlib import Path
from typing import TYPE_CHECKING

from nnviz.cli.reporting import say

if TYPE_CHECKING:
    from nnviz.learning.experiment import Experiment


def say_of_data(source: Path, experiment: "Experiment | None", *, quiet: bool) -> None:
    """Say what was made of the data of an experiment that their author may not expect."""
    from nnviz.learning.raw_scales import raw_scale_warnings

    if experiment is not None:
        for remark in (*experiment.dataset.notes, *raw_scale_warnings(experiment)):
            say(f"{source}: {remark}", quiet=quiet)
