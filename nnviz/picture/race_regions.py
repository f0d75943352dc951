"""Race regions: which part of the picture belongs to the networks of a race and which to figures.

Networks in a row stand above curves and results; networks in a grid stand left of them.
"""

from dataclasses import dataclass

from nnviz.picture.regions import BOTTOM, GUTTER, MARGIN, Region

NAMES_TOP, GRID_TOP = 0.205, 0.225  # networks end there: above it stand their names
FIGURES_TOP = 0.6  # below networks in a row
COLUMN_TOP = 0.165  # beside networks in a grid
CURVES_SHARE, COLUMN_SHARE = 0.56, 0.4  # of the picture's width
RESULTS_TOP = 0.545  # of the results below the curves


@dataclass(frozen=True, slots=True)
class RaceRegions:
    """How the picture of a race is divided.

    Attributes:
        aspect: width of the picture divided by its height.
        in_grid: whether its networks stand in two rows.

    """

    aspect: float
    in_grid: bool

    @property
    def _column(self) -> float:
        """Where the column of curves and results begins, beside a grid."""
        return self.aspect * (1 - COLUMN_SHARE)

    def networks(self, *, figures: bool) -> Region:
        """Where the networks stand, with room above for their names.

        Args:
            figures: whether curves and results stand beside them.

        """
        right, bottom = self.aspect - MARGIN - 0.02, BOTTOM - 0.01
        if figures and self.in_grid:
            right = self._column - 2 * GUTTER
        elif figures:
            bottom = FIGURES_TOP - 2 * GUTTER
        top = GRID_TOP if self.in_grid else NAMES_TOP
        return Region(MARGIN + 0.02, top, right, bottom)

    @property
    def curves(self) -> Region:
        """The curves of all trainings."""
        if self.in_grid:
            return Region(self._column, COLUMN_TOP, self.aspect - MARGIN, RESULTS_TOP - GUTTER)
        return Region(MARGIN, FIGURES_TOP, self.aspect * CURVES_SHARE - GUTTER, BOTTOM)

    @property
    def results(self) -> Region:
        """The table of what the trainings have come to."""
        right = self.aspect - MARGIN
        if self.in_grid:
            return Region(self._column, RESULTS_TOP, right, BOTTOM)
        return Region(self.aspect * CURVES_SHARE, FIGURES_TOP, right, BOTTOM)
