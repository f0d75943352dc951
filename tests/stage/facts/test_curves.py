import numpy as np
import pytest

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import DARK
from nnviz.picture.regions import Region
from nnviz.picture.ticks import round_ticks
from nnviz.stage.facts.curve import BINS, Curve
from nnviz.stage.panels.curves import add_curve

REGION = Region(1.3, 0.2, 1.7, 0.5)
EPOCHS = np.arange(1, 60_001)
LONG = Curve("error", EPOCHS, np.geomspace(0.5, 0.01, 60_000))


def drawn(curve, upto):
    builder = FrameBuilder()
    add_curve(builder, DARK, curve, REGION, upto=upto, playhead=max(upto, 1))
    return builder.flat()


def test_a_curve_grows_with_the_epochs_and_keeps_what_it_had():
    short, longer = drawn(LONG, 20_000).strokes, drawn(LONG, 40_000).strokes
    kept = {tuple(p) for p in short.start.tolist()} - {tuple(short.start[-1].tolist())}
    assert len(kept - {tuple(p) for p in longer.start.tolist()}) <= 2  # the playhead moves
    assert len(longer.start) > len(short.start)


def test_a_long_curve_is_drawn_with_few_strokes():
    assert len(drawn(LONG, 60_000).strokes.start) < 2 * BINS + 20


def test_a_peak_of_one_epoch_is_not_lost():
    values = np.full(60_000, 0.1)
    values[12_345] = 0.9
    assert 12_345 in Curve("error", EPOCHS, values).corners


def test_nothing_is_drawn_of_what_is_not_yet_known():
    axes = drawn(LONG, 0).strokes
    assert len(axes.start) < 10


@pytest.mark.parametrize("logarithmic", [False, True])
def test_values_without_a_place_leave_the_curve_finite(logarithmic):
    values = np.array([1.0, np.nan, np.inf, -np.inf, 0.0, 0.5])
    curve = Curve("size", np.arange(1, 7), values, logarithmic=logarithmic)
    frame = drawn(curve, 6)
    assert np.isfinite(frame.strokes.start).all()
    assert np.isfinite(frame.labels.position).all()


@pytest.mark.parametrize("value", [0.0, np.nan, 1e-300, 1e300])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_training_of_one_epoch_has_a_curve(value, logarithmic):
    curve = Curve("size", np.array([1]), np.array([value]), logarithmic=logarithmic)
    assert np.isfinite(drawn(curve, 1).strokes.start).all()


def test_the_curve_stays_within_its_panel():
    strokes = drawn(LONG, 60_000).strokes
    assert (strokes.start >= [REGION.left, REGION.top]).all()
    assert (strokes.end <= [REGION.right, REGION.bottom]).all()


@pytest.mark.parametrize("largest", [*np.geomspace(0.1, 1.0, 60), 5e-324, 1e-300, 1e300, 1.79e308])
def test_every_axis_has_a_few_ticks(largest):
    low, high = Curve("error", np.array([1, 2]), np.array([0.0, largest])).limits
    ticks = round_ticks(low, high)
    assert 2 <= len(ticks) <= 6
    assert np.isfinite(ticks).all()
    assert ticks[-1] <= high


@pytest.mark.parametrize("high", [5e-324, 1e-310, 1e-301])
def test_an_axis_that_cannot_be_divided_is_read_where_it_begins(high):
    assert round_ticks(0.0, high).tolist() == [0.0]
