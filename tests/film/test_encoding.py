import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import UsageError
from nnviz.film.encoding import Encoding, metadata_text
from nnviz.story.spans import Chapter


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        ({"size": (1921, 1080)}, "take 1922x1080"),
        ({"size": (1920, 719)}, "take 1920x720"),
        ({"size": (0, 1080)}, "from 16 to 8192"),
        ({"size": (1920, 8194)}, "from 16 to 8192"),
        ({"fps": 0}, "1 to 240"),
        ({"fps": 241}, "1 to 240"),
        ({"crf": -1}, "from 0"),
        ({"crf": 52}, "to 51"),
    ],
)
def test_an_impossible_value_is_refused_with_its_remedy(wrong, remedy):
    with pytest.raises(UsageError, match=remedy):
        Encoding(**wrong)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (16, 16), (8192, 8192)])
def test_even_sizes_are_taken_as_they_are(size):
    assert Encoding(size=size).size == size


def test_a_chapter_ends_with_the_film_at_the_latest():
    chapters = [Chapter(title="one", start_seconds=0.5, end_seconds=9.0)]
    text = metadata_text("film", chapters, duration_seconds=2.25)
    assert "START=500\nEND=2250\ntitle=one\n" in text


@given(st.text())
def test_a_title_stays_one_value_and_adds_no_key(title):
    text = metadata_text(title, [], duration_seconds=1)
    bare = re.sub(r"\\(.)", "", text, flags=re.DOTALL)
    assert len(bare.split("\n")) == 3
    assert bare.count("=") == 1
