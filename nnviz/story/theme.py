"""Themes: in which colours a story is told, by name; the stage knows which colours those are."""

from typing import Literal

Theme = Literal["dark", "light"]
