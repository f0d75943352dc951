from itertools import pairwise

import av
import numpy as np
import pytest

from nnviz.errors import FilmError
from nnviz.film.contents import Contents
from nnviz.film.encoder import Encoder
from nnviz.film.encoding import Encoding
from nnviz.film.formats import format_of
from nnviz.film.gif_palette import palette_png
from nnviz.story.spans import Chapter

COLOURS = [(200, 40, 40), (40, 200, 40), (40, 40, 200), (230, 150, 20), (128, 128, 128)]


def images(*, size=(64, 36), count=10):
    """Halves of two colours, others in every image; alpha is something else than opaque."""
    width, height = size
    for index in range(count):
        image = np.full((height, width, 4), 77, np.uint8)
        image[:, : width // 2, :3] = COLOURS[index % len(COLOURS)]
        image[:, width // 2 :, :3] = COLOURS[(index + 1) % len(COLOURS)]
        yield image


def encode(path, *, size=(64, 36), fps=25, crf=18, count=10, title="", chapters=()):
    encoding = Encoding(size=size, fps=fps, crf=crf)
    contents = Contents(title=title, chapters=tuple(chapters))
    encoder = Encoder(path, encoding=encoding, contents=contents, frames=count)
    with encoder:
        for image in images(size=size, count=count):
            encoder.write(image)
    return path


def film_of(path, *, size, frames):
    return Encoder(path, encoding=Encoding(size=size), contents=Contents(), frames=frames)


def boxes(path):
    """Return the names of an MP4 file's outermost boxes, in their order."""
    data, at, names = path.read_bytes(), 0, []
    while at < len(data):
        names.append(data[at + 4 : at + 8].decode())
        at += int.from_bytes(data[at : at + 4], "big")
    return names


@pytest.fixture
def fake_ffmpeg(tmp_path, monkeypatch):
    """Return a function that puts a shell script in ffmpeg's place."""

    def install(script):
        program = tmp_path / "ffmpeg"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr("nnviz.film.encoder.find_ffmpeg", lambda: str(program))

    return install


@pytest.mark.parametrize("fps", [24, 30, 60])
def test_codec_pixels_pace_and_length_are_as_asked(tmp_path, fps):
    with av.open(encode(tmp_path / "film.mp4", fps=fps, count=12)) as film:
        video = film.streams.video[0]
        assert video.codec_context.name == "h264"
        assert video.codec_context.pix_fmt == "yuv420p"
        assert video.frames == 12
        assert video.average_rate == fps
        assert float(video.duration * video.time_base) == pytest.approx(12 / fps)
        stamps = [float(frame.pts * frame.time_base) for frame in film.decode(video)]
    assert stamps == pytest.approx([index / fps for index in range(12)])


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (98, 54)])
def test_the_size_is_exactly_as_asked(tmp_path, size):
    with av.open(encode(tmp_path / "film.mp4", size=size, count=2)) as film:
        frame = next(film.decode(video=0))
        assert (frame.width, frame.height) == size
        assert film.streams.video[0].codec_context.width == size[0]


def test_the_file_says_that_its_colours_are_bt709(tmp_path):
    bt709, limited = 1, 1
    with av.open(encode(tmp_path / "film.mp4")) as film:
        context = film.streams.video[0].codec_context
        assert context.colorspace == bt709
        assert context.color_primaries == bt709
        assert context.color_trc == bt709
        assert context.color_range == limited


