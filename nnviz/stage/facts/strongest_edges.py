"""The strongest edges: which weights are drawn where there are too many to draw."""

import numpy as np

from nnviz.stage.geometry.layout import Indices
from nnviz.trace.trace import Trace

MOST_EDGES = 2000  # of a network


def strongest_edges(trace: Trace, *, most: int = MOST_EDGES) -> tuple[Indices, ...]:
    """Return for each layer of weights the indices of the edges to draw, ascending.

    All of them where there are at most `most`. Otherwise every layer gets an equal share of
    these, and what a small layer leaves over goes to the others; within a layer the weights that
    are largest in absolute value after the last recorded epoch are chosen.
    """
    last = int(trace.epochs[-1])
    layers = [
        np.abs(trace.after(f"weights/{k}", epoch=last)).ravel()
        for k in range(len(trace.network.layers))
    ]
    return tuple(
        _largest(sizes, share)
        for sizes, share in zip(layers, _shares([len(s) for s in layers], most), strict=True)
    )


def _shares(counts: list[int], most: int) -> list[int]:
    """Divide `most` edges among layers of so many each."""
    shares, left = [0] * len(counts), most
    for place, index in enumerate(sorted(range(len(counts)), key=counts.__getitem__)):
        shares[index] = min(counts[index], left // (len(counts) - place))
        left -= shares[index]
    return shares


def _largest(sizes: np.ndarray[tuple[int], np.dtype[np.float64]], count: int) -> Indices:
    if count >= len(sizes):
        return np.arange(len(sizes))
    chosen = np.argpartition(np.nan_to_num(sizes, nan=np.inf), -count)[len(sizes) - count :]
    return np.sort(chosen)
