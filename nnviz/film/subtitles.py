"""The captions of a film as the texts of SubRip (.srt) and WebVTT.

In WebVTT `<`, `>` and `&` are escaped, as the W3C's specification says; SubRip has no escapes, so
that what stands there is the text itself.
"""

from collections.abc import Iterable

from nnviz.story.spans import Caption

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def srt_text(captions: Iterable[Caption]) -> str:
    """Return captions as an .srt file has them."""
    return "".join(
        f"{number}\n{_times(caption, ',')}\n{without_empty_lines(caption.text)}\n\n"
        for number, caption in enumerate(captions, start=1)
    )


def vtt_text(captions: Iterable[Caption]) -> str:
    """Return captions as a WebVTT file has them."""
    cues = (
        f"{_times(caption, '.')}\n{without_empty_lines(caption.text).translate(_ESCAPES)}\n\n"
        for caption in captions
    )
    return "WEBVTT\n\n" + "".join(cues)


def without_empty_lines(text: str) -> str:
    """Return a text without empty lines, at which readers would take it for ended."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def milliseconds(seconds: float) -> int:
    """Return an instant on the clock of chapters and subtitles."""
    return round(1000 * seconds)


def _times(caption: Caption, point: str) -> str:
    ends = caption.start_seconds, caption.end_seconds
    return " --> ".join(_clock(milliseconds(seconds), point) for seconds in ends)


def _clock(count: int, point: str) -> str:
    minutes, thousandths = divmod(count, 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds, thousandths = divmod(thousandths, 1000)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{thousandths:03}"
