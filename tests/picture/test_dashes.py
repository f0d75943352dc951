import numpy as np
import pytest

from nnviz.picture.dashes import SOLID, STYLES, dashed

CORNER = np.float32([[0, 0], [0.3, 0], [0.3, 0.4]])


def length(start, end):
    return float(np.linalg.norm(end - start, axis=1).sum())


def test_a_solid_line_goes_through_all_points():
    start, end = dashed(CORNER, SOLID)
    assert np.array_equal(start, CORNER[:-1])
    assert np.array_equal(end, CORNER[1:])


@pytest.mark.parametrize("style", STYLES[1:])
def test_dashes_cover_their_share_of_the_line_and_turn_its_corners(style):
    start, end = dashed(CORNER, style)
    assert length(start, end) == pytest.approx(0.7 * style[0] / sum(style), abs=sum(style))
    on_line = (np.abs(start[:, 1]) < 1e-6) | (np.abs(start[:, 0] - 0.3) < 1e-6)
    assert on_line.all()


def test_dashes_stay_where_they_are_while_a_line_grows():
    longer = np.concatenate([CORNER, np.float32([[0.8, 0.4]])])
    before, after = dashed(CORNER, STYLES[1]), dashed(longer, STYLES[1])
    for early, late in zip(before, after, strict=True):
        assert early[:-1] == pytest.approx(late[: len(early) - 1], abs=1e-6)


def test_lines_look_different_without_their_colours():
    lengths = [length(*dashed(CORNER, style)) for style in STYLES]
    assert len({round(each, 2) for each in lengths}) == len(STYLES)


def test_a_line_of_one_point_or_none_has_no_dashes():
    for count in (0, 1):
        assert not len(dashed(CORNER[:count], STYLES[1])[0])
