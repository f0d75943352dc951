import numpy as np
import pytest

from nnviz.errors import FontError, GraphicsError
from nnviz.picture.typography import FONTS, extent, metrics, shape
from nnviz.render import labels as labels_module
from nnviz.render.atlas import VERSIONS, Atlas, AtlasFullError

from .frames import SIZE, WHITE, draw, label

WIDTH, HEIGHT = SIZE


def box(image):
    """Return left, top, right and bottom of what is not black, picture units."""
    rows, columns = np.nonzero(image[..., 0] > 40)
    return np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]) / HEIGHT


@pytest.mark.parametrize("font", FONTS)
def test_a_capital_stands_on_its_baseline_and_is_as_high_as_the_font_says(canvas, font):
    _, top, _, bottom = box(draw(canvas, labels=[label("H", (0.5, 0.75), 0.4, font=font)]))
    assert bottom == pytest.approx(0.75, abs=1 / HEIGHT)
    assert bottom - top == pytest.approx(0.4 * metrics(font).cap_height, abs=1.5 / HEIGHT)


def test_anchors_place_the_ends_and_the_middle(canvas):
    text, width = "HIH", 0.2 * extent("HIH", "sans")
    edges = {
        anchor: box(draw(canvas, labels=[label(text, (0.9, 0.5), 0.2, anchor=(anchor, 0))]))
        for anchor in (0, 0.5, 1)
    }
    bearing = edges[0][0] - 0.9
    assert 0 <= bearing < 0.03
    assert edges[1][2] == pytest.approx(0.9 - bearing, abs=2 / HEIGHT)
    assert edges[0.5][0] == pytest.approx(0.9 - width / 2 + bearing, abs=2 / HEIGHT)


def test_the_middle_anchor_centres_the_capitals_height(canvas):
    image = draw(canvas, labels=[label("H", (0.9, 0.5), 0.3, anchor=(0.5, 0.5))])
    left, top, right, bottom = box(image)
    assert (top + bottom) / 2 == pytest.approx(0.5, abs=1 / HEIGHT)
    assert (left + right) / 2 == pytest.approx(0.9, abs=1 / HEIGHT)


@pytest.mark.parametrize("text", ["Hello, tanh′(z) = 1 − a²H", "H：エポック 1,998 の誤差H"])
def test_text_takes_the_room_that_typography_promises(canvas, text):
    left, _, right, _ = box(draw(canvas, labels=[label(text, (0.1, 0.5), 0.1)]))
    assert right - left == pytest.approx(0.1 * extent(text, "sans"), abs=0.03)


def test_text_moves_by_quarters_of_a_pixel_along_its_line(canvas):
    centres = []
    for quarter in range(8):
        x = 0.5 + quarter / 4 / HEIGHT
        image = draw(canvas, labels=[label("o", (x, 0.5), 0.1)])[..., 0].astype(float)
        centres.append((image.sum(axis=0) @ np.arange(WIDTH)) / image.sum())
    assert np.diff(centres) == pytest.approx([0.25] * 7, abs=0.06)


def test_baselines_stand_on_whole_pixels(canvas):
    images = [
        draw(canvas, labels=[label("H", (0.5, (90 + part) / HEIGHT), 0.1)])
        for part in (-0.4, 0.0, 0.4)
    ]
    assert np.array_equal(images[0], images[1])
    assert np.array_equal(images[1], images[2])