def rgb_of(frame, *, row, column):
    """Return a pixel's colour by the matrix of ITU-R BT.709, limited range."""
    y, u, v = (np.asarray(plane).reshape(plane.height, plane.line_size) for plane in frame.planes)
    luma = (y[row, column] - 16.0) / 219
    blue, red = ((c[row // 2, column // 2] - 128.0) / 224 for c in (u, v))
    r, b = luma + 1.5748 * red, luma + 1.8556 * blue
    return 255 * np.array([r, (luma - 0.2126 * r - 0.0722 * b) / 0.7152, b])


def test_a_decoded_frame_has_the_colours_that_were_drawn(tmp_path):
    with av.open(encode(tmp_path / "film.mp4", crf=1)) as film:
        decoded = list(film.decode(video=0))
    for frame, image in zip(decoded, images(), strict=True):
        for column in (10, 54):
            seen = rgb_of(frame, row=18, column=column)
            np.testing.assert_allclose(seen, image[18, column, :3], atol=4)


def test_the_first_row_is_on_top(tmp_path):
    image = np.zeros((36, 64, 4), np.uint8)
    image[:18] = 255
    path = tmp_path / "film.mp4"
    with film_of(path, size=(64, 36), frames=1) as encoder:
        encoder.write(image)
    with av.open(path) as film:
        frame = next(film.decode(video=0))
    assert rgb_of(frame, row=4, column=30).min() > 250
    assert rgb_of(frame, row=32, column=30).max() < 5


def test_title_and_chapters_are_inside_the_file(tmp_path):
    chapters = [
        Chapter(title="初期の重み; = #1", start_seconds=0.0, end_seconds=0.16),
        Chapter(title="Epoch 1", start_seconds=0.16, end_seconds=99.0),
    ]
    path = encode(tmp_path / "film.mp4", title="XOR \\ 排他的論理和", chapters=chapters)
    with av.open(path) as film:
        assert film.metadata["title"] == "XOR \\ 排他的論理和"
        found = [
            (c["metadata"]["title"], float(c["start"] * c["time_base"]), c["end"] * c["time_base"])
            for c in film.chapters()
        ]
    assert [title for title, _, _ in found] == ["初期の重み; = #1", "Epoch 1"]
    assert [start for _, start, _ in found] == pytest.approx([0, 0.16])
    assert float(found[-1][2]) == pytest.approx(0.4)


def test_a_player_finds_the_index_before_the_pictures(tmp_path):
    names = boxes(encode(tmp_path / "film.mp4"))
    assert names.index("moov") < names.index("mdat")


def test_the_same_frames_give_the_same_file(tmp_path):
    one, two = encode(tmp_path / "one.mp4"), encode(tmp_path / "two.mp4")
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("name", ["film.mp4", "film.mov", "film.webm", "film.gif", "film.webp"])
def test_frames_that_repeat_are_in_the_film_as_if_each_had_been_sent(tmp_path, name):
    red, green, _, yellow = (list(images(count=4))[index] for index in range(4))
    shown = [red, red, red, green, yellow, yellow, yellow]
    films = []
    for say_so in (False, True):
        path = tmp_path / f"{say_so}-{name}"
        encoding = Encoding(format=format_of(path), size=(64, 36), fps=30)
        palette = palette_png([red, green, yellow], size=(64, 36)) if name == "film.gif" else None
        with Encoder(
            path, encoding=encoding, contents=Contents(), frames=len(shown), palette=palette
        ) as encoder:
            for before, image in pairwise([None, *shown]):
                encoder.write(image, repeats=say_so and image is before)
        films.append(path.read_bytes())
    assert films[0] == films[1]


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((36, 64, 3), np.uint8),
        np.zeros((64, 36, 4), np.uint8),
        np.zeros((36, 64, 4), np.float32),
        np.zeros((72, 128, 4), np.uint8)[::2, ::2],
    ],
    ids=["no alpha", "turned", "floats", "not contiguous"],
)
def test_an_image_that_does_not_fit_is_refused(tmp_path, image):
    encoder = film_of(tmp_path / "film.mp4", size=(64, 36), frames=30)
    with pytest.raises(FilmError, match="does not fit a film of 64x36"), encoder:
        encoder.write(image)


def test_the_last_words_of_a_dying_ffmpeg_are_in_the_error(tmp_path, fake_ffmpeg):
    fake_ffmpeg("head -c 20000 >/dev/null; echo 'No space left on device' >&2; exit 28")
    with pytest.raises(FilmError, match=r"film\.mp4.*status 28.*No space left on device"):
        encode(tmp_path / "film.mp4", count=200)
    assert not list(tmp_path.glob("*.mp4")) + list(tmp_path.glob(".*"))


def test_an_ffmpeg_that_fails_at_the_very_end_is_noticed(tmp_path, fake_ffmpeg):
    fake_ffmpeg("cat >/dev/null; echo 'Error writing trailer' >&2; exit 1")
    with pytest.raises(FilmError, match="Error writing trailer"):
        encode(tmp_path / "film.mp4")


def test_an_ffmpeg_that_stops_reading_too_early_is_noticed(tmp_path, fake_ffmpeg):
    fake_ffmpeg("exit 0")
    with pytest.raises(FilmError, match="before the film was complete"):
        encode(tmp_path / "film.mp4", count=200)


def test_an_ffmpeg_that_cannot_be_started_is_a_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr("nnviz.film.encoder.find_ffmpeg", lambda: str(tmp_path / "missing"))
    with pytest.raises(FilmError, match=r"cannot be started.*nnviz doctor"):
        encode(tmp_path / "film.mp4")


def test_a_missing_ffmpeg_names_what_to_install(tmp_path, monkeypatch):
    def refuse():
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", refuse)
    with pytest.raises(FilmError, match="pip install imageio-ffmpeg"):
        encode(tmp_path / "film.mp4")


def test_leaving_by_an_exception_ends_an_ffmpeg_that_hangs(tmp_path, fake_ffmpeg):
    fake_ffmpeg("exec sleep 1000")
    encoder = film_of(tmp_path / "film.mp4", size=(640, 360), frames=30)
    with pytest.raises(KeyboardInterrupt), encoder:
        for image in images(size=(640, 360), count=3):
            encoder.write(image)
        raise KeyboardInterrupt
    assert not list(tmp_path.glob("*.mp4")) + list(tmp_path.glob(".*"))
    assert encoder._process.poll() is not None
    assert not encoder._thread.is_alive()
