"""Label placement: which of several places numbers take, so that each is clear of the others.

Every number may stand at some places of its own edge. Found is a choice at which none covers
another and none covers the place where other edges cross its own: from there nobody could tell to
which edge it belongs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.remembering import remembers

Doubles = NDArray[np.float64]
Picks = NDArray[np.int64]

PROBES = np.linspace(-1, 1, 9)  # of half a number's width, where other edges may pass behind it
NEAR = 3.0  # times its height: how far from its middle other edges confuse
ASIDE = 0.7  # how much less it costs that an edge passes behind the end of a number
APART = np.array([1.0, 1.15])  # times its width and height, from one number to the next
COVERED, AT_ALL = 100.0, 0.3  # what it costs to cover a number whole; a little costs this part more
OUTWARD = 1.0  # what it costs to stand at an end of the edge, where all is equal else
CHOICES_REMEMBERED = 32  # one for each pair of layers
STARTS, ROUNDS = 600, 8  # choices to begin with, divided by the edges; how often each is mended


@dataclass(frozen=True, eq=False, slots=True)
class SeenEdges:
    """Edges as one camera sees them; picture units.

    Attributes:
        begin: (n, 2) where they begin.
        end: (n, 2) where they end.
        places: (n, choices, 2) where the middles of their numbers may stand.
        taken: (m, 4) left, upper, right and lower sides of what no number shall cover.

    """

    begin: Doubles
    end: Doubles
    places: Doubles
    taken: Doubles


@remembers(CHOICES_REMEMBERED)
def choose_places(views: Sequence[SeenEdges], size: tuple[float, float]) -> Picks:
    """Return (n,) which place each number takes; the same in all views.

    Args:
        views: the edges as some cameras see them.
        size: width and height of a number, picture units.

    """
    box = np.array(size)
    own = np.sum([_hidden(seen, box) + _over(seen, box) for seen in views], axis=0)
    own += OUTWARD * np.linspace(-1, 1, own.shape[1]) ** 2
    pairs = np.sum([_crowded(seen.places, box) for seen in views], axis=0)
    count, choices = own.shape
    rng = np.random.default_rng(0)  # the same for every show
    picks = rng.integers(choices, size=(max(STARTS // count, 1), count))
    picks[0] = choices // 2
    for _ in range(ROUNDS):
        before = picks.copy()
        for edge in range(count):
            picks[:, edge] = (own[edge] + _beside(pairs[edge], picks)).argmin(axis=1)
        if (picks == before).all():
            break
    return np.asarray(picks[_costs(own, pairs, picks).argmin()])


def _hidden(seen: SeenEdges, box: Doubles) -> Doubles:
    """Return (n, choices) what it costs that other edges pass behind a number, near its middle."""
    way, every = seen.end - seen.begin, np.arange(len(seen.begin))
    across = seen.places[..., 0, None] + PROBES * box[0] / 2
    sideways = np.where(way[:, 0] == 0, np.finfo(float).eps, way[:, 0])  # of upright networks
    share = (across[..., None] - seen.begin[:, 0]) / sideways
    off = np.abs(seen.begin[:, 1] + way[:, 1] * share - seen.places[..., 1, None, None])
    cost = np.maximum(1.0 - off / (NEAR * box[1]), 0.0) * (1.0 - ASIDE * np.abs(PROBES))[:, None]
    cost[every, ..., every] = 0.0
    return np.asarray(cost.sum(axis=(2, 3)))


def _over(seen: SeenEdges, box: Doubles) -> Doubles:
    """Return (n, choices) what it costs to cover what is taken."""
    low, high = seen.taken[:, :2], seen.taken[:, 2:]
    apart = np.abs(seen.places[:, :, None] - (low + high) / 2) / ((box + high - low) / 2)
    return np.asarray(_overlap(apart).sum(axis=-1))


def _crowded(places: Doubles, box: Doubles) -> Doubles:
    """Return (n, choices, n, choices) what it costs that two numbers cover each other."""
    apart = np.abs(places[:, :, None, None] - places) / (box * APART)
    cost, every = _overlap(apart), np.arange(len(places))
    cost[every, :, every] = 0.0
    return cost


def _overlap(apart: Doubles) -> Doubles:
    """Return what it costs that boxes stand so far apart, as parts of where they would touch."""
    depth = np.maximum(1.0 - apart, 0.0).prod(axis=-1)
    return np.where(depth > 0, COVERED * (AT_ALL + depth), 0.0)


def _beside(pairs: Doubles, picks: Picks) -> Doubles:
    """Return (starts, choices) what a number's places cost beside those that the others take."""
    return np.asarray(pairs[:, np.arange(picks.shape[1]), picks].sum(axis=-1)).T


def _costs(own: Doubles, pairs: Doubles, picks: Picks) -> Doubles:
    """Return (starts,) what choices cost."""
    every = np.arange(picks.shape[1])
    between = pairs[every[:, None], picks[:, :, None], every, picks[:, None, :]]
    return np.asarray(own[every, picks].sum(axis=1) + between.sum(axis=(1, 2)) / 2)
