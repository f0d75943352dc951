from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import FontError
from nnviz.picture import typography
from nnviz.picture.fallback_fonts import FallbackFace, japanese_face
from nnviz.picture.typography import FONTS, extent, font_file, metrics, shape

fonts = st.sampled_from(sorted(FONTS))
LATIN = ("epoch 1", "−0.5", "AV")
latin = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)


@given(text=latin, font=fonts)
def test_glyphs_stand_from_left_to_right_inside_the_width(text, font):
    faces, glyphs, position, width = shape(text, font)
    assert faces == (FallbackFace(font_file(font)),) * len(text)
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


@pytest.fixture
def no_japanese_font(monkeypatch):
    """Hide the Japanese font of this machine, and what was shaped with it."""
    monkeypatch.setattr(typography, "japanese_face", lambda *, bold: None)
    typography.shape.cache_clear()
    yield
    typography.shape.cache_clear()


@pytest.mark.parametrize(("font", "bold"), [("sans", False), ("mono", False), ("bold", True)])
def test_a_mixed_line_takes_each_run_from_the_font_that_has_it(font, bold):
    own, japanese = FallbackFace(font_file(font)), japanese_face(bold=bold)
    line = shape("第1層 node", font)
    assert line.faces == (japanese, own, japanese, *[own] * 5)
    assert line.glyphs[3:].tolist() == shape(" node", font).glyphs.tolist()


@given(parts=st.lists(st.sampled_from([*LATIN, "学習", "デルタ"]), max_size=4))
def test_runs_follow_each_other_without_gap_or_overlap(parts):
    line = shape("".join(parts), "sans")
    assert np.all(np.diff(line.position[:, 0]) > 0)
    assert np.all(line.position[:, 1] == 0)  # on one baseline
    joined_latin = sum(extent(run, "sans") for run in runs_of(parts))
    assert line.width == pytest.approx(joined_latin)


def runs_of(parts):
    """Join neighbours of one script, which are kerned as one run."""
    return ["".join(run) for _, run in groupby(parts, key=LATIN.__contains__)]


def test_a_latin_run_is_kerned_beside_japanese_too():
    assert extent("値AV値", "sans") == pytest.approx(extent("AV", "sans") + 2)


def test_a_japanese_character_is_as_wide_as_the_font_is_high():
    assert extent("重みの更新", "sans") == pytest.approx(5)


def test_a_latin_line_asks_for_no_japanese_font(no_japanese_font):
    assert shape("σ(z) = 0.4486 → Δ", "mono").width > 0


def test_characters_that_need_a_japanese_font_are_named_where_there_is_none(no_japanese_font):
    with pytest.raises(
        FontError, match=r"'sans'.*'学' \(U\+5B66\), '習' \(U\+7FD2\).*'学習 epoch'"
    ):
        shape("学習 epoch", "sans")


def test_characters_that_no_font_has_are_named():
    with pytest.raises(FontError, match=r"'ก' \(U\+0E01\)"):
        shape("学ก習", "sans")


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
