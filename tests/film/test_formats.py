"""Films of ten small frames in every format, read back: what they hold is what was asked for."""

import av
import imageio.v3 as iio
import numpy as np
import pytest
from PIL import Image

from nnviz.errors import FilmError
from nnviz.film.film import render_film

from .grey import GreyCanvas, GreyShow

SIZE = (64, 36)


class HalfCanvas(GreyCanvas):
    """Draws a brown panel with a soft edge at the left, over the frame's ground."""

    def image(self):
        image = super().image()
        image[:, :32] = (200, 100, 50, 255)
        image[:, 32, 3] = np.maximum(image[:, 32, 3], 128)
        return image


@pytest.fixture(autouse=True)
def _canvas(monkeypatch):
    monkeypatch.setattr("nnviz.film.film.Canvas", HalfCanvas)


def render(path, show=None, **options):
    render_film(show or GreyShow(), path, size=SIZE, fps=10, **options)
    return path


def pictures(path):
    """Return every frame of a film as (height, width, 4) RGBA."""
    with av.open(path) as film:
        # The usual decoder of VP9 passes over alpha.
        name = film.streams.video[0].codec_context.name
        decoder = av.CodecContext.create({"vp9": "libvpx-vp9"}.get(name, name), "r")
        decoder.extradata = film.streams.video[0].codec_context.extradata
        frames = [f for packet in film.demux(video=0) for f in decoder.decode(packet)]
    return np.stack([frame.to_ndarray(format="rgba") for frame in frames])


def played(path, mode):
    """Return the frames of a GIF or WebP, its milliseconds and its loops (0: for ever)."""
    with Image.open(path) as film:
        frames = []
        for index in range(film.n_frames):
            film.seek(index)
            film.load()
            frames.append((np.asarray(film.convert(mode)), film.info["duration"]))
        pictures, lengths = zip(*frames, strict=True)
        return np.stack(pictures), sum(lengths), film.info["loop"]


@pytest.mark.parametrize(
    ("name", "codec", "opaque", "transparent"),
    [
        ("film.webm", "vp9", "yuv420p", "yuva420p"),
        ("film.mov", "prores", "yuv444p12le", "yuva444p12le"),  # decoded with two bits more
    ],
)
def test_a_film_to_lay_over_others_lets_through_what_is_behind_its_ground(
    tmp_path, name, codec, opaque, transparent
):
    with av.open(render(tmp_path / f"opaque-{name}")) as film:
        context = film.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == (codec, opaque)
    seen = pictures(render(tmp_path / name, transparent=True))
    assert seen.shape == (10, 36, 64, 4)
    np.testing.assert_allclose(seen[:, 18, 16], [(200, 100, 50, 255)] * 10, atol=8)
    assert seen[:, 18, 48, 3].max() <= 3


@pytest.mark.parametrize("name", ["film.webm", "film.mov"])
def test_films_for_editors_say_their_pace_title_and_chapters(tmp_path, name):
    with av.open(render(tmp_path / name, transparent=True)) as film:
        assert film.streams.video[0].average_rate == 10
        assert film.streams.video[0].codec_context.colorspace == 1  # BT.709
        assert film.metadata["title"] == "Grey"
        assert [chapter["metadata"]["title"] for chapter in film.chapters()] == ["All"]


def test_a_gif_has_its_own_colours_and_loops_for_ever(tmp_path):
    path = render(tmp_path / "film.gif")
    frames, milliseconds, loops = played(path, "RGB")
    assert (len(frames), milliseconds, loops) == (10, 1000, 0)
    np.testing.assert_array_equal(frames[:, 18, 48, 0], [round(25.5 * n) for n in range(10)])
    np.testing.assert_array_equal(frames[:, 18, 16], [(200, 100, 50)] * 10)


def test_a_webp_moves_and_loops_for_ever_and_may_be_transparent(tmp_path):
    path = render(tmp_path / "film.webp", transparent=True)
    frames, milliseconds, loops = played(path, "RGBA")
    assert (milliseconds, loops) == (1000, 0)
    np.testing.assert_allclose(frames[:, 18, 16], [(200, 100, 50, 255)] * len(frames), atol=8)
    assert frames[:, 18, 48, 3].max() == 0
    opaque, _, _ = played(render(tmp_path / "opaque.webp"), "RGBA")
    assert opaque.shape == (10, 36, 64, 4)
    assert opaque[..., 3].min() == 255


def test_a_sequence_holds_every_pixel_of_every_frame(tmp_path):
    report = render_film(GreyShow(), tmp_path / "a-%03d.png", size=SIZE, fps=10)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == [f"a-{number:03}.png" for number in range(10)]
    assert report.size_bytes == sum(file.stat().st_size for file in tmp_path.iterdir())
    for number, name in enumerate(names):
        picture = iio.imread(tmp_path / name)
        assert picture.shape == (36, 64, 3)
        assert picture[18, 16].tolist() == [200, 100, 50]
        assert picture[18, 48].tolist() == [round(25.5 * number)] * 3


def test_a_transparent_sequence_keeps_alpha(tmp_path):
    picture = iio.imread(render(tmp_path / "%02d.png", transparent=True).parent / "00.png")
    assert picture[18, 16].tolist() == [200, 100, 50, 255]
    assert picture[18, 48, 3] == 0


@pytest.mark.parametrize("ending", ["mp4", "mov", "webm", "webp", "gif"])
def test_the_same_show_gives_the_same_file(tmp_path, ending):
    one, two = (render(tmp_path / f"{name}.{ending}") for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("name", ["film.gif", "film.webm", "%02d.png"])
def test_an_encoder_that_ffmpeg_lacks_is_named_before_anything_is_drawn(
    tmp_path, monkeypatch, name
):
    monkeypatch.setattr("nnviz.film.ffmpeg._output_of", lambda *_: " V....D mpeg4  MPEG-4\n")
    with pytest.raises(FilmError, match=r"built without \S+, which .* needs"):
        render(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["film.gif", "film.webm", "film.webp", "film.mov", "%02d.png"])
def test_a_film_that_fails_leaves_nothing_of_its_own(tmp_path, name):
    def stop(done, total):
        if done == 5:
            raise KeyboardInterrupt

    (tmp_path / "mine.png").touch()
    with pytest.raises(KeyboardInterrupt):
        render(tmp_path / name, progress=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.png"]
