"""Headings: what stands above the columns of an equation."""

from collections.abc import Sequence

from nnviz.stage.wording import Wording
from nnviz.stage.worked.lines import Role


def heading(words: Wording, role: Role, roles: Sequence[Role]) -> str:
    """Return what numbers of a role are called above their column; empty: nothing.

    Args:
        words: the texts of a language.
        role: of the column.
        roles: of all the columns of its lines.

    """
    match role:
        case Role.INPUT:
            return words.input
        case Role.ACTIVATION:
            return words.output if Role.TARGET in roles else words.activation
        case Role.WEIGHT:
            return words.weight
        case Role.DELTA:
            return words.delta
        case Role.TARGET:
            return words.target
        case _:
            return ""
