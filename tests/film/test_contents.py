import re

from hypothesis import given
from hypothesis import strategies as st

from nnviz.film.contents import Contents, metadata_text
from nnviz.film.subtitles import srt_text
from nnviz.story.spans import Caption, Chapter


def test_a_chapter_ends_with_the_film_at_the_latest():
    chapters = (
        Chapter(title="one", start_seconds=0.5, end_seconds=9.0),
        Chapter(title="two", start_seconds=9.0, end_seconds=10.0),
    )
    text = metadata_text(Contents(title="film", chapters=chapters), duration_seconds=2.25)
    assert "START=500\nEND=2250\ntitle=one\n" in text
    assert "two" not in text


@given(st.text())
def test_a_title_stays_one_value_and_adds_no_key(title):
    text = metadata_text(Contents(title=title), duration_seconds=1)
    bare = re.sub(r"\\(.)", "", text, flags=re.DOTALL)
    assert len(bare.split("\n")) == 3
    assert bare.count("=") == 1


def test_captions_are_numbered_and_timed_as_srt_wants_it():
    captions = (
        Caption(text="順伝播", start_seconds=0.0, end_seconds=61.5),
        Caption(text="two\n\nlines", start_seconds=3600.0, end_seconds=3725.0419),
        Caption(text="after the end", start_seconds=5000.0, end_seconds=5001.0),
    )
    assert srt_text(Contents(captions=captions).captions_until(4000.0)) == (
        "1\n00:00:00,000 --> 00:01:01,500\n順伝播\n\n"
        "2\n01:00:00,000 --> 01:02:05,042\ntwo\nlines\n\n"
    )
