"""Fitting: how large an equation is written, with how many terms, and where it stands."""

from dataclasses import dataclass, replace
from typing import Final

from nnviz.picture.regions import Region
from nnviz.stage.equation.charts import CURVE, CurveChart, curve_chart
from nnviz.stage.equation.free_places import FreePlace, FreePlaces
from nnviz.stage.equation.measuring import GAP, MeasuredEquation
from nnviz.stage.equation.obstacles import Scenery, free_places, subject
from nnviz.stage.equation.typeset import TypesetEquation, typeset
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.setting import Setting
from nnviz.stage.worked.calculation import calculation
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


@dataclass(frozen=True, eq=False, slots=True)
class _Block:
    """An equation in one size, with its chart, not placed yet; units of the picture.

    Attributes:
        measured: its lines.
        em: size of its numbers.
        chart: a curve that belongs to it; None: there is none.
        beside: whether the chart stands beside the lines, or below them.

    """

    measured: MeasuredEquation
    em: float
    chart: CurveChart | None = None
    beside: bool = False

    @property
    def pad(self) -> float:
        return AROUND * self.em

    @property
    def chart_size(self) -> tuple[float, float]:
        return CURVE[0] * self.em, CURVE[1] * self.em

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.measured.size(self.em)
        if self.chart is not None:
            (wide, high), gap = self.chart_size, GAP * self.em
            if self.beside:
                width, height = width + 2 * gap + wide, max(height, high)
            else:
                width, height = max(width, wide), height + gap + high
        return width + 2 * self.pad, height + 2 * self.pad

    def at(self, place: FreePlace, about: Region) -> PlacedEquation:
        (width, height), pad, em = self.size, self.pad, self.em
        right, bottom = place.left + width, place.top + height
        drawing = None
        if self.chart is not None:
            wide, high = self.chart_size
            left = right - pad - wide if self.beside else place.left + pad + 0.5 * em
            drawing = Region(left, bottom - pad - high, left + wide, bottom - pad)
        return PlacedEquation(
            typeset(self.measured, em),
            self.chart,
            Region(place.left, place.top, right, bottom),
            (place.left + pad, place.top + pad),
            drawing,
            about,
        )


@dataclass(frozen=True, eq=False, slots=True)
class _Choice:
    """A block at its cheapest place, and what that and all that it lacks cost."""

    cost: float
    block: _Block
    place: FreePlace


def placed_equation(
    setting: Setting, step: StepArrays, moment: Moment, scenery: Scenery
) -> PlacedEquation | None:
    """Return the equation of a moment where it stands; None: nothing is calculated."""
    if moment.phase in UNTOLD:
        return None
    free, about = free_places(scenery), subject(scenery, moment)
    found: list[_Choice] = []
    measured = None
    for fewer, most in enumerate(range(MOST_TERMS, 0, -1)):
        worked = calculation(setting, step, moment, most_terms=most)
        if worked is None:
            return None
        measured = MeasuredEquation(worked, setting.wording)
        sized = _sized(free, measured, curve_chart(setting, step, moment, worked), about)
        missing = FEWER * fewer + TOO_FEW * max(LEAST_TERMS - most, 0)
        found += [replace(each, cost=each.cost + missing) for each in sized]
        if any(each.cost < CROWDED for each in sized) or (sized and len(worked.lines) < most):
            break  # it need not be shorter, or would be as long with fewer terms
    if found:
        best = min(found, key=lambda each: each.cost)
        return best.block.at(best.place, about)
    return None if measured is None else _forced(free, measured, about)


def _sized(
    free: FreePlaces, measured: MeasuredEquation, chart: CurveChart | None, about: Region
) -> list[_Choice]:
    """Return an equation at its cheapest places, from the largest size to the first cheap one."""
    found = []
    for loss, em in enumerate(SIZES):
        choice = _cheapest(free, _Block(measured, em, chart), about)
        if choice is not None:
            found.append(replace(choice, cost=choice.cost + SMALLER * loss))
            if choice.cost < CROWDED:
                break
    return found


def _cheapest(free: FreePlaces, block: _Block, about: Region) -> _Choice | None:
    """Return the cheapest of an equation with its chart below it, beside it, and without it."""
    blocks = [(0.0, block)]
    if block.chart is not None:
        blocks += [(0.0, replace(block, beside=True)), (CHARTLESS, replace(block, chart=None))]
    found = []
    for loss, each in blocks:
        place = free.best(each.size, about, firmly=True)
        if place is not None:
            found.append(_Choice(place.cost + loss, each, place))
    return min(found, key=lambda each: each.cost, default=None)


def _forced(free: FreePlaces, measured: MeasuredEquation, about: Region) -> PlacedEquation | None:
    """Return an equation without its chart where it covers least, as nothing is free."""
    block = _Block(measured, SIZES[-1])
    place = free.best(block.size, about, firmly=False)
    return None if place is None else block.at(place, about)
