import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.typography import extent
from nnviz.picture.wrapping import wrapped

words = st.lists(st.text(st.sampled_from("abcdefg"), min_size=1, max_size=8), min_size=1)


def test_a_text_that_fits_stays_on_one_line():
    assert wrapped("one line of text", "sans", widest=20.0) == ["one line of text"]


@given(words=words)
def test_no_word_is_lost_and_no_line_is_too_wide(words):
    lines = wrapped(" ".join(words), "sans", widest=6.0)
    assert " ".join(lines) == " ".join(words)
    assert all(extent(line, "sans") <= 6.0 for line in lines)


def test_lines_are_about_equally_wide():
    text = "Little is left to learn: only the marked weights still change"
    widths = [extent(line, "sans") for line in wrapped(text, "sans", widest=24.0)]
    assert len(widths) == 2
    assert min(widths) > 0.7 * max(widths)


def test_japanese_breaks_between_phrases_and_not_inside_words():
    text = "ほぼ学び終えた。小数第4位が変わるのは印の付いた重みだけ"
    assert wrapped(text, "sans", widest=18.0) == [
        "ほぼ学び終えた。小数第4位が",
        "変わるのは印の付いた重みだけ",
    ]


@pytest.mark.parametrize("text", ["「値」、", "ノードー", "シグモイド"])
def test_nothing_begins_with_a_closing_mark(text):
    assert wrapped(text, "sans", widest=1.0) == [text]


def test_a_word_that_is_too_wide_stays_whole():
    assert wrapped("a incomprehensibilities b", "sans", widest=3.0)[1] == "incomprehensibilities"
