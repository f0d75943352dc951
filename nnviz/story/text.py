"""Texts of a scene: one for everybody, or one for each language."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "ja"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Localised:
    """A text in every language that a film can be made in.

    Attributes:
        en: in English.
        ja: in Japanese.

    """

    en: str
    ja: str


Text = str | Localised


def text_in(text: Text, language: Language) -> str:
    """Return a text in a language; a plain text is the same in all of them."""
    if isinstance(text, str):
        return text
    return text.ja if language == "ja" else text.en
