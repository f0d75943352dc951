"""Regions: which part of the picture belongs to the stage and which to each panel."""

from dataclasses import dataclass

MARGIN = 0.035
LEFT_COLUMN, RIGHT_COLUMN = 0.43, 0.36
TOP, BOTTOM = 0.15, 0.87


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture; picture units.

    Attributes:
        left: where it begins, from the picture's left side.
        top: where it begins, from the picture's upper side.
        right: where it ends, from the picture's left side.
        bottom: where it ends, from the picture's upper side.

    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Regions:
    """How a picture is divided.

    Attributes:
        aspect: width of the picture divided by its height.

    """

    aspect: float

    @property
    def stage(self) -> Region:
        """Where the network stands between the columns of panels."""
        return Region(
            MARGIN + LEFT_COLUMN + 0.01, TOP, self.aspect - MARGIN - RIGHT_COLUMN - 0.01, BOTTOM
        )

    @property
    def wide_stage(self) -> Region:
        """Where two networks stand beside each other, above a table."""
        return Region(MARGIN, 0.2, self.aspect - MARGIN, 0.58)

    @property
    def records(self) -> Region:
        """The training records, at the left."""
        return Region(MARGIN, 0.2, MARGIN + LEFT_COLUMN, 0.5)

    @property
    def comparison(self) -> Region:
        """The outputs of two epochs beside each other, below the networks."""
        middle = self.aspect / 2
        return Region(middle - 0.36, 0.595, middle + 0.36, 0.89)

    @property
    def legend(self) -> Region:
        """What stands for what, at the left, below the records."""
        return Region(MARGIN, 0.6, MARGIN + LEFT_COLUMN, 0.87)

    @property
    def error_curve(self) -> Region:
        """The curve of the error, at the right."""
        right = self.aspect - MARGIN
        return Region(right - RIGHT_COLUMN, 0.2, right, 0.5)

    @property
    def update_curve(self) -> Region:
        """The curve of the size of the updates, below that of the error."""
        right = self.aspect - MARGIN
        return Region(right - RIGHT_COLUMN, 0.57, right, 0.87)
