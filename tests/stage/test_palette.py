import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnviz.stage.palette import DARK, LARGEST_HALF_BOX, LARGEST_RADIUS, Scales, zoom_for

SCALES = Scales(largest_weight=8.0, largest_activation=1.0)


def luminance(colour):
    """Relative luminance of sRGB, as WCAG 2 defines it."""
    c = colour[:3].astype(float)
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ink", ["text", "quiet_text", "accent"])
@pytest.mark.parametrize("ground", ["background", "panel"])
def test_text_stands_out_from_its_ground(ink, ground):
    assert contrast(getattr(DARK, ink), getattr(DARK, ground)) >= 4.5


def test_signs_differ_in_greyscale_too():
    assert contrast(DARK.positive, DARK.negative) > 1.5


def test_thickness_is_proportional_to_the_absolute_weight():
    radius = SCALES.radius(np.array([0.0, 1.0, -2.0, 8.0]))
    assert radius == pytest.approx(np.array([0, 1, 2, 8]) / 8 * LARGEST_RADIUS)


@given(arrays(np.float64, 5, elements=st.floats()))
def test_sizes_are_finite_whatever_the_values_are(values):
    for sizes, largest in (
        (SCALES.radius(values), LARGEST_RADIUS),
        (SCALES.half_side(values), LARGEST_HALF_BOX),
    ):
        assert np.isfinite(sizes).all()
        assert (sizes >= 0).all()
        assert (sizes <= np.float32(largest)).all()


def test_sign_decides_the_colour_and_what_is_not_finite_has_its_own():
    colours = DARK.of_sign(np.array([1.0, -1.0, 0.0, np.nan, np.inf]))
    expected = [DARK.positive, DARK.negative, DARK.positive, DARK.strange, DARK.strange]
    assert np.array_equal(colours, expected)


def test_stepping_back_goes_towards_the_background_and_changes_no_original():
    before = DARK.positive.copy()
    dimmed = DARK.step_back(DARK.positive)
    assert contrast(dimmed, DARK.background) < contrast(before, DARK.background)
    assert np.array_equal(DARK.positive, before)


@pytest.mark.parametrize(
    ("largest", "zoom"),
    [(0.135, 5.0), (0.3, 2.0), (0.6, 1.0), (0.02, 50.0), (5.0, 1.0), (0.0, 1.0)],
)
def test_zooms_are_round_numbers(largest, zoom):
    assert zoom_for(largest) == zoom


@given(st.floats(1e-250, 1.0, exclude_max=True))
def test_a_zoom_brings_the_largest_value_near_one(largest):
    assert 0.3 < largest * zoom_for(largest) < 1.0 + 1e-9
