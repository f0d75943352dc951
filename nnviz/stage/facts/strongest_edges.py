"""The strongest edges: which weights may be drawn where there are too many to draw."""

import numpy as np

from nnviz.stage.geometry.edge_shares import edge_shares
from nnviz.stage.geometry.layout import Indices
from nnviz.trace.trace import Trace

MOST_EDGES = 2000  # of a network, of which a moment shows those that count most


def strongest_edges(trace: Trace, *, most: int = MOST_EDGES) -> tuple[Indices, ...]:
    """Return for each layer of weights the indices of the edges to draw, ascending.

    All of them where there are at most `most`. Otherwise every layer gets its share of these, see
    `edge_shares`; within a layer the weights that are largest in absolute value after the last
    recorded epoch are chosen.
    """
    last = int(trace.epochs[-1])
    layers = [
        np.abs(trace.after(f"weights/{k}", epoch=last)).ravel()
        for k in range(len(trace.network.layers))
    ]
    return tuple(
        _largest(sizes, share)
        for sizes, share in zip(layers, edge_shares([len(s) for s in layers], most), strict=True)
    )


def _largest(sizes: np.ndarray[tuple[int], np.dtype[np.float64]], count: int) -> Indices:
    if count >= len(sizes):
        return np.arange(len(sizes))
    chosen = np.argpartition(np.nan_to_num(sizes, nan=np.inf), -count)[len(sizes) - count :]
    return np.sort(chosen)
