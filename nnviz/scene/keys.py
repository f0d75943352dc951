"""Keys of a scene that cannot be names in Python, like `from`: their fields end in `_`."""

import keyword


def key_of(field: str) -> str:
    """Return the key in a scene file of a field of the program."""
    key = field.removesuffix("_")
    return key if keyword.iskeyword(key) else field


def field_of(key: str) -> str:
    """Return the field of the program that a key of a scene file means."""
    return f"{key}_" if keyword.iskeyword(key) else key
