import io

import imageio.v3 as iio
import numpy as np
import pytest

from nnviz.errors import FilmError
from nnviz.film.gif_palette import palette_png, sampled_frames


def test_frames_are_taken_from_all_over_a_film_and_all_of_a_short_one():
    assert sampled_frames(1) == [0]
    assert sampled_frames(5) == [0, 1, 2, 3, 4]
    long = sampled_frames(9000)
    assert (len(long), long[0], long[-1]) == (32, 0, 8999)


def test_the_colours_of_all_frames_are_in_the_palette():
    colours = [(255, 0, 0), (0, 128, 0), (0, 0, 64)]
    images = (np.full((16, 16, 4), (*colour, 0), np.uint8) for colour in colours)
    palette = iio.imread(io.BytesIO(palette_png(images, size=(16, 16))))
    assert set(colours) <= {tuple(pixel[:3].tolist()) for row in palette for pixel in row}


@pytest.mark.parametrize("script", ["exit 1", "cat >/dev/null; echo broken >&2; exit 1"])
def test_an_ffmpeg_that_fails_is_a_clear_error(tmp_path, monkeypatch, script):
    program = tmp_path / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr("nnviz.film.gif_palette.find_ffmpeg", lambda: str(program))
    images = (np.zeros((360, 640, 4), np.uint8) for _ in range(8))
    with pytest.raises(FilmError, match="could not choose the colours"):
        palette_png(images, size=(640, 360))
