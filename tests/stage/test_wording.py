from dataclasses import fields
from string import Formatter

import pytest

from nnviz.stage.wording import ENGLISH, JAPANESE, Wording

NAMES = [field.name for field in fields(Wording)]


def places(text):
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name})


@pytest.mark.parametrize("name", NAMES)
def test_every_language_fills_in_the_same_values(name):
    assert places(getattr(ENGLISH, name)) == places(getattr(JAPANESE, name))


@pytest.mark.parametrize("name", [n for n in NAMES if n != "language"])
def test_no_text_is_missing(name):
    assert getattr(ENGLISH, name).strip()
    assert getattr(JAPANESE, name).strip()
