"""The walk of the inspector from thing to thing, for those who have no pointer at hand."""

from collections.abc import Sequence

from nnviz.stage.layout import Indices
from nnviz.stage.picking import Picked, PickedEdge, PickedNode


def things_of(widths: Sequence[int], drawn: Sequence[Indices]) -> list[Picked]:
    """Return everything that can be picked: the nodes layer by layer, then the edges.

    Args:
        widths: number of nodes in each layer.
        drawn: for each layer of weights, which edges there are in the picture.

    """
    nodes = [PickedNode(layer, index) for layer, n in enumerate(widths) for index in range(n)]
    edges = [
        PickedEdge(layer, *divmod(int(edge), widths[layer + 1]))
        for layer, chosen in enumerate(drawn)
        for edge in chosen
    ]
    return [*nodes, *edges]


def neighbour(things: Sequence[Picked], picked: Picked | None, by: int) -> Picked:
    """Return the thing so many places behind another one, round and round; else the first one."""
    if picked not in things:
        return things[0 if by > 0 else -1]
    return things[(things.index(picked) + by) % len(things)]
