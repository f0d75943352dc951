"""The text of a caption is text in every container, whatever it would mean as markup."""

from fractions import Fraction

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import FilmError
from nnviz.film.contents import Contents
from nnviz.film.film import render_film
from nnviz.film.subtitles import srt_text, vtt_text
from nnviz.film.tx3g import tx3g_file
from nnviz.story.spans import Caption

from .grey import GreyCanvas, GreyShow
from .reading import Cue, read_boxes, read_srt, read_vtt, shown_by_webvtt

TEXTS = [
    r"a<b and c>d",
    r"{w} and {\b1}bold{\b0}",
    r"<sub>2</sub> <i>x</i>",
    r"\nabla L \N \h",
    r"&amp; & &lt; &#65;",
    r"00:00:01,000 --> 00:00:02,000",
    r"--> STYLE NOTE",
    r"12",
    r"重み w₁ ← w₁ + Δ",
    "two\nlines",
]
LENGTH = 0.4


def captions(texts):
    return tuple(
        Caption(text=text, start_seconds=LENGTH * n, end_seconds=LENGTH * (n + 1))
        for n, text in enumerate(texts)
    )


@pytest.fixture(scope="module", params=["mp4", "mov", "webm"])
def film(request, tmp_path_factory):
    """A film with all of them as a track, and beside it."""
    path = tmp_path_factory.mktemp("captions") / f"film.{request.param}"
    show = GreyShow(duration_seconds=LENGTH * len(TEXTS), captions=captions(TEXTS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nnviz.film.film.Canvas", GreyCanvas)
        render_film(show, path, size=(64, 36), fps=10, subtitles={"track", "srt"})
    return path


def test_the_track_holds_the_text_itself(film):
    with av.open(film) as opened:
        stream = opened.streams.subtitles[0]
        packets = [bytes(packet) for packet in opened.demux(stream) if packet.size]
    if film.suffix == ".webm":
        assert [shown_by_webvtt(packet.decode()) for packet in packets] == TEXTS
        return
    texts = [packet[2:] for packet in packets]
    assert all(int.from_bytes(packet[:2]) == len(packet) - 2 for packet in packets), "a style"
    assert [text.decode() for text in texts if text] == TEXTS
    assert [cue.text for cue in read_boxes(film).subtitles] == TEXTS


def test_the_file_beside_it_holds_the_text_itself(film):
    found = read_srt(film.with_suffix(".srt").read_text(encoding="utf-8"))
    assert [cue.text for cue in found] == TEXTS
    assert found[-1][:2] == (Fraction(36, 10), Fraction(4))


@given(st.lists(st.text(st.characters(codec="utf-8")).filter(lambda text: text.strip())))
def test_any_text_is_read_as_it_was_written(texts):
    written = ["\n".join(filter(None, map(str.strip, text.splitlines()))) for text in texts]
    texts = [text for text, kept in zip(texts, written, strict=True) if kept]
    spoken, expected = captions(texts), [text for text in written if text]
    if expected:
        assert [cue.text for cue in read_srt(srt_text(spoken))] == expected
        assert [cue.text for cue in read_vtt(vtt_text(spoken))] == expected


def test_a_webvtt_file_is_one():
    spoken = (Caption(text="a<b & c", start_seconds=1.0, end_seconds=3725.5),)
    text = vtt_text(spoken)
    assert text == "WEBVTT\n\n00:00:01.000 --> 01:02:05.500\na&lt;b &amp; c\n\n"
    assert read_vtt(text) == [Cue(Fraction(1), Fraction(7451, 2), "a<b & c")]


def test_a_caption_that_no_track_holds_is_named():
    spoken = (Caption(text="long " * 20_000, start_seconds=0.0, end_seconds=1.0),)
    with pytest.raises(FilmError, match=r"'long long.*99999 bytes.*65535.*shorten it"):
        tx3g_file(spoken, clock=10_000)


@pytest.mark.parametrize(
    ("asked", "texts", "found"),
    [
        ("ja", ["only English"], "en"),
        ("en", ["日本語だけ"], "ja"),
        ("ja", ["w ← w + Δ", "重みの更新"], "ja"),
        ("en", ["w ← w + Δ", "重み is a weight"], "en"),
        ("ja", ["ｱ"], "ja"),
    ],
)
def test_a_track_says_the_language_that_its_captions_are_in(asked, texts, found):
    assert Contents(captions=captions(texts), language=asked).captions_language == found
