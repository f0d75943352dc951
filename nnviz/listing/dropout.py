"""Dropout: how it is written, in narrow lines; see `nnviz.learning.dropout`."""

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.description import Layer
from nnviz.listing.code_lines import form_that_fits


def dropout_statements(k: int, layer: Layer) -> tuple[str, ...]:
    """Return the lines that silence some units of layer k; none where it has no dropout.

    Slopes are those of what the units would have said, so they are taken before.
    """
    if not layer.dropout:
        return ()
    slope = _slope(k, layer)
    return (
        f"p = {float(layer.dropout)!r}",
        f"m{k} = chance(l{k}.shape) >= p",
        f"m{k} = m{k}/(1 - p)",
        *((slope,) if slope else ()),
        f"l{k} = l{k}*m{k}",
    )


def _slope(k: int, layer: Layer) -> str:
    """Return the line of the slopes of layer k; nothing where they are 1 everywhere."""
    slope = ACTIVATIONS[layer.activation].formula.slope.format(a=f"l{k}")
    long, short = f"slope{k} = {slope}", f"s{k} = {slope}"
    return form_that_fits((long,), (short,))[0] if slope else ""


def delta_after_dropout(k: int, layer: Layer) -> tuple[str, ...]:
    """Return the lines of error × slope × factor; the brackets are what keeps the last bit."""
    slope = _slope(k, layer).partition(" ")[0]
    if not slope:
        return (f"delta{k} = error{k}*m{k}",)
    return form_that_fits(
        (f"delta{k} = error{k}*({slope}*m{k})",),
        (f"s = {slope}*m{k}", f"delta{k} = error{k}*s"),
    )
