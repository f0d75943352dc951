"""A segment's key changes with everything that its pixels depend on, and with nothing else."""

from dataclasses import replace

import pytest

from nnviz.film.clip import Clip
from nnviz.film.encoding import Encoding
from nnviz.film.rendering_environment import rendering_environment
from nnviz.film.segments import cut_into_segments
from nnviz.learning.experiment import Experiment
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

from .grey import GreyShow

SHOTS = (
    Shot(phases=("forward",), seconds=1.0, title="Forward", caption="one"),
    Shot(phases=("backward",), seconds=1.0, caption="two"),
    Shot(tell="compare", epochs=(1, 5), seconds=1.0, caption="three", camera="front"),
)
ENCODING = Encoding(size=(64, 36), fps=10)


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("traces")
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        record(Experiment(epochs=5, seed=seed), folder / name)
    with (
        open_trace(folder / "one") as one,
        open_trace(folder / "again") as again,
        open_trace(folder / "other") as other,
    ):
        yield {"one": one, "again": again, "other": other}


def keys(show, *, encoding=ENCODING, drawn_by="here"):
    frames = round(show.duration_seconds * encoding.fps)
    found = cut_into_segments(show, frames=frames, encoding=encoding, software=drawn_by)
    return [segment.key for segment in found]


def changed(one, other):
    """Return the numbers of the shots, from 1, that have other keys."""
    pairs = zip(one, other, strict=True)
    return [number for number, (a, b) in enumerate(pairs, start=1) if a != b]


def told(trace, *, shots=SHOTS, **options):
    return Show(trace, Storyboard(shots=shots), **options)


def with_shot(number, **fields):
    shots = list(SHOTS)
    shots[number - 1] = replace(shots[number - 1], **fields)
    return tuple(shots)


@pytest.mark.parametrize(
    ("shots", "expected"),
    [
        (with_shot(2, caption="changed"), [2]),
        (with_shot(1, title="Another title"), []),
        (with_shot(2, title="A title"), []),
        (with_shot(2, camera="top"), [2, 3]),
        (with_shot(2, panels=()), [2, 3]),
        (with_shot(3, epochs=(1, 4)), [3]),
        (with_shot(1, records=(2,)), [1]),
        (with_shot(3, camera="top"), [3]),
    ],
)
def test_only_what_shows_a_change_is_made_again(traces, shots, expected):
    before = keys(told(traces["one"]))
    assert changed(before, keys(told(traces["one"], shots=shots))) == expected


def test_a_longer_shot_moves_all_that_follow(traces):
    longer = keys(told(traces["one"], shots=with_shot(2, seconds=1.1)))
    before = keys(told(traces["one"]))
    assert longer[0] == before[0]
    assert not {*longer[1:]} & {*before}


def test_a_recording_made_again_is_the_same_and_another_one_is_not(traces):
    one, again, other = (keys(told(traces[name])) for name in ("one", "again", "other"))
    assert changed(one, again) == []
    assert changed(one, other) == [1, 2, 3]


def test_a_variant_sets_the_scale_of_every_picture(traces):
    variants = [Variant(name=name, trace=traces["other"]) for name in ("fast", "slow")]
    alone = keys(told(traces["one"]))
    fast, slow = (keys(told(traces["one"], variants=(variant,))) for variant in variants)
    assert changed(alone, fast) == changed(fast, slow) == [1, 2, 3]


@pytest.mark.parametrize(
    "look",
    [{"language": "ja"}, {"theme": "light"}, {"aspect": 1.5}, {"captions_in_picture": False}],
)
def test_another_look_is_another_film(traces, look):
    assert changed(keys(told(traces["one"])), keys(told(traces["one"], **look))) == [1, 2, 3]


def test_captions_that_are_not_in_the_picture_change_nothing(traces):
    shots = with_shot(2, caption="changed")
    plain, other = (
        keys(told(traces["one"], shots=each, captions_in_picture=False)) for each in (SHOTS, shots)
    )
    assert plain == other


@pytest.mark.parametrize("option", [{"size": (128, 72)}, {"fps": 20}, {"crf": 30}])
def test_another_encoding_is_another_film(traces, option):
    show = told(traces["one"])
    assert changed(keys(show), keys(show, encoding=replace(ENCODING, **option))) == [1, 2, 3]


def test_other_software_is_another_film(traces):
    show = told(traces["one"])
    assert changed(keys(show), keys(show, drawn_by="elsewhere")) == [1, 2, 3]
    assert rendering_environment("one card") != rendering_environment("another card")
    assert rendering_environment("one card") == rendering_environment("one card")


def test_the_same_instants_of_a_stretch_are_others(traces):
    show = told(traces["one"])
    stretch = Clip(show, start_seconds=0.5, end_seconds=1.0)
    assert not {*keys(stretch)} & {*keys(show)}


@pytest.mark.parametrize(
    ("seconds", "lengths"), [(0.1, [1]), (10.0, [100]), (10.1, [50, 51]), (35.0, [87, 88, 87, 88])]
)
def test_a_shot_is_cut_into_pieces_of_at_most_ten_seconds(seconds, lengths):
    show = GreyShow(duration_seconds=seconds)
    found = cut_into_segments(show, frames=round(seconds * 10), encoding=ENCODING, software="here")
    assert [len(segment.frames) for segment in found] == lengths
    assert [n for segment in found for n in segment.frames] == list(range(round(seconds * 10)))
    assert len({segment.key for segment in found}) == len(found)
