"""Where panels stand."""

from itertools import pairwise

import pytest

from nnviz.picture.regions import GUTTER, MARGIN, Regions

REGIONS = Regions(16 / 9)


def test_planes_stand_below_their_networks_where_there_is_room():
    planes = REGIONS.planes_below([0.5, 1.2])
    assert [(each.left + each.right) / 2 for each in planes] == pytest.approx([0.5, 1.2])


@pytest.mark.parametrize("middles", [[0.1, 0.6, 1.1, 1.6], [0.8, 0.9, 1.0, 1.1], [0.9]])
def test_planes_keep_apart_and_in_the_picture_wherever_the_networks_are(middles):
    planes = REGIONS.planes_below(middles)
    assert len(planes) == len(middles)
    assert planes[0].left >= MARGIN
    assert planes[-1].right <= 16 / 9 - MARGIN
    assert all(right.left - left.right >= GUTTER - 1e-9 for left, right in pairwise(planes))
