"""What a film says beside its pictures: title, chapters and captions, as the texts ffmpeg reads."""

from dataclasses import dataclass

from nnviz.story.spans import Caption, Chapter, cut
from nnviz.story.text import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What a film says beside its pictures.

    Attributes:
        title: of the film; may be empty.
        chapters: its parts, in their order.
        captions: what is to be read while it runs, in their order.
        language: of all of these.
        captions_in_picture: whether the captions are in the picture, too: then players are not to
            show them a second time before they are asked to.

    """

    title: str = ""
    chapters: tuple[Chapter, ...] = ()
    captions: tuple[Caption, ...] = ()
    language: Language = "en"
    captions_in_picture: bool = True


def metadata_text(contents: Contents, *, duration_seconds: float) -> str:
    """Return a film's title and chapters in ffmpeg's own metadata format.

    Args:
        contents: what the film says.
        duration_seconds: where the film ends; a chapter that would last longer ends there,
            because players take the end of the last chapter for the end of the film.

    """
    lines = [";FFMETADATA1", f"title={_escape(contents.title)}"]
    for chapter in cut(contents.chapters, start_seconds=0.0, end_seconds=duration_seconds):
        start, end = round(1000 * chapter.start_seconds), round(1000 * chapter.end_seconds)
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}"]
        lines += [f"title={_escape(chapter.title)}"]
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "=;#\\\n" else letter for letter in text)


def srt_text(contents: Contents, *, duration_seconds: float) -> str:
    """Return a film's captions as an .srt file has them, up to the end of the film."""
    captions = cut(contents.captions, start_seconds=0.0, end_seconds=duration_seconds)
    return "".join(
        f"{number}\n{_clock(caption.start_seconds)} --> {_clock(caption.end_seconds)}\n"
        # An empty line would end the caption.
        f"{' '.join(caption.text.split())}\n\n"
        for number, caption in enumerate(captions, start=1)
    )


def _clock(seconds: float) -> str:
    minutes, milliseconds = divmod(round(1000 * seconds), 60_000)
    hours, minutes = divmod(minutes, 60)
    whole, milliseconds = divmod(milliseconds, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02},{milliseconds:03}"
