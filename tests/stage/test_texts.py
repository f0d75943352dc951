"""What cannot be drawn is refused before anything is recorded, with file, shot, key, character."""

import numpy as np
import pytest

from nnviz.errors import ExperimentError, SceneError
from nnviz.learning.datasets import Dataset
from nnviz.learning.drawable_text import undrawable
from nnviz.opening import open_show
from nnviz.picture import typography
from nnviz.picture.typography import STAND_IN, shape
from nnviz.scene import load_scene
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard

LONG = "word " * 120


def scene_of(tmp_path, shot="", title="", variant=""):
    text = "".join([f"title = {title}\n" if title else "", "[experiment]\nepochs = 2\n"])
    text += f"[[variants]]\nname = {variant}\n" if variant else ""
    (tmp_path / "lesson.toml").write_text(f"{text}[[shots]]\n[[shots]]\n{shot}\n", "utf-8")
    return tmp_path / "lesson.toml"


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"shot": r'caption = "a\tb"'}, r"shots 2: caption = 'a\\tb': '\\t' \(U\+0009\), .* space"),
        ({"shot": r'caption = "a\u001bb"'}, r"shots 2: caption = .*U\+001B.*control.*remove"),
        ({"shot": r'caption = { en = "a", ja = "\u200b" }'}, r"shots 2: caption ja = .*U\+200B"),
        ({"shot": r'title = "a\nb"'}, r"shots 2: title = 'a\\nb': .*U\+000A"),
        ({"title": r'"a\u0007"'}, r"title = 'a\\x07': .*U\+0007"),
        ({"variant": r'"a\rb"'}, r"variants 1: name = 'a\\rb': .*U\+000D"),
    ],
)
def test_a_character_that_can_never_be_drawn_is_refused_by_whoever_reads_the_scene(
    tmp_path, parts, place
):
    path = scene_of(tmp_path, **parts)
    with pytest.raises(SceneError, match=rf"lesson\.toml: {place}"):
        load_scene(path)


@pytest.mark.parametrize(
    ("shot", "language", "place"),
    [
        ('caption = "ก"', "en", r"shot 2: caption \(en\): no font has 'ก' \(U\+0E01\)"),
        (f'caption = "{LONG}"', "en", r"shot 2: caption \(en\) = 'word word.*600 characters"),
        (f'caption = {{ en = "a", ja = "{LONG}" }}', "en", r"shot 2: caption \(ja\) = .*room"),
        (f'caption = "{"x" * 200}"', "ja", r"shot 2: caption \(ja\) = .*200 characters"),
        (r'caption = "a\nb\nc\nd"', "en", r"shot 2: caption \(en\).*shorten"),
    ],
)
def test_a_caption_that_cannot_be_drawn_is_refused_before_recording(
    tmp_path, monkeypatch, shot, language, place
):
    monkeypatch.setattr("nnviz.opening.record_scene", None)  # it would raise otherwise
    path = scene_of(tmp_path, shot=shot)
    with (
        pytest.raises(SceneError, match=rf"lesson\.toml: {place}"),
        open_show(path, language=language),
    ):
        raise AssertionError("it was opened")


def test_captions_beside_the_picture_need_no_room_in_it(tmp_path):
    with open_show(scene_of(tmp_path, f'caption = "{LONG}"'), captions_in_picture=False) as show:
        assert show.captions[0].text == LONG


def test_a_name_of_a_variant_that_no_font_has_is_refused(tmp_path):
    with (
        pytest.raises(SceneError, match=r"variant 1: name: no font has 'ก'"),
        open_show(scene_of(tmp_path, variant='"ก"')),
    ):
        raise AssertionError("it was opened")


def dataset(*classes):
    inputs, targets = np.zeros((2, 1)), np.eye(2)
    return Dataset(name="d", inputs=inputs, targets=targets, source="t", classes=classes)


@pytest.mark.parametrize("name", ["a\x1b[0m", "a\nb", "\ud800", "\u202e", "\ufdd0"])
def test_names_of_classes_that_can_never_be_drawn_are_refused_with_the_data(name):
    with pytest.raises(ExperimentError, match=r"d: the name of class 2: .*\(U\+"):
        dataset("fine", name)


def test_names_of_columns_likewise(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"a,b\x1b\n1,0\n2,1\n")
    (tmp_path / "s.toml").write_text('[experiment]\ndata = { name = "csv", path = "t.csv" }\n')
    with pytest.raises(SceneError, match=r"t\.csv: the name of column 2: .*U\+001B"):
        load_scene(tmp_path / "s.toml")


def test_names_of_classes_that_no_font_has_are_refused_before_recording(tmp_path):
    (tmp_path / "t.csv").write_text("a,kind\n1,ก\n2,ข\n", "utf-8")
    (tmp_path / "s.toml").write_text(
        '[experiment]\ndata = { name = "csv", path = "t.csv", classify = true }\n'
        'layers = [{ units = 2, activation = "softmax" }]\nloss = "categorical_cross_entropy"\n'
    )
    with (
        pytest.raises(SceneError, match=r"s\.toml: the name of class 1: no font has 'ก'"),
        open_show(tmp_path / "s.toml"),
    ):
        raise AssertionError("it was opened")


def test_line_breaks_of_a_caption_are_kept_in_the_story_and_in_the_picture(trace):
    show = Show(trace, Storyboard(shots=(Shot(caption="one line\nand another\n"),)))
    assert show.captions[0].text == "one line\nand another\n"
    texts = show.frame_at(1.0).labels.text
    assert "one line" in texts
    assert "and another" in texts


def test_line_breaks_of_a_scene_are_those_of_the_file(tmp_path):
    path = scene_of(tmp_path, 'caption = """\nfirst\r\nsecond"""')
    assert load_scene(path).storyboard.shots[1].caption == "first\nsecond"


@pytest.mark.parametrize("emoji", ["😀", "👨‍👩‍👧", "🇯🇵", "👍🏽", "🫠"])
def test_an_emoji_has_one_square_for_all_that_it_is_made_of(emoji):
    assert undrawable(emoji) == ""
    square = shape(STAND_IN, "sans")
    found = shape(emoji, "sans")
    assert found.glyphs.tolist() == square.glyphs.tolist()
    assert found.width == square.width
    assert len(shape(f"a {emoji} b", "sans").glyphs) == 5


def test_an_emoji_asks_for_no_japanese_font(monkeypatch):
    monkeypatch.setattr(typography, "japanese_face", lambda **_: None)
    assert shape("emoji 😁!", "bold").width > 0


def test_text_that_a_font_has_is_drawn_as_it_is():
    for text in ("é ñ ß Ж", "1 ± 2 ≈ 3", "学習 ★"):
        assert STAND_IN not in typography._with_stand_ins(text, "sans")
