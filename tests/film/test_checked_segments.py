"""A film is what its segments were when they were finished, or it is not made."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from nnviz.errors import FilmError
from nnviz.film import joining
from nnviz.film.cache import cache_folder
from nnviz.film.checked_segments import check_joined, checked_segment
from nnviz.film.contents import Contents
from nnviz.film.encoder import Encoder
from nnviz.film.encoding import Encoding
from nnviz.film.film import make_film
from nnviz.film.segmented_film import ProgressCallbacks

from .grey import GreyCanvas, Shots
from .reading import read_boxes
from .test_resuming import ENCODING, decoded

pytestmark = pytest.mark.usefixtures("canvas")
FRAMES = 10


def segments():
    return sorted(cache_folder().glob("*.mp4"))


def flip(file, share):
    """Turn over a bit at a share of a file's length."""
    data = bytearray(file.read_bytes())
    data[int(share * (len(data) - 1))] ^= 1
    file.write_bytes(data)


def cut(file, share):
    file.write_bytes(file.read_bytes()[: int(share * file.stat().st_size)])


def put_another_in_its_place(file):
    shutil.copy(next(other for other in segments() if other != file), file)


def put_a_sound_film_in_its_place(file):
    encode(file, greys=range(10, 10 + FRAMES), key="x" * 40)


HARM = {
    "gone": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "text": lambda file: file.write_text("no film at all"),
    "cut at the checksum": lambda file: cut(file, 0.99),
    "cut in half": lambda file: cut(file, 0.5),
    "cut short": lambda file: cut(file, 0.01),
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"\0"),
    "a bit of the index": lambda file: flip(file, 0.2),
    "a bit of the pictures": lambda file: flip(file, 0.85),
    "a bit of the checksum": lambda file: flip(file, 0.999),
    "another segment": put_another_in_its_place,
    "another film": put_a_sound_film_in_its_place,
}


def encode(file, *, greys, key):
    encoder = Encoder(
        file,
        encoding=ENCODING,
        contents=Contents(),
        frames=len(greys),
        key=key,
        overwrite=True,
    )
    with encoder:
        for grey in greys:
            encoder.write(np.full((36, 64, 4), grey, np.uint8))


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A film, its segments beside it."""
    folder = tmp_path_factory.mktemp("finished")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setattr("nnviz.film.film.Canvas", GreyCanvas)
        make(folder / "whole.mp4")
    return folder


@pytest.fixture
def whole(finished, cache_home):
    """Return the frames of a film whose segments are in the cache."""
    shutil.copytree(finished / "nnviz", cache_home / "nnviz")
    return decoded(finished / "whole.mp4")


def make(path, **watch):
    show = Shots(duration_seconds=3.0)
    return make_film(show, path, encoding=ENCODING, watch=ProgressCallbacks(**watch))


def victim():
    """Return the segment that is harmed, the one in the middle of the film."""
    return max(segments(), key=lambda file: file.name)


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_segment_that_is_harmed_between_two_renders_is_made_again(tmp_path, whole, harm):
    harm(victim())
    for left in filter(Path.is_dir, cache_folder().iterdir()):
        left.rmdir()  # nothing can be made where a folder is
    report = make(tmp_path / "film.mp4")
    assert (report.frames, report.drawn) == (30, 10)
    assert decoded(tmp_path / "film.mp4") == whole


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_segment_that_is_harmed_while_others_are_made_ends_the_film(tmp_path, whole, harm):
    def strike(done, total):
        if done == total:
            harm(victim())

    with pytest.raises(FilmError, match=r"\.mp4: was removed or changed .*render it again"):
        make(tmp_path / "film.mp4", progress=strike)
    assert not (tmp_path / "film.mp4").exists()


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_segment_that_is_harmed_after_its_check_ends_the_film(tmp_path, whole, monkeypatch, harm):
    def run(*arguments, really=joining._run):
        harm(victim())
        really(*arguments)

    before = victim().read_bytes()
    monkeypatch.setattr(joining, "_run", run)
    try:
        report = make(tmp_path / "film.mp4")
    except FilmError:
        assert not (tmp_path / "film.mp4").exists()
    else:  # what was harmed is not what a film is made of
        assert report.frames == 30
        assert decoded(tmp_path / "film.mp4") == whole
    assert not victim().is_file() or victim().read_bytes() != before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_every_bit_of_a_segment_that_a_film_is_made_of_counts(tmp_path):
    file, key = tmp_path / "segment.mp4", "k" * 40
    encode(file, greys=range(FRAMES), key=key)
    sound = file.read_bytes()
    for at in range(0, len(sound), 7):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << at % 8]) + sound[at + 1 :])
        with pytest.raises(FilmError, match="was removed or changed"):
            checked_segment(file, key=key, frames=FRAMES)
    file.write_bytes(sound)
    assert len(checked_segment(file, key=key, frames=FRAMES).samples) == FRAMES
    with pytest.raises(FilmError, match="has 10 frames and not 11"):
        checked_segment(file, key=key, frames=FRAMES + 1)


def test_the_film_is_held_against_its_segments_picture_by_picture(tmp_path):
    pieces = []
    for number in range(3):
        file, key = tmp_path / f"{number}.mp4", str(number) * 40
        encode(file, greys=range(80 * number, 80 * number + FRAMES), key=key)
        pieces.append(checked_segment(file, key=key, frames=FRAMES))
    film = tmp_path / "film.mp4"
    joining.join(pieces, film, encoding=ENCODING, contents=Contents(), overwrite=False)
    check_joined(film, film, pieces)
    for wrong in (pieces[:2], pieces[::-1], [*pieces, pieces[0]], [pieces[1], *pieces[1:]]):
        with pytest.raises(FilmError, match=r"film\.mp4: "):
            check_joined(film, film, wrong)


def test_keys_of_a_joined_film_are_those_of_its_segments(tmp_path):
    rng, key, encoding = np.random.default_rng(1), "k" * 40, Encoding(size=(64, 36), crf=0)
    encoder = Encoder(
        tmp_path / "0.mp4", encoding=encoding, contents=Contents(), frames=FRAMES, key=key
    )
    with encoder:  # of noise every picture is encoded alone, but is no place to begin
        for _ in range(FRAMES):
            encoder.write(rng.integers(0, 255, (36, 64, 4), np.uint8))
    piece = checked_segment(tmp_path / "0.mp4", key=key, frames=FRAMES)
    film = tmp_path / "film.mp4"
    joining.join([piece, piece], film, encoding=encoding, contents=Contents(), overwrite=False)
    assert read_boxes(film).pictures.keys() == [1, 1 + FRAMES]
