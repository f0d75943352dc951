import itertools

from hypothesis import given
from hypothesis import strategies as st

from nnviz.story.spans import Caption, Chapter, cut_spans, merged

instants = st.floats(0, 100)


def captions(*texts):
    return [
        Caption(text=text, start_seconds=float(at), end_seconds=at + 1.0)
        for at, text in enumerate(texts)
    ]


def test_equal_neighbours_become_one_caption_and_nothing_is_none():
    assert merged(captions("a", "a", "", "a", " ", "b")) == (
        Caption(text="a", start_seconds=0.0, end_seconds=2.0),
        Caption(text="a", start_seconds=3.0, end_seconds=4.0),
        Caption(text="b", start_seconds=5.0, end_seconds=6.0),
    )


def test_a_part_of_the_story_counts_its_own_seconds():
    chapters = [
        Chapter(title="one", start_seconds=0, end_seconds=4),
        Chapter(title="two", start_seconds=4, end_seconds=6),
        Chapter(title="three", start_seconds=6, end_seconds=9),
    ]
    assert cut_spans(chapters, start_seconds=3, end_seconds=6) == (
        Chapter(title="one", start_seconds=0, end_seconds=1),
        Chapter(title="two", start_seconds=1, end_seconds=3),
    )


@given(st.lists(st.sampled_from(["", "a", "b"]), max_size=8), instants, instants)
def test_what_is_cut_lies_within_its_part_in_order(texts, one, other):
    start, end = sorted((one, other))
    spans = cut_spans(merged(captions(*texts)), start_seconds=start, end_seconds=end)
    edges = [edge for span in spans for edge in (span.start_seconds, span.end_seconds)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= end - start + 1e-9 for edge in edges)


def test_a_cut_at_a_boundary_leaves_nothing_without_length():
    spans = [
        Caption(text=text, start_seconds=start, end_seconds=end)
        for text, start, end in [("a", 0.0, 1.0000000000000002), ("b", 1.0, 1.6000000000000003)]
    ]
    assert [span.text for span in cut_spans(spans, start_seconds=1.0, end_seconds=1.6)] == ["b"]
    assert [span.text for span in cut_spans(spans, start_seconds=0.0, end_seconds=1.0004)] == ["a"]
    assert cut_spans(spans, start_seconds=0.2, end_seconds=0.2005) == ()


@given(st.lists(st.floats(0, 10), min_size=2, max_size=6), instants, instants)
def test_what_is_cut_has_a_length_in_milliseconds(ends, one, other):
    ends, (start, end) = sorted(ends), sorted((one, other))
    spans = [Caption(text="a", start_seconds=a, end_seconds=b) for a, b in itertools.pairwise(ends)]
    for span in cut_spans(spans, start_seconds=start, end_seconds=end):
        assert round(1000 * span.start_seconds) < round(1000 * span.end_seconds)
