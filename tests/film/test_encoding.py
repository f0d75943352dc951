from pathlib import Path

import pytest

from nnviz.errors import UsageError
from nnviz.film.encoding import Encoding
from nnviz.film.formats import GIF, MOV, MP4, PNG, WEBM, WEBP, format_of


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


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        ({"format": MP4, "transparent": True}, "ends in one of .webp, .webm, .mov, .png"),
        ({"format": GIF, "transparent": True}, "no smooth transparency"),
        ({"format": GIF, "crf": 20}, r"leave it out, or .* \.mp4 or \.webm"),
        ({"format": GIF, "fps": 60}, "1 to 50 frames"),
        ({"format": GIF, "subtitles": {"track"}}, r"\.mp4, \.webm, \.mov"),
        ({"format": PNG, "subtitles": {"track"}}, "no track of subtitles"),
        ({"format": WEBM, "crf": 64}, "to 63"),
        ({"format": WEBM, "size": (63, 36)}, "take 64x36"),
    ],
)
def test_what_a_format_cannot_be_is_refused_with_a_format_that_can(wrong, remedy):
    with pytest.raises(UsageError, match=remedy):
        Encoding(**wrong)


@pytest.mark.parametrize("film", [GIF, WEBP, MOV, PNG], ids=lambda film: film.name)
def test_odd_sizes_are_for_formats_in_which_every_pixel_has_a_colour(film):
    assert Encoding(format=film, size=(63, 35)).size == (63, 35)


def test_captions_go_into_a_track_where_there_can_be_one():
    assert Encoding(format=MP4).has_track
    assert not Encoding(format=GIF).has_track
    assert not Encoding(format=MP4, subtitles=()).has_track
    assert Encoding(format=GIF, subtitles={"srt"}).has_srt


def test_a_name_says_the_format_and_another_ending_is_told_which_there_are():
    assert format_of(Path("XOR.MP4")) is MP4
    with pytest.raises(UsageError, match=r"\.mp4, \.gif, .*%05d\.png"):
        format_of(Path("xor.avi"))
