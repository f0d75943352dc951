"""The walk of the inspector from thing to thing, and from picture to picture."""

from collections.abc import Sequence
from dataclasses import replace

from nnviz.stage.geometry.pickable_network import EARLIER, ITSELF, PickableNetwork
from nnviz.stage.world.picking import Picked, PickedEdge, PickedNode


def pickable_things(network: PickableNetwork) -> list[Picked]:
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


def same_thing_in(picked: Picked, networks: Sequence[PickableNetwork], twin: int) -> Picked | None:
    """Return what was kept as it stands in another picture; None: it does not.

    Args:
        picked: what was kept.
        networks: that stand in the picture; none: it shows no network, and nothing is missed.
        twin: number of the variant that is the training itself, see `Show.twin`.

    """
    there = {each.number: each for each in networks}
    if not there or picked.network in there:
        return picked
    same = {ITSELF: twin, twin: ITSELF, EARLIER: ITSELF}.get(picked.network, ITSELF)
    if len(there) > 1 and (same not in there or picked.network == same):
        return None
    network = networks[0] if len(there) == 1 else there[same]
    moved = replace(picked, network=network.number)
    return moved if stands_in(moved, network.layout.widths) else None


def stands_in(picked: Picked, widths: Sequence[int]) -> bool:
    """Return whether a network with so many nodes in its layers has a node or an edge."""
    match picked:
        case PickedNode(layer, index, _):
            return layer < len(widths) and index < widths[layer]
        case PickedEdge(layer, sender, receiver, _):
            return (
                layer + 1 < len(widths) and sender < widths[layer] and receiver < widths[layer + 1]
            )
