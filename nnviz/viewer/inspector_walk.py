"""The walk of the inspector from thing to thing, for those who have no pointer at hand."""

from collections.abc import Sequence

from nnviz.stage.picking import Picked, PickedEdge, PickedNode
from nnviz.stage.standing import Standing


def things_of(network: Standing) -> list[Picked]:
    """Return everything that can be picked of a network: its nodes by layer, then its edges."""
    widths, number = network.layout.widths, network.number
    nodes = [PickedNode(layer, i, number) for layer, n in enumerate(widths) for i in range(n)]
    edges = [
        PickedEdge(layer, *divmod(int(edge), widths[layer + 1]), number)
        for layer, chosen in enumerate(network.layout.drawn)
        for edge in chosen
    ]
    return [*nodes, *edges]


def neighbour(things: Sequence[Picked], picked: Picked | None, by: int) -> Picked:
    """Return the thing so many places behind another one, round and round; else the first one."""
    if picked not in things:
        return things[0 if by > 0 else -1]
    return things[(things.index(picked) + by) % len(things)]
