"""Fitting: how large an equation is written, with how many terms, and where it stands."""

from dataclasses import dataclass
from typing import Final

from nnviz.picture.regions import Region
from nnviz.stage.equation.charts import CURVE, CurveChart, curve_chart
from nnviz.stage.equation.free_places import FreePlace, FreePlaces
from nnviz.stage.equation.obstacles import Scenery, free_places, subject
from nnviz.stage.equation.typeset import GAP, TypesetEquation, typeset
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.setting import Setting
from nnviz.stage.worked.calculation import calculation
from nnviz.stage.worked.lines import Calculation
from nnviz.story.moment import Moment, Phase

MOST_TERMS: Final = 6
SIZES: Final = (0.038, 0.035, 0.032, 0.029, 0.027, 0.025)  # of numbers, the last the least
CROWDED: Final = 1.8  # what an equation may cost before a smaller one is sought
SMALLER: Final = 0.5  # what it costs to take the next smaller size
FEWER: Final = 0.8  # what it costs to leave out one more of its terms
LEAST_TERMS, TOO_FEW = 3, 1.5  # and more for each that is missing at that
CHARTLESS: Final = 1.8  # what it costs to leave out its chart
AROUND: Final = 0.5  # em of its ground around it
UNTOLD: Final = {Phase.INITIALISE, Phase.INPUT, Phase.EPOCH}


@dataclass(frozen=True, eq=False, slots=True)
class PlacedEquation:
    """An equation and where it stands.

    Attributes:
        equation: its lines.
        chart: a curve that belongs to it; None: there is none.
        region: the part of the picture that it takes, its ground with it.
        lines: where its lines begin: x and y, picture units.
        drawing: where the chart stands.
        subject: the part of the picture of what it is about.

    """

    equation: TypesetEquation
    chart: CurveChart | None
    region: Region
    lines: tuple[float, float]
    drawing: Region | None
    subject: Region


@dataclass(frozen=True, slots=True)
class _Block:
    """An equation with its chart, not placed yet; picture units from its upper left corner."""

    equation: TypesetEquation
    chart: CurveChart | None
    beside: bool

    @property
    def pad(self) -> float:
        return AROUND * self.equation.em

    @property
    def chart_size(self) -> tuple[float, float]:
        em = self.equation.em if self.chart is not None else 0.0
        return CURVE[0] * em, CURVE[1] * em

    @property
    def size(self) -> tuple[float, float]:
        (wide, high), gap = self.chart_size, GAP * self.equation.em
        own = self.equation.width, self.equation.height
        if self.chart is None:
            wide = high = gap = 0.0
        inner = (
            (own[0] + 2 * gap + wide, max(own[1], high))
            if self.beside
            else (max(own[0], wide), own[1] + gap + high)
        )
        return inner[0] + 2 * self.pad, inner[1] + 2 * self.pad

    def at(self, place: FreePlace, about: Region) -> PlacedEquation:
        (width, height), pad, em = self.size, self.pad, self.equation.em
        right, bottom = place.left + width, place.top + height
        drawing = None
        if self.chart is not None:
            wide, high = self.chart_size
            left = right - pad - wide if self.beside else place.left + pad + 0.5 * em
            drawing = Region(left, bottom - pad - high, left + wide, bottom - pad)
        return PlacedEquation(
            self.equation,
            self.chart,
            Region(place.left, place.top, right, bottom),
            (place.left + pad, place.top + pad),
            drawing,
            about,
        )


def placed_equation(
    setting: Setting, step: StepArrays, moment: Moment, scenery: Scenery
) -> PlacedEquation | None:
    """Return the equation of a moment where it stands; None: nothing is calculated."""
    if moment.phase in UNTOLD:
        return None
    free, about = free_places(scenery), subject(scenery, moment)
    found: list[tuple[float, PlacedEquation]] = []
    worked = None
    for fewer, most in enumerate(range(MOST_TERMS, 0, -1)):
        worked = calculation(setting, step, moment, most_terms=most)
        if worked is None:
            return None
        chart = curve_chart(setting, step, moment, worked)
        sized = _sized(free, setting, worked, chart, about)
        missing = FEWER * fewer + TOO_FEW * max(LEAST_TERMS - most, 0)
        found += [(cost + missing, placed) for cost, placed in sized]
        if any(cost < CROWDED for cost, _ in sized) or (sized and len(worked.lines) < most):
            break  # it need not be shorter, or would be as long with fewer terms
    if found:
        return min(found, key=lambda each: each[0])[1]
    return None if worked is None else _forced(free, setting, worked, about)


def _sized(
    free: FreePlaces,
    setting: Setting,
    worked: Calculation,
    chart: CurveChart | None,
    about: Region,
) -> list[tuple[float, PlacedEquation]]:
    """Return an equation at its cheapest places, from the largest size to the first cheap one."""
    found = []
    for loss, em in enumerate(SIZES):
        placed = _cheapest(free, typeset(worked, setting.wording, em), chart, about)
        if placed is not None:
            cost, equation = placed
            found.append((cost + SMALLER * loss, equation))
            if cost < CROWDED:
                break
    return found


def _cheapest(
    free: FreePlaces, equation: TypesetEquation, chart: CurveChart | None, about: Region
) -> tuple[float, PlacedEquation] | None:
    """Return the cheapest of an equation with its chart beside it, below it, and without it."""
    blocks = [(0.0, _Block(equation, chart, beside=side)) for side in (False, True)]
    blocks += [(CHARTLESS, _Block(equation, None, beside=False))] if chart is not None else []
    found = []
    for loss, block in blocks:
        place = free.best(block.size, about, firmly=True)
        if place is not None:
            found.append((place.cost + loss, block.at(place, about)))
    return min(found, key=lambda each: each[0], default=None)


def _forced(
    free: FreePlaces, setting: Setting, worked: Calculation, about: Region
) -> PlacedEquation | None:
    """Return an equation without its chart where it covers least, as nothing is free."""
    block = _Block(typeset(worked, setting.wording, SIZES[-1]), None, beside=False)
    place = free.best(block.size, about, firmly=False)
    return None if place is None else block.at(place, about)
