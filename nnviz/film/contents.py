"""What a film says beside its pictures: its title, its chapters and its captions."""

import re
from dataclasses import dataclass

from nnviz.film.subtitles import milliseconds
from nnviz.story.spans import Caption, Chapter, cut_spans
from nnviz.story.text import Language

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What a film says beside its pictures.

    Attributes:
        title: of the film; may be empty.
        chapters: its parts, in their order.
        captions: what is to be read while it runs, in their order.
        language: that the film was asked for in.
        captions_in_picture: whether the captions are in the picture, too: then players are not to
            show them a second time before they are asked to.

    """

    title: str = ""
    chapters: tuple[Chapter, ...] = ()
    captions: tuple[Caption, ...] = ()
    language: Language = "en"
    captions_in_picture: bool = True

    def chapters_until(self, seconds: float) -> tuple[Chapter, ...]:
        """Return the chapters of a film of some length, from its beginning to its end.

        What comes before the first one is a chapter, too, which bears the film's title: in MP4
        files, which have no gaps between chapters, it would join the one that follows.
        """
        chapters = cut_spans(self.chapters, start_seconds=0.0, end_seconds=seconds)
        start = chapters[0].start_seconds if chapters else 0.0
        opening = Chapter(title=self.title, start_seconds=0.0, end_seconds=start)
        return (*cut_spans([opening], start_seconds=0.0, end_seconds=seconds), *chapters)

    @property
    def captions_language(self) -> Language:
        """The language that the captions are in: a text that is one for all may be in another.

        Texts that are Japanese have a letter that only Japanese has among the languages of films.
        """
        japanese = [bool(_JAPANESE.search(caption.text)) for caption in self.captions]
        if any(japanese) == all(japanese):
            return "ja" if any(japanese) else "en"
        return self.language

    def captions_until(self, seconds: float) -> tuple[Caption, ...]:
        """Return the captions of a film of some length."""
        return cut_spans(self.captions, start_seconds=0.0, end_seconds=seconds)


def metadata_text(contents: Contents, *, duration_seconds: float) -> str:
    """Return a film's title and chapters in ffmpeg's own metadata format.

    Args:
        contents: what the film says.
        duration_seconds: where the film ends; a chapter that would last longer ends there,
            because players take the end of the last chapter for the end of the film.

    """
    lines = [";FFMETADATA1", f"title={_escape(contents.title)}"]
    for chapter in contents.chapters_until(duration_seconds):
        start, end = milliseconds(chapter.start_seconds), milliseconds(chapter.end_seconds)
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}"]
        lines += [f"title={_escape(chapter.title)}"]
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "=;#\\\n" else letter for letter in text)
