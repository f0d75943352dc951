"""Edges: cylinders as thick as the weights, what travels along them, and how they change."""

import numpy as np
from numpy.typing import NDArray

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Floats, Shape
from nnviz.picture.labels import Label
from nnviz.picture.numerals import in_column, numeral, signed
from nnviz.picture.palette import OUTLINE_RADIUS, Palette, Values
from nnviz.stage.activity import Mask, Pulse, Shares
from nnviz.stage.geometry.edge_numbers import MOST_NUMBERS
from nnviz.stage.geometry.layout import Indices, Layout
from nnviz.stage.setting import Setting
from nnviz.stage.world.network_instant import NetworkInstant

RANK = 1.5
NEAR_OTHERS = 0.3  # of a rod from the nodes whose rods meet at another one
MOST_AT_ONCE = 4  # numbers at the edges of a layer: of more, nobody could read each
HAIR = 0.007  # world units: the thinnest that an edge is, also that of a weight of 0
MANY_HAIR = 0.08  # of the thickest: likewise of many edges, so that each can be seen
RIM = 0.0028  # picture units: three pixels at 1080p
MOST_RIMS = 60  # edges of a network: of more, rims would cut those behind to pieces
MOST_QUIET = 200  # likewise: of more, none can be read by itself
QUIET_ZERO = 0.25  # how far towards the background goes a weight of 0 that takes no part
PULSE, PULSE_BLOOM, GATHER = 0.6, 0.6, 0.8  # size, light, and the way to the ports of what travels
IDLE = 0.3  # how bright one of few edges is that takes part, but carries a zero
FAINT = 0.16  # how bright many edges are that count for nothing
UNLIT = 0.4  # how bright, beside those, that take no part in what is told
BEHIND_NUMBERS = 0.85  # how far towards the background their grounds step from the edges' colours


def edge_labels(setting: Setting, network: NetworkInstant) -> list[Label]:
    """Return the labels of the lit edges of every layer of weights that has not too many."""
    if network.active.numbers == "none":
        return []
    drawn = enumerate(network.layout.drawn)
    told = (layer for layer, chosen in drawn if len(chosen) <= MOST_NUMBERS)
    return [label for layer in told for label in _weight_labels(setting, network, layer)]


def add_edges(builder: FrameBuilder, setting: Setting, network: NetworkInstant) -> None:
    """Add those edges of every layer of weights that are drawn."""
    palette = setting.palette
    layout, step, active = network.layout, network.step, network.active
    start, end = layout.drawn_ends
    shown_now = _shown(network)
    start, end = start[shown_now], end[shown_now]
    grown, share, lit, old = (
        layout.of_drawn(values)[shown_now]
        for values in (active.grown, active.updated, active.lit_edges, step.weights)
    )
    growing = grown < 1
    if growing.any():
        at = start[growing], end[growing]
        builder.bars(*at, OUTLINE_RADIUS / 2, palette.outline, glow=1.0)
    was, shown = _radius(setting, layout, old), old
    radius = was
    if share.any():
        new = layout.of_drawn(step.weights_after)[shown_now]
        radius = was * (1 - share) + _radius(setting, layout, new) * share
        shown = np.where(share < 1, old, new)
    radius *= grown
    rim = RIM if len(radius) <= MOST_RIMS else 0.0
    light = np.concatenate([_light(setting, network, layer) for layer in range(len(layout.drawn))])
    colour = _colours(palette, shown, light[shown_now])
    builder.bars(
        *landed(layout, (start, end), radius), radius, colour, glow=np.float32(0.1) * lit, rim=rim
    )
    ghosts = lit & (share > 0)
    if ghosts.any():
        begin, finish = (side[ghosts] for side in landed(layout, (start, end), was))
        builder.bars(begin, finish, was[ghosts], palette.ghost, glow=0.5)


def landed(layout: Layout, ends: tuple[Floats, Floats], radius: Floats) -> tuple[Floats, Floats]:
    """Return the middles of the round ends of edges, which touch the walls of nodes."""
    short = radius[:, None] * layout.flow
    return ends[0] + short, ends[1] - short


def _shown(network: NetworkInstant) -> Indices:
    """Return which of all edges that may be drawn are drawn now, ascending."""
    layers, begin = [], 0
    for layer, chosen in enumerate(network.layout.drawn):
        layers.append(begin + _shown_of(network, layer))
        begin += len(chosen)
    return np.concatenate(layers)


