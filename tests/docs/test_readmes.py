"""The README says the same in both languages, as far as commands, options and links can tell."""

import re

import pytest

from tests.repository import ROOT

ENGLISH, JAPANESE = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ja.md")
)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^    (nnviz \w+|make \w+)",  # commands
        r"`(?:[^`\n]* )?(--[\w-]+)",  # options
        r"`(\w+\.toml)`",  # scenes
        r"\]\((docs/[\w/]+\.md)",  # pages
        r"\b(?:130|143|129|SIG\w+)\b",  # statuses
    ],
)
def test_both_readmes_name_the_same(pattern):
    english = set(re.findall(pattern, ENGLISH, flags=re.MULTILINE))
    assert english
    assert set(re.findall(pattern, JAPANESE, flags=re.MULTILINE | re.ASCII)) == english
