"""Instants: all that the panels tell of a moment, of one network or of several in a row.

They do not say how far the moment's phase has come: what of that the panels tell is in what is
known and in how many lines are written. So an instant lasts for many frames, equal ones are told
alike, and what was composed of one serves all.
"""

from dataclasses import dataclass

from nnviz.stage.facts.loss_surface import LossSurface
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.known import Known
from nnviz.stage.worked.lines import Calculation
from nnviz.stage.world.nodes import delta_zoom
from nnviz.stage.world.staged_bodies import StagedNetwork
from nnviz.story.moment import Moment


@dataclass(frozen=True, kw_only=True, slots=True)
class Instant:
    """What is told around a network that stands alone, or around a loss surface.

    Attributes:
        step: what was recorded at the moment's epoch.
        moment: what is shown, its phase at its end.
        known: what of its epoch has been computed.
        panels: the names of those that are shown.
        unit: what a world unit measures in the middle of the stage, picture units.
        worked: the calculation of the moment; None: nothing is calculated.
        lines: how many of its lines are written.
        caption: below the picture; may be empty.
        surface: the loss surface that stands in place of the network; None: the network does.

    """

    step: StepArrays
    moment: Moment
    known: Known
    panels: frozenset[str]
    unit: float
    worked: Calculation | None = None
    lines: int = 0
    caption: str = ""
    surface: LossSurface | None = None

    @property
    def zoom(self) -> float | None:
        """By how much deltas are enlarged; None: none are shown."""
        return delta_zoom(self.step) if self.known.deltas else None


@dataclass(frozen=True, kw_only=True, slots=True)
class RowInstant:
    """What is told around several networks beside each other: epochs of one, or variants.

    Attributes:
        networks: the networks, from left to right.
        moment: what is shown of each, its phase at its end.
        panels: the names of those that are shown.
        across: where the middles of the networks are seen, picture units from the left, if a panel
            asks for that.
        over: over which records the errors of the networks are, each once, unless a panel says it.
        last: epoch at which the axis of a race ends.
        caption: below the picture; may be empty.

    """

    networks: tuple[StagedNetwork, ...]
    moment: Moment
    panels: frozenset[str]
    across: tuple[float, ...]
    over: tuple[str, ...]
    last: int
    caption: str = ""