def _shown_of(network: NetworkInstant, layer: int) -> Indices:
    """Return which of a layer's edges that may be drawn are: those that count most, lit first."""
    layout = network.layout
    count, most = len(layout.drawn[layer]), layout.shown[layer]
    if count == most:
        return np.arange(count)
    sizes = layout.drawn_of(layer, _counting(network, layer))
    lit = layout.drawn_of(layer, network.active.lit_edges[layer])
    sizes = np.nan_to_num(np.abs(sizes), nan=np.inf)
    order = np.lexsort((-sizes, ~lit))
    return np.sort(order[:most])


def _radius(setting: Setting, layout: Layout, weights: Values) -> Floats:
    """Return the radii of the drawn edges; none is too thin to be seen."""
    counts = layout.shown
    many = max(MANY_HAIR * setting.scales.thickest, HAIR)
    thinnest = np.repeat([many if n > MOST_NUMBERS else HAIR for n in counts], counts)
    return np.maximum(setting.scales.radius(weights), thinnest.astype(np.float32))


def _colours(palette: Palette, weights: Values, light: Shares) -> Floats:
    """Return the colours of edges as bright as that, of few the dark ones in quiet colours.

    Of so many that none can be read by itself, the dark ones are as good as gone.
    """
    zero = (weights == 0)[:, None]
    if len(weights) > MOST_QUIET:
        colours = np.where(zero, palette.outline, palette.of_sign(weights))
        return palette.step_back(colours, 1 - light)
    grey = palette.step_back(np.tile(palette.outline, (len(weights), 1)), QUIET_ZERO * (1 - light))
    return np.where(zero, grey, palette.of_part(weights, light))


def _light(setting: Setting, network: NetworkInstant, layer: int) -> Shares:
    """Return how bright the edges of a layer are: of few those that take part.

    They are so wholly, but for those that carry a zero.

    Many are the brighter the more they count in what is told: by what travels along them, by what
    they are changed by, or by their weights.
    """
    layout, active = network.layout, network.active
    lit = layout.drawn_of(layer, active.lit_edges[layer])
    if len(lit) <= MOST_NUMBERS:
        carries = layout.drawn_of(layer, _carries(network, layer))
        return np.where(lit, np.where(carries, 1.0, IDLE), 0.0).astype(np.float32)
    counting = _counting(network, layer)
    sizes = np.fmax(np.abs(layout.drawn_of(layer, counting)), 0.0)  # what is NaN counts nothing
    lapse, limits = active.numbers == "none", np.finfo(float)
    largest = setting.scales.largest_weight if lapse else float(sizes.max())
    least = _least(sizes, lit, layout.shown[layer])
    shares = (sizes - least) / np.clip(largest - least, limits.tiny, limits.max)
    shares = np.clip(np.nan_to_num(shares, nan=1.0), 0.0, 1.0)
    if sum(layout.shown) <= MOST_QUIET:
        return np.where(lit, shares, 0.0).astype(np.float32)
    brightness = FAINT + np.where(lit, 1.0, UNLIT) * (1 - FAINT) * shares
    return np.asarray(brightness, dtype=np.float32)


def _least(sizes: Values, lit: Mask, most: int) -> float:
    """Return the size from which on edges are drawn: faint there, so that none flickers."""
    compared = sizes[lit] if lit.any() else sizes
    if len(compared) <= most:
        return 0.0
    return float(min(np.partition(compared, -most)[-most], np.finfo(float).max))


def _counting(network: NetworkInstant, layer: int) -> Values:
    """Return (units, units of the next) what of the edges counts in what is told."""
    active, step = network.active, network.step
    if active.direction and active.lit_edges[layer].any():
        return _carried(network, layer, active.direction)
    updating = active.direction == 0 and active.deltas[-1].any()  # an update follows all deltas
    return step.updates[layer] if updating else step.weights[layer]


