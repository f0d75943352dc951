"""Texts of a scene: one for everybody, or one for each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nnviz.errors import SceneError
from nnviz.learning.drawable_text import undrawable

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


def in_languages(text: Text, key: str) -> Iterator[tuple[str, str]]:
    """Yield a text in each language that it has, behind the key under which it stands."""
    if isinstance(text, str):
        yield key, text
    else:
        yield f"{key} en", text.en
        yield f"{key} ja", text.ja


def require_text(text: Text, key: str, *, breaks: bool = False) -> None:
    """Refuse a text that can never be drawn.

    Args:
        text: of a scene.
        key: under which it stands there.
        breaks: whether it may have line breaks.

    Raises:
        SceneError: one of its characters can never be drawn; names the key and the character.

    """
    for where, written in in_languages(text, key):
        if fault := undrawable(written, breaks=breaks):
            raise SceneError(f"{where} = {written!a:.60}: {fault}")
