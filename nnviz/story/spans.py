"""Spans: stretches of the story that carry a text, in the language of the show.

They are data beside the picture: chapter marks and subtitles are made of them, and a part of a
film has those of its part.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A titled stretch of the story.

    Attributes:
        title: as the shot that begins it gives it, in one language.
        start_seconds: when it begins.
        end_seconds: when the next one begins, or the story ends.

    """

    title: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Caption:
    """A line that is to be read during a stretch of the story.

    Attributes:
        text: as the shots of the stretch give it, in one language; never empty.
        start_seconds: when it appears.
        end_seconds: when it goes.

    """

    text: str
    start_seconds: float
    end_seconds: float


Span = TypeVar("Span", Chapter, Caption)


def merged(captions: Iterable[Caption]) -> tuple[Caption, ...]:
    """Return captions that follow each other without a gap, equal neighbours made one.

    Args:
        captions: in order, each beginning where the one before ends; those without a text are
            left out.

    """
    runs = [list(run) for _, run in groupby(captions, key=lambda caption: caption.text)]
    return tuple(
        replace(run[0], end_seconds=run[-1].end_seconds) for run in runs if run[0].text.strip()
    )


# What is shorter has no length on the clock of a film's chapters and subtitles.
_SHORTEST_SECONDS = 0.001


def cut_spans(
    spans: Iterable[Span], *, start_seconds: float, end_seconds: float
) -> tuple[Span, ...]:
    """Return the spans of a part of the story, in seconds of that part.

    Those of which it has a millisecond at most are left out.

    Args:
        spans: of the whole story, in order.
        start_seconds: where the part begins.
        end_seconds: where it ends.

    """
    parts = (
        replace(
            span,
            start_seconds=max(span.start_seconds, start_seconds) - start_seconds,
            end_seconds=min(span.end_seconds, end_seconds) - start_seconds,
        )
        for span in spans
    )
    return tuple(
        part for part in parts if part.end_seconds - part.start_seconds > _SHORTEST_SECONDS
    )
