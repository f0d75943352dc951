"""Layer numbers: which layer is which in a deep network, as the chart of their sizes counts."""

import numpy as np

from nnviz.picture.labels import Label
from nnviz.stage.facts.layer_sizes import DEEP
from nnviz.stage.setting import Setting
from nnviz.stage.world.network_instant import NetworkInstant

BELOW = 0.66  # world units from the lowest nodes of a network to the numbers of its layers
RANK = 1.5  # below the numbers that take part, above the others


def is_deep(network: NetworkInstant) -> bool:
    """Return whether a network has so many layers that they are numbered.

    Where they stand above each other, there is neither room for their numbers nor that chart.
    """
    return network.last >= DEEP and not network.layout.upright


def layer_under_way(network: NetworkInstant) -> int | None:
    """Return the layer whose activations or deltas are calculated; None: none are."""
    lit = [layer for layer, nodes in enumerate(network.active.lit_nodes) if nodes.any()]
    if not network.active.direction or not lit:
        return None
    return lit[-1] if network.active.direction == 1 else lit[0]


def tells_deltas(network: NetworkInstant, layer: int) -> bool:
    """Return whether deltas stand in place of the numbers of a layer's activations.

    So they do going backward through a deep network, at all layers but the last: activations would
    drown the deltas, which it is about.
    """
    return is_deep(network) and network.active.direction == -1 and layer < network.last


def keeps_silent(network: NetworkInstant, layer: int) -> bool:
    """Return whether a layer's activations stand without their numbers.

    In a deep network only those under way bear them, and what goes in and comes out: all of them
    at once would be a wall of numbers that nobody reads.
    """
    hidden = 0 < layer < network.last
    return is_deep(network) and hidden and layer != layer_under_way(network)


def layer_numbers(setting: Setting, network: NetworkInstant) -> list[Label]:
    """Return the labels of the layers of a deep network, beside it; that under way stands out."""
    if not is_deep(network):
        return []
    layout, palette, current = network.layout, setting.palette, layer_under_way(network)
    least = min(float(nodes[:, 1].min()) for nodes in layout.nodes)
    labels = []
    for layer in range(1, network.last + 1):
        point = layout.nodes[layer].mean(axis=0)
        point[1] = least - BELOW
        colour = palette.accent if layer == current else palette.quiet_text
        text = setting.wording.layer_number.format(number=layer)
        labels.append(Label(text, np.asarray(point, np.float32), colour, RANK))
    return labels
