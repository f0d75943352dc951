"""How a reader takes a numeral of the stage, calculated without any code of nnviz."""

import re

from nnviz.picture.numerals import MINUS

RAISED = dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True))
POWER = f"10[{''.join(RAISED)}]+"
NUMBER = rf"[+{MINUS}]?(?:{POWER}|\d[\d.]*(?:·{POWER})?)"


def as_read(text):
    """Return a numeral as Python reads it, without the sign of rounding."""
    plain = text.removeprefix("≈ ").replace(MINUS, "-")
    factor = re.sub(rf"(^|[^·\d])({POWER})", r"\g<1>1·\2", plain)
    return "".join(RAISED.get(character, character) for character in factor.replace("·10", "e"))


def all_numbers(text):
    """Return the numerals in a text."""
    return re.findall(NUMBER, text)
