"""Softmax: what it makes of the sums of a layer, as it is written.

softmax(z) = exp(z) ÷ Σ exp(z), the sum over the layer, where that sum is a number that can be read;
else exp(z − ln Σ eᶻ), which is the same and does not overflow.
"""

from dataclasses import dataclass

import numpy as np

from nnviz.picture.numerals import LARGEST, SMALLEST, numeral
from nnviz.picture.rounding import float_printed
from nnviz.stage.facts.step_arrays import Values
from nnviz.stage.worked.lines import CalculationLine, Parts, Role, expression, word

SUM, LOGARITHM = "Σ exp(z)", "ln Σ eᶻ"
QUOTIENT, DIFFERENCE = f"exp(z) ÷ {SUM}", f"exp(z − {LOGARITHM})"


@dataclass(frozen=True, slots=True)
class Softmax:
    """The softmax of a layer, for one record.

    Attributes:
        plain: whether it is written as a quotient.
        shared: the numeral of what the nodes of the layer have in common.
        exact: that number.

    """

    plain: bool
    shared: str
    exact: float

    @property
    def line(self) -> CalculationLine:
        """The line of what the nodes have in common."""
        name = SUM if self.plain else LOGARITHM
        return CalculationLine(word(name), self.shared, exact=self.exact, role=Role.FACTOR)

    @property
    def formula(self) -> str:
        """How each output comes about."""
        return QUOTIENT if self.plain else DIFFERENCE

    def applied(self, z: str) -> Parts:
        """Return it of a written sum."""
        template = "exp({}) ÷ {}" if self.plain else "exp({} − {})"
        return expression(template, (z, Role.SUM), (self.shared, Role.FACTOR))

    def of(self, z: str) -> float:
        """Return what comes of the written numbers."""
        said, shared = float_printed(z), float_printed(self.shared)
        return float(np.exp(said) / shared if self.plain else np.exp(said - shared))


def softmax_of(sums: Values) -> Softmax:
    """Return the softmax of the (units,) sums of a layer."""
    with np.errstate(all="ignore"):
        total = float(np.exp(sums).sum())
        if SMALLEST <= total < LARGEST:
            return Softmax(plain=True, shared=numeral(total), exact=total)
        logarithm = float(np.logaddexp.reduce(sums))
    return Softmax(plain=False, shared=numeral(logarithm), exact=logarithm)
