from types import SimpleNamespace

import pytest

from nnviz.errors import UsageError
from nnviz.film.clip import Clip, clip_of_shots
from nnviz.story.spans import Caption, Chapter

SHOW = SimpleNamespace(
    title="XOR",
    language="ja",
    captions_in_picture=False,
    duration_seconds=10.0,
    shot_spans=((0.0, 4.0), (4.0, 7.0), (7.0, 10.0)),
    chapters=(
        Chapter(title="one", start_seconds=0.0, end_seconds=4.0),
        Chapter(title="two", start_seconds=4.0, end_seconds=10.0),
    ),
    captions=(Caption(text="look", start_seconds=6.0, end_seconds=8.0),),
    frame_at=lambda seconds: seconds,
)


def test_a_stretch_is_a_show_that_counts_from_its_own_beginning():
    stretch = Clip(SHOW, start_seconds=5.0, end_seconds=7.0)
    assert stretch.duration_seconds == 2.0
    assert stretch.frame_at(0.5) == 5.5
    assert (stretch.title, stretch.language, stretch.captions_in_picture) == ("XOR", "ja", False)
    assert stretch.chapters == (Chapter(title="two", start_seconds=0.0, end_seconds=2.0),)
    assert stretch.captions == (Caption(text="look", start_seconds=1.0, end_seconds=2.0),)


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 3), (3, 3), (5, 3), (3, 10.5), (float("nan"), 3), (3, float("nan"))]
)
def test_seconds_that_the_show_lacks_are_refused_with_those_it_has(start, end):
    with pytest.raises(UsageError, match="goes from 0 to 10 seconds"):
        Clip(SHOW, start_seconds=start, end_seconds=end)


@pytest.mark.parametrize("whole", [9.9999999, 9.996, 10.0, 10.000001])
def test_the_end_may_be_named_to_a_hundredth_of_a_second(whole):
    show = SimpleNamespace(**vars(SHOW) | {"duration_seconds": whole})
    stretch = Clip(show, start_seconds=5.0, end_seconds=10.0)
    assert stretch.duration_seconds == min(whole, 10.0) - 5.0


def test_shots_are_counted_from_one_and_the_last_is_included():
    stretch = clip_of_shots(SHOW, first=2, last=3)
    assert (stretch.frame_at(0), stretch.duration_seconds) == (4.0, 6.0)
    for first, last in [(0, 1), (2, 4), (3, 2)]:
        with pytest.raises(UsageError, match="has the shots 1 to 3"):
            clip_of_shots(SHOW, first=first, last=last)
