"""The floor below the networks, on which they stand in light."""

from collections.abc import Sequence

import numpy as np

from nnviz.picture.frame import Floor
from nnviz.picture.palette import Palette
from nnviz.stage.world.staged_bodies import StagedBodies

BELOW = 0.12  # world units from what is lowest to the floor
AROUND = np.array([1.4, 1.5], np.float32)  # world units by which it reaches beyond, along x and z


def floor_below(on_stage: Sequence[StagedBodies], palette: Palette) -> Floor | None:
    """Return the floor below some networks; a loss surface has none, as it has its own."""
    if any(len(each.cores) == 0 for each in on_stage):
        return None
    corners = np.concatenate([each.corners for each in on_stage])
    low, high = corners.min(axis=0), corners.max(axis=0)
    return Floor(
        height=float(low[1]) - BELOW,
        middle=(low + high)[[0, 2]] / 2,
        reach=(high - low)[[0, 2]] / 2 + AROUND,
        colour=palette.floor,
        shadow=palette.shadow,
    )
