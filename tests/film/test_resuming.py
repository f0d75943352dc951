"""Films made of segments: what is there is not made again, and nobody sees the joints."""

from itertools import pairwise

import av
import numpy as np
import pytest

from nnviz.errors import FilmError
from nnviz.film.cache import cache_folder
from nnviz.film.checked_segments import checked_segment
from nnviz.film.contents import Contents
from nnviz.film.encoder import Encoder
from nnviz.film.encoding import Encoding
from nnviz.film.film import make_film
from nnviz.film.joining import join
from nnviz.film.segmented_film import ProgressCallbacks

from .grey import Shots

pytestmark = pytest.mark.usefixtures("canvas")
ENCODING = Encoding(size=(64, 36), fps=10)


def make(path, show=None, **watch):
    show = show or Shots(duration_seconds=3.0)
    return make_film(show, path, encoding=ENCODING, watch=ProgressCallbacks(**watch))


def stop_at(frame):
    def progress(done, total):
        if done == frame:
            raise KeyboardInterrupt

    return progress


def packets(path):
    with av.open(path) as film:
        found = [p for p in film.demux(video=0) if p.size]
        return [(p.pts * p.time_base, p.dts * p.time_base, p.is_keyframe) for p in found]


def decoded(path):
    with av.open(path) as film:
        return [np.asarray(frame.planes[0]).tobytes() for frame in film.decode(video=0)]


def test_a_stopped_film_goes_on_from_the_finished_segments(tmp_path, canvas):
    make(tmp_path / "whole.mp4", Shots(duration_seconds=3.0, title="other"))
    for segment in cache_folder().iterdir():
        segment.unlink()
    told, seen = [], []
    with pytest.raises(KeyboardInterrupt) as stopped:
        make(tmp_path / "film.mp4", progress=stop_at(25))
    kept = len(list(cache_folder().iterdir()))
    assert kept >= 1
    assert f"{kept} of 3 segments" in stopped.value.__notes__[0]
    report = make(
        tmp_path / "film.mp4",
        continuing=lambda *found: told.append(found),
        progress=lambda *done: seen.append(done),
    )
    assert told == [(kept, 3)]
    assert seen[0] == (10 * kept, 30)
    assert report.drawn == 30 - 10 * kept
    assert decoded(tmp_path / "film.mp4") == decoded(tmp_path / "whole.mp4")


def test_only_the_segment_that_looks_different_is_made_again(tmp_path, canvas):
    make(tmp_path / "film.mp4")
    show = Shots(duration_seconds=3.0)
    show.marks = (1,)
    assert make(tmp_path / "other.mp4", show).drawn == 10


def test_nobody_is_told_of_segments_where_there_are_none(tmp_path):
    make(tmp_path / "film.mp4", continuing=lambda *_: pytest.fail("nothing was there"))


def test_a_segment_that_vanishes_meanwhile_is_an_error_with_a_remedy(tmp_path):
    def remove_the_first(done, total):
        if done == 30:
            min(cache_folder().glob("*.mp4"), key=lambda file: file.stat().st_mtime_ns).unlink()

    with pytest.raises(FilmError, match="render it again"):
        make(tmp_path / "film.mp4", progress=remove_the_first)
    assert not (tmp_path / "film.mp4").exists()
    make(tmp_path / "film.mp4")


def test_an_ffmpeg_that_dies_leaves_its_words_and_the_finished_segments(tmp_path, monkeypatch):
    make(tmp_path / "film.mp4", Shots(duration_seconds=1.0))
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\ncat >/dev/null; echo 'No space left' >&2; exit 28\n")
    program.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setattr("nnviz.film.joining.find_ffmpeg", lambda: str(program))
        with pytest.raises(FilmError, match=r"more\.mp4.*status 28.*No space left"):
            make(tmp_path / "more.mp4")
    assert not (tmp_path / "more.mp4").exists()
    assert make(tmp_path / "more.mp4").drawn == 0


@pytest.mark.parametrize("lengths", [[1], [1, 2, 3, 1], [40, 1, 30], [300]])
def test_a_joined_film_has_the_times_of_one_encoded_at_once(tmp_path, lengths):
    images = np.random.default_rng(1).integers(0, 255, (sum(lengths), 36, 64, 4), np.uint8)

    def encode(name, part):
        file, key, frames = tmp_path / name, "k" * 40, len(part)
        with Encoder(
            file, encoding=ENCODING, contents=Contents(), frames=frames, key=key
        ) as encoder:
            for image in part:
                encoder.write(image)
        return checked_segment(file, key=key, frames=frames)

    ends = np.cumsum([0, *lengths])
    segments = [
        encode(f"{number} it's.mp4", images[start:end])
        for number, (start, end) in enumerate(pairwise(ends))
    ]
    film = tmp_path / "film.mp4"
    join(
        segments,
        film,
        encoding=ENCODING,
        contents=Contents(),
        overwrite=False,
    )
    pts = sorted(pts for pts, _, _ in packets(film))
    assert [float(each) for each in pts] == pytest.approx([n / 10 for n in range(len(images))])
    dts = [dts for _, dts, _ in packets(film)]
    assert dts == sorted(set(dts))
    assert {float(p) for p, _, is_key in packets(film) if is_key} >= {e / 10 for e in ends[:-1]}
    assert decoded(film) == [frame for segment in segments for frame in decoded(segment.file)]
    if len(lengths) == 1 and lengths[0] > 2:
        assert packets(film) == packets(segments[0].file)
