"""Input names: what the inputs are called, at their nodes as in the table of the records."""

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def input_name(index: int) -> str:
    """Return what an input is called; the first one has index 0."""
    return f"x{index + 1}".translate(SUBSCRIPTS)
