"""Who stands on the stage: the networks of a picture, for those who point into it."""

from dataclasses import dataclass

from nnviz.stage.geometry.layout import Layout

ITSELF, EARLIER = (
    0,
    -1,
)  # the training that is told; an epoch of it that a later one is held against


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class PickableNetwork:
    """A network on the stage, alone or one of several in a row.

    Attributes:
        number: which it is: `ITSELF`, or `EARLIER` in a comparison; from 1 on, the variants.
        name: what stands above it; empty: nothing does.
        layout: where it stands, and which of its edges are drawn.
        epoch: that is shown of it.

    """

    number: int
    name: str
    layout: Layout
    epoch: int
