"""The frames of a film are counted in its file, and a film that lacks some is none."""

import shlex

import numpy as np
import pytest

from nnviz.errors import FilmError
from nnviz.film.contents import Contents
from nnviz.film.encoder import Encoder
from nnviz.film.encoding import Encoding
from nnviz.film.ffmpeg import find_ffmpeg
from nnviz.film.film import render_film
from nnviz.film.formats import format_of
from nnviz.film.frame_count import count_frames
from nnviz.film.gif_palette import palette_png

from .grey import GreyCanvas, GreyShow

NAMES = ["film.mp4", "film.mov", "film.webm", "film.gif", "film.webp", "%02d.png"]
SIZE = (64, 36)


def encode(path, frames, *, transparent=False):
    images = [np.full((36, 64, 4), 20 * n, np.uint8) for n in range(frames)]
    palette = palette_png(iter(images), size=SIZE) if path.suffix == ".gif" else None
    encoding = Encoding(format=format_of(path), size=SIZE, transparent=transparent)
    encoder = Encoder(path, encoding=encoding, contents=Contents(), frames=frames, palette=palette)
    with encoder:
        for image in images:
            encoder.write(image)
    return path


@pytest.mark.parametrize("frames", [1, 2, 11])
@pytest.mark.parametrize("name", NAMES)
def test_the_frames_are_those_that_were_sent(tmp_path, name, frames):
    assert count_frames(encode(tmp_path / name, frames), format_of(tmp_path / name)) == frames


@pytest.mark.parametrize("name", ["film.mov", "film.webm", "film.webp", "%02d.png"])
def test_the_frames_of_a_film_that_lets_through_are_counted_once(tmp_path, name):
    path = encode(tmp_path / name, 5, transparent=True)
    assert count_frames(path, format_of(path)) == 5


@pytest.mark.parametrize("name", NAMES)
def test_an_ffmpeg_that_leaves_out_frames_and_ends_well_makes_no_film(tmp_path, monkeypatch, name):
    program = tmp_path / "ffmpeg"
    # As many frames as are said before the name of the film, its last argument.
    program.write_text(
        f"#!/bin/bash\n{shlex.quote(find_ffmpeg())} "
        '"${@:1:$#-1}" -frames:v 7 "${@: -1}" 2>/dev/null || exit\n'
        "exec cat >/dev/null\n"  # who still sends the others must not find a closed pipe
    )
    program.chmod(0o755)
    monkeypatch.setattr("nnviz.film.encoder.find_ffmpeg", lambda: str(program))
    (tmp_path / "films").mkdir()
    with pytest.raises(FilmError, match=r"has put 7 frames into it and not 11; .*nnviz doctor"):
        encode(tmp_path / "films" / name, 11)
    assert list((tmp_path / "films").iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_number_that_is_reported_is_the_number_in_the_file(tmp_path, monkeypatch, name):
    monkeypatch.setattr("nnviz.film.film.Canvas", GreyCanvas)
    path = tmp_path / name
    report = render_film(GreyShow(), path, size=SIZE, fps=20)
    assert report.frames == (10 if name == "film.webp" else 20)  # every second one is equal
    assert name == "%02d.png" or count_frames(path, format_of(path)) == report.frames


@pytest.mark.parametrize("name", NAMES[:-1])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.3])
def test_what_is_no_film_is_an_error_that_names_it(tmp_path, name, share):
    data = encode(tmp_path / name, 11).read_bytes()
    (tmp_path / name).write_bytes(data[: int(share * len(data))])
    try:
        found = count_frames(tmp_path / name, format_of(tmp_path / name))
    except FilmError as error:
        assert name in str(error)
    else:
        assert found < 11


def test_a_picture_that_was_cut_off_does_not_count(tmp_path):
    encode(tmp_path / "%02d.png", 3)
    last = tmp_path / "02.png"
    last.write_bytes(last.read_bytes()[:-1])
    assert count_frames(tmp_path / "%d.png", format_of(last)) == 2
