import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnviz.picture.palette import (
    DARK,
    LARGEST_HALF_BOX,
    LARGEST_RADIUS,
    THEMES,
    Scales,
    with_alpha,
    zoom_for,
)
from tests.picture.seeing import contrast, linear, over

SCALES = Scales(largest_weight=8.0, largest_activations=(1.0, 4.0))
INKS = ("text", "quiet_text", "accent")
BODIES = ("positive", "negative", "strange")

# What is left of linear sRGB to the eyes of dichromats, in rows. From: Machado, Oliveira and
# Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
# Transactions on Visualization and Computer Graphics 15 (2009), severity 1.0.
EYES = {
    "trichromacy": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(  # from linear sRGB, divided by the white D65
    [
        [0.433953, 0.376219, 0.189828],
        [0.212673, 0.715152, 0.072175],
        [0.017758, 0.109477, 0.872765],
    ]
)


@pytest.fixture(params=THEMES)
def palette(request):
    return THEMES[request.param]


def difference(one, other, eyes):
    """Return the distance of two colours in CIELAB, as seen by some eyes; 2.3 is just seen."""
    lab = []
    for colour in (one, other):
        x, y, z = np.cbrt(TO_XYZ @ np.clip(EYES[eyes] @ linear(colour), 0.001, 1))
        lab.append([116 * y, 500 * (x - y), 200 * (y - z)])
    return float(np.linalg.norm(np.subtract(*lab)))


@pytest.mark.parametrize("ink", INKS)
def test_text_stands_out_from_the_background_and_the_panels(palette, ink):
    assert contrast(getattr(palette, ink), palette.background) >= 4.5
    assert contrast(getattr(palette, ink), over(palette.panel, palette.background)) >= 4.5


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("body", [*BODIES, "outline", "background", "accent"])
def test_text_on_a_plate_stands_out_whatever_lies_below(palette, ink, body):
    ground = over(palette.plate, getattr(palette, body))
    assert contrast(getattr(palette, ink), ground) >= 4.5


@pytest.mark.parametrize("ink", ["text", "quiet_text"])
def test_text_on_a_marked_row_stands_out(palette, ink):
    panel = over(palette.panel, palette.background)
    row = over(with_alpha(palette.accent, 0.16), panel)
    assert contrast(getattr(palette, ink), row) >= 4.5


@pytest.mark.parametrize("thing", [*BODIES, "outline"])
def test_bodies_and_outlines_stand_out_from_the_background(palette, thing):
    assert contrast(getattr(palette, thing), palette.background) >= 3


@pytest.mark.parametrize("thing", ["positive", "negative", "strange"])
def test_what_steps_back_can_still_be_seen(palette, thing):
    dimmed = palette.step_back(getattr(palette, thing))
    assert 1.3 < contrast(dimmed, palette.background) < 2


def test_a_ghost_leaves_the_sign_of_what_it_surrounds_to_be_seen(palette):
    positive, negative = (over(palette.ghost, c) for c in (palette.positive, palette.negative))
    assert difference(positive, palette.positive, "trichromacy") < 30
    assert difference(negative, palette.negative, "trichromacy") < 30
    assert contrast(over(palette.ghost, palette.background), palette.background) > 1.3


def test_signs_differ_in_greyscale_too(palette):
    assert contrast(palette.positive, palette.negative) > 1.7


@pytest.mark.parametrize("eyes", EYES)
def test_signs_and_what_is_not_finite_differ_to_all_eyes(palette, eyes):
    assert difference(palette.positive, palette.negative, eyes) > 70
    assert difference(palette.positive, palette.strange, eyes) > 30
    assert difference(palette.negative, palette.strange, eyes) > 20


@pytest.mark.parametrize("eyes", EYES)
def test_emphasis_differs_from_plain_text_to_all_eyes(palette, eyes):
    assert difference(palette.accent, palette.text, eyes) > 20


def test_thickness_is_proportional_to_the_absolute_weight():
    radius = SCALES.radius(np.array([0.0, 1.0, -2.0, 8.0]))
    assert radius == pytest.approx(np.array([0, 1, 2, 8]) / 8 * LARGEST_RADIUS)


@given(arrays(np.float64, 5, elements=st.floats()))
def test_sizes_are_finite_whatever_the_values_are(values):
    for sizes, largest in (
        (SCALES.radius(values), LARGEST_RADIUS),
        (SCALES.half_side(values, 1), LARGEST_HALF_BOX),
    ):
        assert np.isfinite(sizes).all()
        assert (sizes >= 0).all()
        assert (sizes <= np.float32(largest)).all()


def test_sign_decides_the_colour_and_what_is_not_finite_has_its_own(palette):
    colours = palette.of_sign(np.array([1.0, -1.0, 0.0, np.nan, np.inf]))
    names = ("positive", "negative", "positive", "strange", "strange")
    assert np.array_equal(colours, [getattr(palette, name) for name in names])


def test_stepping_back_goes_towards_the_background_and_changes_no_original():
    before = DARK.positive.copy()
    dimmed = DARK.step_back(DARK.positive)
    assert contrast(dimmed, DARK.background) < contrast(before, DARK.background)
    assert np.array_equal(DARK.positive, before)


@pytest.mark.parametrize(
    ("largest", "zoom"),
    [(0.135, 5.0), (0.3, 2.0), (0.6, 1.0), (0.02, 50.0), (5.0, 0.2), (1.0, 1.0), (0.0, 1.0)],
)
def test_zooms_are_round_numbers(largest, zoom):
    assert zoom_for(largest) == zoom


@given(st.floats(1e-250, 1e250))
def test_a_zoom_brings_the_largest_value_near_one(largest):
    assert 0.3 < largest * zoom_for(largest) < 1.0 + 1e-9


@given(arrays(np.float64, 7, elements=st.floats(-1, 1)))
def test_a_share_is_the_fuller_the_larger_and_nothing_is_the_colour_of_zero(shares):
    colours = DARK.of_share(shares)
    away = np.abs(colours - DARK.zero)[:, :3].sum(axis=1)
    for sign in (shares >= 0, shares < 0):
        order = np.argsort(np.abs(shares[sign]))
        assert (np.diff(away[sign][order]) >= -1e-6).all()
    assert np.array_equal(DARK.of_share(np.zeros(1))[0], DARK.zero)
    assert np.allclose(DARK.of_share(np.ones(1))[0], DARK.positive)


def test_a_share_that_is_no_number_is_strange():
    assert np.array_equal(DARK.of_share(np.array([np.nan]))[0], DARK.strange)


@pytest.mark.parametrize("palette", THEMES.values(), ids=THEMES)
@given(shares=arrays(np.float64, 7, elements=st.floats(-1, 1)))
def test_a_pixel_is_the_further_from_that_of_zero_the_larger(palette, shares):
    luminance = palette.of_pixel(shares)[:, :3] @ [0.2126, 0.7152, 0.0722]
    nothing = palette.dark_pixel[:3] @ [0.2126, 0.7152, 0.0722]
    for sign in (shares >= 0, shares < 0):
        order = np.argsort(np.abs(shares[sign]))
        assert (np.diff(np.abs(luminance - nothing)[sign][order]) >= -1e-6).all()
    assert np.array_equal(palette.of_pixel(np.zeros(1))[0], palette.dark_pixel)
    assert np.array_equal(palette.of_pixel(np.array([np.nan]))[0], palette.strange)
