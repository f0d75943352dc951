"""Edge shares: how many edges of each layer are drawn where not all of them can be."""

from collections.abc import Sequence


def edge_shares(counts: Sequence[int], most: int) -> list[int]:
    """Divide `most` edges among layers of so many each.

    Every layer gets an equal share, and what a small one leaves over goes to the others.
    """
    shares, left = [0] * len(counts), most
    for place, index in enumerate(sorted(range(len(counts)), key=counts.__getitem__)):
        shares[index] = min(counts[index], left // (len(counts) - place))
        left -= shares[index]
    return shares
