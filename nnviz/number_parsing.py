"""Numbers as people write them: in the digits 0 to 9, which Python's own reading goes beyond.

`int("1_0")` is 10 for Python, and so is `int("١٠")`; in a table or on a command line that is a
slip, and a number that nobody meant.
"""


def number_of(text: str) -> float:
    """Return the number that a text means: `12`, `-0.5`, `1e-3`, also `inf` and `nan`.

    Raises:
        ValueError: it means none.

    """
    return float(_plain(text))


def whole_number_of(text: str) -> int:
    """Return the whole number that a text means.

    Raises:
        ValueError: it means none.

    """
    return int(_plain(text))


def _plain(text: str) -> str:
    if "_" in text or not text.isascii():
        raise ValueError(f"{text!r} is no number in the digits 0 to 9")
    return text
