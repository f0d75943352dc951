"""Captions as subtitles: in the film and beside it, each with its times and its language."""

import av
import pytest

from nnviz.errors import FilmError, UsageError
from nnviz.film.film import render_film

from .grey import GreyCanvas, GreyShow

SRT = "1\n00:00:00,000 --> 00:00:00,500\ndark\n\n2\n00:00:00,500 --> 00:00:01,000\n明るい\n\n"


@pytest.fixture(autouse=True)
def _canvas(monkeypatch):
    monkeypatch.setattr("nnviz.film.film.Canvas", GreyCanvas)


def render(path, show=None, **options):
    render_film(show or GreyShow(), path, size=(64, 36), fps=10, **options)
    return path


def subtitles(film):
    """Return (seconds, text) of every packet of the track."""
    stream = film.streams.subtitles[0]
    for packet in film.demux(stream):
        text = bytes(packet)
        if stream.codec_context.name == "mov_text":  # two bytes of length come first
            text = text[2:]
        if text:
            yield float(packet.pts * stream.time_base), text.decode()


@pytest.mark.parametrize("ending", ["mp4", "mov", "webm"])
def test_the_captions_are_in_the_film(tmp_path, ending):
    with av.open(render(tmp_path / f"film.{ending}")) as film:
        assert list(subtitles(film)) == [(0.0, "dark"), (0.5, "明るい")]
        assert len(film.streams.video) == 1
        assert len(film.chapters()) == 1


@pytest.mark.parametrize(("language", "code"), [("en", "eng"), ("ja", "jpn")])
def test_the_track_says_its_language(tmp_path, language, code):
    with av.open(render(tmp_path / "film.mp4", GreyShow(language=language))) as film:
        assert film.streams.subtitles[0].language == code


@pytest.mark.parametrize("ending", ["mp4", "mov", "webm"])
@pytest.mark.parametrize("in_picture", [True, False])
def test_a_player_shows_no_caption_twice(tmp_path, ending, in_picture):
    show = GreyShow(captions_in_picture=in_picture)
    with av.open(render(tmp_path / f"film.{ending}", show)) as film:
        by_default = av.stream.Disposition.default in film.streams.subtitles[0].disposition
        assert by_default is not in_picture
        assert av.stream.Disposition.default in film.streams.video[0].disposition


def test_a_film_without_captions_has_no_track(tmp_path):
    for name, show, options in [
        ("silent.mp4", GreyShow(captions=()), {}),
        ("unwanted.mp4", GreyShow(), {"subtitles": ()}),
    ]:
        with av.open(render(tmp_path / name, show, **options)) as film:
            assert not film.streams.subtitles
            assert film.streams.video[0].frames == 10


@pytest.mark.parametrize("name", ["film.mp4", "film.gif"])
def test_the_captions_are_beside_the_film_where_that_is_asked_for(tmp_path, name):
    render(tmp_path / name, subtitles={"srt"})
    assert (tmp_path / "film.srt").read_text(encoding="utf-8") == SRT
    assert len(list(tmp_path.iterdir())) == 2


def test_captions_that_are_there_already_are_not_replaced_unless_asked_for(tmp_path):
    srt = tmp_path / "film.srt"
    srt.write_text("mine")
    with pytest.raises(FilmError, match=r"film\.srt: exists"):
        render(tmp_path / "film.mp4", subtitles={"srt"})
    assert [file.name for file in tmp_path.iterdir()] == ["film.srt"]
    render(tmp_path / "film.mp4", subtitles={"srt"}, overwrite=True)
    assert srt.read_text(encoding="utf-8") == SRT


def test_a_film_that_fails_leaves_no_captions(tmp_path):
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render(tmp_path / "film.mp4", subtitles={"srt"}, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_pictures_have_no_one_name_for_captions(tmp_path):
    with pytest.raises(UsageError, match="leave srt out"):
        render(tmp_path / "%02d.png", subtitles={"srt"})
