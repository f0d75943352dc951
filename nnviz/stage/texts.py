"""Texts: whether what a scene and its data bring can be written into the picture.

Asked before anything is recorded or drawn, so that nobody waits for a film that stops at its
third caption.
"""

from collections.abc import Iterable

from nnviz.errors import FontError, SceneError, quoted
from nnviz.picture.typography import shape
from nnviz.stage.panels.caption import typeset_caption
from nnviz.story.storyboard import Shot
from nnviz.story.text import Language, Text, in_languages, require_text, text_in

REMEDY = "shorten it, or divide it between two shots"


def require_texts(
    shots: Iterable[Shot],
    names: Iterable[Text],
    classes: Iterable[str],
    *,
    language: Language,
    aspect: float,
    captions_in_picture: bool = True,
) -> None:
    """Refuse texts that cannot be written into a picture.

    Args:
        shots: of the storyboard.
        names: of the variants.
        classes: names of the classes of the data.
        language: in which the show is told; only its texts need a font.
        aspect: width of the picture divided by its height.
        captions_in_picture: whether captions are drawn.

    Raises:
        SceneError: a caption has no room, or a font lacks a character; names the shot or variant,
            the key and the language.

    """
    for number, shot in enumerate(shots, start=1):
        if captions_in_picture:
            _require_caption(shot.caption, f"shot {number}", language, aspect)
    for number, name in enumerate(names, start=1):
        require_text(name, f"variant {number}: name")
        _require_letters(text_in(name, language), f"variant {number}: name")
    for number, each in enumerate(classes, start=1):
        _require_letters(each, f"the name of class {number}")


def _require_caption(caption: Text, where: str, language: Language, aspect: float) -> None:
    shown = text_in(caption, language)
    _require_letters(shown, f"{where}: caption ({language})")
    for key, text in in_languages(caption, "caption"):
        told = language if text == shown else key.removeprefix("caption ")
        try:
            fits = not text.strip() or typeset_caption(text, aspect) is not None
        except FontError:  # of a language that nobody asks for here
            continue
        if not fits:
            raise SceneError(
                f"{where}: caption ({told}) = {quoted(text, 60)}: {len(text)} characters find no "
                f"room below the picture; {REMEDY}."
            )


def _require_letters(text: str, where: str) -> None:
    for line in text.split("\n"):
        for font in ("sans", "bold"):
            try:
                shape(line, font)
            except FontError as error:
                raise SceneError(f"{where}: {error}") from None