def test_colour_and_alpha_are_the_labels_own(canvas):
    text = "█"
    image = draw(
        canvas,
        labels=[
            label(text, (0.3, 0.6), 0.3, font="mono", colour=(1, 0, 0, 1)),
            label(text, (1.2, 0.6), 0.3, font="mono", colour=(0, 1, 0, 0.5)),
        ],
    )
    assert image[HEIGHT // 2, 65].tolist() == [255, 0, 0, 255]
    assert image[HEIGHT // 2, 227].tolist() == pytest.approx([0, 128, 0, 255], abs=1)


@pytest.mark.parametrize("font", FONTS)
def test_japanese_stands_on_the_line_of_the_latin_text_around_it(canvas, font):
    size, x = 0.3, 0.2
    image = draw(canvas, labels=[label("H国H", (x, 0.6), size, font=font)])
    start, end = (x + size * extent(part, font) for part in ("H", "H国"))
    left, right = round(start * HEIGHT), round(end * HEIGHT)
    _, top, _, bottom = box(image[:, left:right])
    capital = metrics(font).cap_height
    assert top == pytest.approx(0.6 - size * capital, abs=0.12 * size)
    assert bottom == pytest.approx(0.6 + 0.08 * size, abs=0.06 * size)
    _, latin_top, _, latin_bottom = box(image[:, right:])
    assert latin_bottom == pytest.approx(0.6, abs=1 / HEIGHT)
    assert latin_bottom - latin_top == pytest.approx(size * capital, abs=1.5 / HEIGHT)


def test_one_number_of_a_glyph_in_two_fonts_is_two_pictures():
    atlas = Atlas()
    number = shape("学", "sans").glyphs
    faces = [shape("学", font).faces[0] for font in ("sans", "bold")]
    assert len({int(atlas.places([face], 20.0, number)[0]) for face in faces}) == 2


def test_missing_characters_are_an_error_and_the_canvas_draws_on(canvas):
    with pytest.raises(FontError, match=r"U\+0E01"):
        draw(canvas, labels=[label("ก", (0.5, 0.5), 0.1)])
    assert np.any(draw(canvas, labels=[label("ok", (0.5, 0.5), 0.1)])[..., :3])


def test_nothing_written_draws_nothing(canvas):
    assert not np.any(draw(canvas, labels=[label("", (0.5, 0.5), 0.1)])[..., :3])


def test_the_graphics_card_holds_a_quad_for_each_glyph(canvas):
    draw(canvas, labels=[label("+0.5", (0.5, 0.5), 0.1), label("a", (0.1, 0.1), 0.1)])
    assert canvas.picture.lettering.quads.count == 5


def test_a_full_atlas_starts_anew_and_grows_without_changing_the_picture(canvas):
    text = [label("The quick brown fox 0123456789", (0.05, 0.5), 0.09)]
    expected = draw(canvas, labels=text)
    lettering = canvas.picture.lettering
    lettering.atlas.restart(32)
    lettering._lines.clear()
    draw(canvas)
    assert np.array_equal(draw(canvas, labels=text), expected)
    assert lettering.atlas.side > 32


def test_text_beyond_the_largest_texture_is_refused(canvas, monkeypatch):
    monkeypatch.setattr(labels_module, "LARGEST_SIDE", 1024)
    with pytest.raises(GraphicsError, match="1024 × 1024"):
        draw(canvas, labels=[label("WWWWWWWW", (0, 0.5), 9.0)])
    draw(canvas, labels=[label("W", (0, 0.5), 0.1)])


def test_an_atlas_draws_each_version_of_a_glyph_once():
    atlas = Atlas()
    faces, glyphs, _, _ = shape("noon", "sans")
    places = atlas.places(faces, 20.0, glyphs)
    assert places[0] == places[3]
    assert places[1] == places[2]
    every = (places[:, None] + np.arange(VERSIONS)).ravel()
    drawn = atlas.slots(every)
    assert len(np.unique(drawn[:, :2], axis=0)) == 2 * VERSIONS
    assert np.array_equal(atlas.slots(every), drawn)
    assert np.array_equal(atlas.places(faces, 20.0, glyphs), places)


def test_glyphs_in_an_atlas_do_not_overlap():
    atlas = Atlas(256)
    line = shape("abc学習def", "sans")
    places = atlas.places(line.faces, 24.0, line.glyphs)
    every = (np.unique(places)[:, None] + np.arange(VERSIONS)).ravel()
    taken = np.zeros((256, 256), int)
    for x, y, width, height, _, _ in atlas.slots(every).astype(int):
        taken[y : y + height, x : x + width] += 1
    assert taken.max() == 1


def test_an_atlas_without_room_says_so():
    atlas, line = Atlas(32), shape("abcdefghijkl", "sans")
    with pytest.raises(AtlasFullError):
        atlas.slots(atlas.places(line.faces, 24.0, line.glyphs))


def test_light_text_is_blended_stronger_than_dark_text(canvas):
    light = draw(canvas, labels=[label("simple", (0.1, 0.5), 0.1)])[..., 0] / 255.0
    dark = (
        1.0
        - draw(
            canvas, background=WHITE, labels=[label("simple", (0.1, 0.5), 0.1, colour=(0, 0, 0, 1))]
        )[..., 0]
        / 255.0
    )
    assert light.sum() > dark.sum()
