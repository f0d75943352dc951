"""A disk that is full at any byte of a film, with the ffmpeg that there is."""

import resource
import shlex

import numpy as np
import pytest

from nnviz.errors import FilmError
from nnviz.film.cache import cache_folder
from nnviz.film.encoding import Encoding
from nnviz.film.ffmpeg import find_ffmpeg
from nnviz.film.film import make_film
from nnviz.film.segmented_film import ProgressCallbacks

from .grey import GreyCanvas, Shots
from .test_resuming import decoded

BLOCK = 512  # bytes, of the shell's ulimit
ENCODING = Encoding(size=(64, 36), fps=10, crf=0)
FULL = r"File too large|No space left"


@pytest.fixture(autouse=True)
def canvas(monkeypatch):
    class Canvas(GreyCanvas):
        """Grey that is noisy, so that its segments are large enough to be cut anywhere."""

        def image(self):
            rng = np.random.default_rng(int(self._colour[0]))
            return rng.integers(0, 255, super().image().shape, np.uint8)

        def close(self):
            pass

    monkeypatch.setattr("nnviz.film.film.Canvas", Canvas)


@pytest.fixture
def full_disk(tmp_path, monkeypatch):
    """Return a function that lets ffmpeg write no file beyond some bytes."""
    real, program = find_ffmpeg(), tmp_path / "ffmpeg"

    def fill(n_bytes, *, of=("encoder", "joining")):
        limit = f"trap '' XFSZ; ulimit -f {n_bytes // BLOCK}"
        program.write_text(f'#!/bin/sh\n{limit}; exec {shlex.quote(real)} "$@"\n')
        program.chmod(0o755)
        for module in of:
            monkeypatch.setattr(f"nnviz.film.{module}.find_ffmpeg", lambda: str(program))

    return fill


def make(path):
    return make_film(
        Shots(duration_seconds=3.0), path, encoding=ENCODING, watch=ProgressCallbacks()
    )


def left(folder):
    return [
        path for path in folder.rglob("*") if path.name.startswith(".") or path.suffix == ".mp4"
    ]


@pytest.mark.parametrize("share", [0, 0.05, 0.5, 0.95])
def test_a_segment_that_does_not_fit_is_an_error_in_the_words_of_ffmpeg(tmp_path, full_disk, share):
    make(tmp_path / "whole.mp4")
    (first, *_) = sorted(path.stat().st_size for path in cache_folder().iterdir())
    for path in (*cache_folder().iterdir(), tmp_path / "whole.mp4"):
        path.unlink()
    full_disk(int(share * first))
    with pytest.raises(FilmError, match=FULL):
        make(tmp_path / "film.mp4")
    assert left(tmp_path) + left(cache_folder()) == []


@pytest.mark.parametrize("share", [0, 0.4, 0.8, 0.99])
def test_a_film_that_does_not_fit_leaves_its_segments_and_goes_on(tmp_path, full_disk, share):
    make(tmp_path / "whole.mp4")
    full_disk(int(share * (tmp_path / "whole.mp4").stat().st_size), of=("joining",))
    with pytest.raises(FilmError, match=rf"film\.mp4.*({FULL})"):
        make(tmp_path / "film.mp4")
    assert len(left(cache_folder())) == 3
    assert left(tmp_path) == [tmp_path / "whole.mp4"]
    full_disk(1 << 30)
    assert make(tmp_path / "film.mp4").drawn == 0
    assert decoded(tmp_path / "film.mp4") == decoded(tmp_path / "whole.mp4")


def test_a_full_disk_for_passing_files_is_an_error(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(FilmError, match="cannot be written: File too large"):
            make(tmp_path / "film.mp4")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert left(tmp_path) + left(cache_folder()) == []
