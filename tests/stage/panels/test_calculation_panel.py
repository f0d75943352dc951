import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.frame import Camera
from nnviz.picture.palette import DARK
from nnviz.picture.regions import Regions
from nnviz.stage.panels.calculation import add_calculation, lines_written
from nnviz.stage.worked.lines import Calculation, CalculationLine, word

REGION = Regions(16 / 9).upper_right
CAMERA = Camera(np.float32([0, 0, 9]), np.zeros(3, np.float32), 30.0, np.zeros(2, np.float32))
SUM = Calculation(
    "Weight 1 → 1",
    (
        CalculationLine(word("a"), "+0.5", 0.5),
        CalculationLine(word("b"), "−1.0", -1.0),
        CalculationLine(word("c"), "0", 0.0),
        CalculationLine(word("sum"), "−0.5", result=True),
    ),
)


def drawn(worked, progress):
    builder = FrameBuilder()
    lines = lines_written(len(worked.lines), progress) if worked else 0
    add_calculation(builder, DARK, worked, REGION, lines=lines)
    return builder.flat()


@given(st.integers(1, 9), st.floats(0, 1), st.floats(0, 1))
def test_lines_are_written_one_after_the_other_and_stay(lines, one, other):
    low, high = sorted((one, other))
    assert 0 <= lines_written(lines, low) <= lines_written(lines, high) <= lines


def test_at_the_end_everything_is_written_and_at_the_start_nothing():
    assert drawn(SUM, 0.0).labels.text == ("Weight 1 → 1",)
    assert drawn(SUM, 1.0).labels.text == (
        "Weight 1 → 1",
        "a",
        "+0.5",
        "b",
        "−1.0",
        "c",
        "0",
        "sum",
        "−0.5",
    )


def test_contributions_are_bars_on_one_scale_to_the_side_of_their_sign():
    strokes = drawn(SUM, 1.0).strokes
    lengths = (strokes.end - strokes.start)[:, 0]
    assert lengths[0] > 0 > lengths[1]
    assert np.isclose(lengths[0] / -lengths[1], 0.5)
    assert lengths[2] == 0


def test_without_a_calculation_there_is_no_panel():
    frame = drawn(None, 1.0)
    assert len(frame.rectangles.corner) == len(frame.labels.text) == 0
