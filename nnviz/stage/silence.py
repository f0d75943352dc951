"""Silence: how dropout is written, in narrow lines; see `nnviz.learning.dropout`."""

from nnviz.learning.experiment import Layer
from nnviz.stage.formulas import FORMULAS
from nnviz.stage.narrow import fitting


def silencing(k: int, layer: Layer) -> tuple[str, ...]:
    """Return the lines that silence some units of layer k; none where it has no dropout.

    Slopes are those of what the units would have said, so they are taken before.
    """
    if not layer.dropout:
        return ()
    slope = FORMULAS[layer.activation].slope.format(a=f"l{k}")
    masked = fitting(
        (f"slope{k} = ({slope})*m{k}",),
        (f"s = {slope}", f"slope{k} = s*m{k}"),
    )
    return (
        f"p = {float(layer.dropout)!r}",
        f"m{k} = chance(l{k}.shape) >= p",
        f"m{k} = m{k}/(1 - p)",
        *(masked if slope else (f"slope{k} = m{k}",)),
        f"l{k} = l{k}*m{k}",
    )
