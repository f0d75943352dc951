import subprocess

import pytest

from nnviz.errors import FilmError
from nnviz.film import ffmpeg


@pytest.fixture
def lean(monkeypatch):
    """Put an ffmpeg in place that encodes little."""

    def said(_, *words):
        return " V....D libx264  H.264\n V....D gif\n" if "-encoders" in words else "ffmpeg 9\n"

    monkeypatch.setattr(ffmpeg, "_output_of", said)


def test_the_ffmpeg_of_this_machine_lacks_nothing():
    said = ffmpeg.describe_ffmpeg()
    assert said.startswith("ffmpeg version")
    assert "lacks" not in said


def test_the_formats_that_an_ffmpeg_cannot_write_are_named(lean):
    said = ffmpeg.describe_ffmpeg()
    assert "libvpx-vp9 for WebM" in said
    assert "GIF" not in said


def test_a_missing_encoder_names_what_needs_it_and_the_remedy(lean):
    ffmpeg.require_encoder("gif", purpose="GIF")
    with pytest.raises(FilmError, match=r"without prores_ks, which ProRes .*IMAGEIO_FFMPEG_EXE"):
        ffmpeg.require_encoder("prores_ks", purpose="ProRes 4444")


@pytest.mark.parametrize("error", [FileNotFoundError(2, "gone"), subprocess.TimeoutExpired("x", 1)])
def test_an_ffmpeg_that_does_not_run_is_a_clear_error(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("subprocess.run", fail)
    with pytest.raises(FilmError, match=r"does not run: .*reinstall imageio-ffmpeg"):
        ffmpeg.describe_ffmpeg()
