"""Race regions: which part of the picture belongs to the networks of a race and which to figures.

Networks in a row stand above curves and results; networks in a grid stand left of them. In pictures
that are narrow, all stand above each other.
"""

from dataclasses import dataclass

from nnviz.picture.regions import GUTTER, MARGIN, Region, Regions

NAMES_TOP, GRID_TOP = 0.205, 0.225  # networks end there: above it stand their names
COLUMN_TOP = 0.165  # beside networks in a grid
CURVES_SHARE, COLUMN_SHARE = 0.56, 0.4  # of the picture's width
RESULTS_TOP = 0.545  # of the results below the curves, where both stand beside a grid
FIGURES_HEIGHT = 0.4  # from the top of the figures below networks to the foot of the picture
NARROW = 1.1  # width of a picture in which curves and results have no room beside each other
RESULTS_HEIGHT = 0.24  # of the results below the curves, where both stand below networks


@dataclass(frozen=True, slots=True)
class RaceRegions:
    """How the picture of a race is divided; in the units of its regions.

    Attributes:
        picture: the whole picture.
        in_grid: whether its networks stand in two rows.

    """

    picture: Regions
    in_grid: bool

    @property
    def _beside(self) -> bool:
        """Whether figures stand beside the networks."""
        return self.in_grid and self.picture.beside

    @property
    def _is_narrow(self) -> bool:
        """Whether figures stand above each other below the networks."""
        return self.picture.width < NARROW

    @property
    def _column(self) -> float:
        """Where the column of curves and results begins, beside a grid."""
        return self.picture.width * (1 - COLUMN_SHARE)

    @property
    def _figures_top(self) -> float:
        """Where figures begin that stand below the networks."""
        more = RESULTS_HEIGHT if self._is_narrow else 0.0
        return self.picture.height - FIGURES_HEIGHT - more

    def networks(self, *, figures: bool) -> Region:
        """Where the networks stand, with room above for their names.

        Args:
            figures: whether curves and results stand beside them.

        """
        right, bottom = self.picture.width - MARGIN - 0.02, self.picture.bottom - 0.01
        if figures and self._beside:
            right = self._column - 2 * GUTTER
        elif figures:
            bottom = self._figures_top - 2 * GUTTER
        top = GRID_TOP if self.in_grid else NAMES_TOP
        return Region(MARGIN + 0.02, top, right, bottom)

    @property
    def curves(self) -> Region:
        """The curves of all trainings."""
        right, bottom = self.picture.width - MARGIN, self.picture.bottom
        if self._beside:
            return Region(self._column, COLUMN_TOP, right, RESULTS_TOP - GUTTER)
        if self._is_narrow:
            return Region(MARGIN, self._figures_top, right, bottom - RESULTS_HEIGHT - GUTTER)
        right = self.picture.width * CURVES_SHARE - GUTTER
        return Region(MARGIN, self._figures_top, right, bottom)

    @property
    def results(self) -> Region:
        """The table of what the trainings have come to."""
        right, bottom = self.picture.width - MARGIN, self.picture.bottom
        if self._beside:
            return Region(self._column, RESULTS_TOP, right, bottom)
        if self._is_narrow:
            return Region(MARGIN, bottom - RESULTS_HEIGHT, right, bottom)
        return Region(self.picture.width * CURVES_SHARE, self._figures_top, right, bottom)
