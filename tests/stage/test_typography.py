import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import FontError
from nnviz.stage import typography
from nnviz.stage.typography import FONTS, extent, font_file, metrics, shape

fonts = st.sampled_from(sorted(FONTS))
latin = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)


@given(text=latin, font=fonts)
def test_glyphs_stand_from_left_to_right_inside_the_width(text, font):
    glyphs, position, width = shape(text, font)
    assert glyphs.shape == (len(text),)
    assert position.shape == (len(text), 2)
    assert np.all(np.diff(position[:, 0]) > 0)
    assert np.all((position[:, 0] >= 0) & (position[:, 0] < max(width, 1e-9)))
    assert extent(text, font) == width


@pytest.mark.parametrize("font", FONTS)
def test_all_figures_and_the_minus_sign_keep_their_width(font):
    widths = [extent(figure, font) for figure in "0123456789"]
    assert widths == pytest.approx([widths[0]] * 10, abs=0.0015)  # a font rounds to its own grid
    assert extent("1.1111", font) == pytest.approx(extent("0.9876", font), abs=0.008)
    assert extent("−", font) == pytest.approx(extent("+", font), abs=0.0015)


def test_pairs_are_kerned():
    assert extent("AV", "sans") < extent("A", "sans") + extent("V", "sans")


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("text", ["->", "!=", "=>", "fi", "0x1"])
def test_what_is_written_is_what_is_shown(text, font):
    alone = [shape(character, font).glyphs[0] for character in text]
    assert shape(text, font).glyphs.tolist() == alone


def test_nothing_is_written_as_nothing():
    assert shape("", "sans").width == 0.0
    assert shape("", "sans").position.shape == (0, 2)


@pytest.mark.parametrize("font", FONTS)
def test_the_signs_of_the_lecture_are_in_every_font(font):
    assert extent("σ′ δ Δ ∂ Σ − × · → ← ↑ ↓ ≈ ≤ ² ½ … – “é”", font) > 0.0


def test_missing_characters_are_named():
    with pytest.raises(FontError, match=r"'sans'.*'学' \(U\+5B66\), '習' \(U\+7FD2\)"):
        shape("学習 epoch", "sans")


def test_an_unknown_font_is_refused_with_those_that_exist():
    with pytest.raises(FontError, match=r"'serif'.*sans, bold, mono"):
        extent("a", "serif")


def test_a_missing_file_is_named(monkeypatch):
    monkeypatch.setattr(typography, "FONTS", {"sans": "Nowhere.otf"})
    with pytest.raises(FontError, match=r"Nowhere\.otf is missing.*install nnviz again"):
        font_file("sans")


@pytest.mark.parametrize("font", FONTS)
def test_a_capital_is_lower_than_the_line(font):
    ascent, descent, cap_height = metrics(font)
    assert 0.6 < cap_height < 0.8
    assert cap_height < ascent < 1.2
    assert 0.1 < descent < 0.4


def test_a_cached_shape_cannot_be_spoilt():
    with pytest.raises(ValueError, match="read-only"):
        shape("a", "sans").position[0, 0] = 1.0
