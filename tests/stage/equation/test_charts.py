"""The curve beside an equation says of what function it is, and where that ends."""

import numpy as np
import pytest

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.regions import Region
from nnviz.stage.equation.charts import CurveChart

WIDE, NARROW = Region(0.1, 0.1, 0.5, 0.3), Region(0.1, 0.1, 0.14, 0.3)


def written(show, name, region):
    builder, z = FrameBuilder(), np.array([0.5])
    CurveChart(name, z, z, None).draw(builder, show.setting, region, 0.03, reached=False)
    return builder.flat().labels.text


@pytest.mark.parametrize(
    ("name", "ends"),
    [("sigmoid", {"0", "1"}), ("tanh", {"−1", "1"}), ("relu", {"0", "6"}), ("leaky_relu", {"6"})],
)
def test_a_curve_bears_its_name_and_its_whole_ends(show, name, ends):
    assert set(written(show, name, WIDE)) == {name, *ends}


def test_a_name_without_room_beside_the_axis_is_left_out(show):
    assert set(written(show, "sigmoid", NARROW)) == {"0", "1"}
