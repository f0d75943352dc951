"""Steps: the moments of training steps, in the order in which a shot tells them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot


def step_moments(
    shot: Shot, epoch: int, widths: tuple[int, ...], told: Sequence[int]
) -> Iterator[Moment]:
    """Yield the moments of one training step, each at its end.

    Each record goes forward, then the mean error is taken, then each record comes back, then the
    weights are updated, those of the output first: the order of the calculation.

    Args:
        shot: says which phases and layers are told, and how finely.
        epoch: the step's.
        widths: number of nodes in each layer, the input first.
        told: indices of the records that are told, from 0.

    """
    every = chain(
        (moment for record in told for moment in _forward(epoch, widths, record, shot)),
        [Moment(epoch=epoch, phase=Phase.MEAN, layer=len(widths) - 1, record=told[-1])],
        (moment for record in told for moment in _backward(epoch, widths, record, shot)),
        _updates(epoch, widths, told[-1], shot),
    )
    phases = {Phase(name) for name in shot.phases}
    yield from (moment for moment in every if not phases or moment.phase in phases)


def _forward(epoch: int, widths: tuple[int, ...], record: int, shot: Shot) -> Iterator[Moment]:
    yield Moment(epoch=epoch, phase=Phase.INPUT, layer=0, record=record)
    last = len(widths) - 1
    for layer in _layers_shown(shot, range(1, last + 1)):
        for node in _nodes(shot, widths[layer]):
            yield Moment(epoch=epoch, phase=Phase.FORWARD, layer=layer, node=node, record=record)
    yield Moment(epoch=epoch, phase=Phase.ERROR, layer=last, record=record)


def _backward(epoch: int, widths: tuple[int, ...], record: int, shot: Shot) -> Iterator[Moment]:
    for layer in _layers_shown(shot, range(len(widths) - 1, 0, -1)):
        for node in _nodes(shot, widths[layer]):
            yield Moment(epoch=epoch, phase=Phase.BACKWARD, layer=layer, node=node, record=record)


def _updates(epoch: int, widths: tuple[int, ...], record: int, shot: Shot) -> Iterator[Moment]:
    for layer in _layers_shown(shot, range(len(widths) - 2, -1, -1)):
        for node in _nodes(shot, widths[layer + 1]):
            for sender in _nodes(shot, widths[layer]):
                yield Moment(
                    epoch=epoch,
                    phase=Phase.UPDATE,
                    layer=layer,
                    node=node,
                    sender=sender,
                    record=record,
                )


def _layers_shown(shot: Shot, layers: range) -> Iterable[int]:
    return [layer for layer in layers if not shot.layers or layer in shot.layers]


def _nodes(shot: Shot, width: int) -> Iterable[int | None]:
    return range(width) if shot.detail == "nodes" else [None]