def _weight_labels(setting: Setting, network: NetworkInstant, layer: int) -> list[Label]:
    """Label the lit edges with their weights; while they are updated, with what is added to them.

    Of more than can be read at once, those that count most. A new weight keeps its emphasis where
    its number differs from the old one.
    """
    palette, step, active = setting.palette, network.step, network.active
    lit = np.flatnonzero(active.lit_edges[layer] & (active.grown[layer] >= 1.0))
    sizes = np.abs(np.nan_to_num(_counting(network, layer).ravel()[lit], nan=np.inf))
    lit = np.sort(lit[np.argsort(-sizes, kind="stable")[:MOST_AT_ONCE]])
    old, change, new = (
        values[layer].ravel()[lit] for values in (step.weights, step.updates, step.weights_after)
    )
    before = [numeral(weight) for weight in old]
    added = [*map(in_column(signed, step.updates[layer]), change)]
    texts = {
        "old": before,
        "change": [_sum(*each) for each in zip(before, added, strict=True)]
        if len(lit) == 1
        else added,
        "new": [numeral(weight) for weight in new],
    }[active.numbers]
    rods = np.stack(network.layout.edges(layer, lit), axis=1)
    points = _number_points(setting, network, layer, lit, rods)
    plates = palette.step_back(palette.of_sign(old), BEHIND_NUMBERS)
    return [
        Label(
            text,
            point,
            palette.text if text == was else palette.accent,
            RANK,
            plate=plate,
            key=("weight", layer, int(edge)),
            rod=rod,
        )
        for text, was, point, plate, edge, rod in zip(
            texts, before, points, plates, lit, rods, strict=True
        )
    ]


def _number_points(
    setting: Setting, network: NetworkInstant, layer: int, lit: NDArray[np.int64], rods: Floats
) -> Floats:
    """Return (n, 3) where numbers stand at rods: where those of one node are apart, near others."""
    senders, receivers = np.divmod(lit, network.layout.widths[layer + 1])
    if len(lit) < 2 or (len(set(senders)) > 1) == (len(set(receivers)) > 1):
        return setting.number_points[layer][lit]
    share = NEAR_OTHERS if len(set(receivers)) == 1 else 1 - NEAR_OTHERS
    return np.asarray(rods[:, 0] + np.float32(share) * (rods[:, 1] - rods[:, 0]))


def _sum(before: str, added: str) -> str:
    """Return a weight and what is added to it, as they stand in a sum."""
    return f"{before} {added[0]} {added[1:]}" if added[0] in "+−" else f"{before} + {added}"


def add_pulses(
    builder: FrameBuilder, setting: Setting, network: NetworkInstant, pulse: Pulse
) -> None:
    """Add what travels: activation · weight forwards, delta · weight backwards, at its size.

    From the ports of the receiver on, they gather in its middle.
    """
    layout, forward = network.layout, pulse.direction == 1
    chosen = layout.drawn[pulse.layer][_shown_of(network, pulse.layer)]
    lit = chosen[network.active.lit_edges[pulse.layer].ravel()[chosen]]
    ends = layout.edges(pulse.layer, lit)
    begin, port = ends if forward else ends[::-1]
    senders, receivers = np.divmod(lit, layout.widths[pulse.layer + 1])
    receiver, units = (pulse.layer + 1, receivers) if forward else (pulse.layer, senders)
    way, gathered = min(pulse.way / GATHER, 1.0), max(pulse.way - GATHER, 0.0) / (1 - GATHER)
    centre = begin + (port - begin) * np.float32(way)
    centre += (layout.nodes[receiver][units] - port) * np.float32(gathered)
    carried = _carried(network, pulse.layer, pulse.direction).ravel()[lit]
    scales, pitch = setting.scales, min(layout.pitches[pulse.layer : pulse.layer + 2])
    half = scales.half_side(carried, receiver) if forward else scales.half_delta(carried)
    colour = setting.palette.of_sign(carried)
    builder.solids(
        centre,
        half * np.float32(PULSE * pitch),
        colour,
        shape=Shape.SPHERE,
        glow=0.8,
        bloom=PULSE_BLOOM,
    )


def _carries(network: NetworkInstant, layer: int) -> Mask:
    """Return (units, units of the next) which edges carry anything but a zero, if any do."""
    direction = network.active.direction
    if not direction:
        return np.ones(network.step.weights[layer].shape, dtype=bool)
    return np.asarray(_carried(network, layer, direction) != 0)


def _carried(network: NetworkInstant, layer: int, direction: int) -> Values:
    """Return (units, units of the next) products that travel along the edges."""
    step, record = network.step, network.record
    sent = (
        step.activations[layer][record][:, None]
        if direction == 1
        else step.deltas[layer + 1][record][None, :]
    )
    return np.asarray(sent * step.weights[layer])
