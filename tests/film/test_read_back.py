"""Films of one frame to two hours, read by PyAV and by a reader of their boxes of our own.

They are encoded in one piece or joined of segments, at every pace that is usual, and hold
chapters and captions that are longer than 2^31 microseconds, with a gap between them that is, too.
"""

from fractions import Fraction

import av
import imageio.v3 as iio
import numpy as np
import pytest
from PIL import Image

from nnviz.film.checked_segments import checked_segment
from nnviz.film.contents import Contents
from nnviz.film.encoder import Encoder
from nnviz.film.encoding import Encoding
from nnviz.film.formats import format_of
from nnviz.film.frame_rate import frame_seconds
from nnviz.film.gif_palette import palette_png
from nnviz.film.joining import join
from nnviz.story.spans import Caption, Chapter

from .reading import Cue, read_boxes, shown_by_webvtt

PACES = [4, Fraction(24000, 1001), 24, 25, 30, 60]
SIZE = (32, 18)
GREYS = [np.full((18, 32, 4), grey, np.uint8) for grey in (0, 90, 180, 255)]
NAMES = {"A": (1 / 8, 1 / 2), "順伝播": (1 / 2, 1.0)}  # shares of a film; what comes first has none
SAID = {"one": (1 / 16, 7 / 16), "二": (7 / 8, 1.0)}


def contents(seconds):
    return Contents(
        title="T",
        chapters=tuple(
            Chapter(title=name, start_seconds=start * seconds, end_seconds=end * seconds)
            for name, (start, end) in NAMES.items()
        ),
        captions=tuple(
            Caption(text=text, start_seconds=start * seconds, end_seconds=end * seconds)
            for text, (start, end) in SAID.items()
        ),
    )


def encode(path, *, fps, frames, says=None, key=None):
    """Encode some greys, each of them for a quarter of the film."""
    quarters = [4 * n // frames for n in range(frames)]
    palette = palette_png(iter(GREYS), size=SIZE) if path.suffix == ".gif" else None
    encoder = Encoder(
        path,
        encoding=Encoding(format=format_of(path), size=SIZE, fps=fps),
        contents=says or Contents(),
        frames=frames,
        palette=palette,
        key=key,
    )
    with encoder:
        for n, quarter in enumerate(quarters):
            encoder.write(GREYS[quarter], repeats=n > 0 and quarter == quarters[n - 1])
    return encoder.frames_in_file


def joined(path, *, fps, seconds, times):
    """Join a segment with itself; return how many frames the film has."""
    frames, key = round(seconds * fps), "k" * 40
    segment = path.with_name("segment.mp4")
    encode(segment, fps=fps, frames=frames, key=key)
    piece = checked_segment(segment, key=key, frames=frames)
    encoding = Encoding(size=SIZE, fps=fps)
    says = contents(frame_seconds(frames * times, fps))
    join([piece] * times, path, encoding=encoding, contents=says, overwrite=False)
    return frames * times


def spans(shares, seconds):
    """Return cues of shares of a film, in whole milliseconds."""
    return [
        Cue(*(Fraction(round(1000 * share * seconds), 1000) for share in span), text)
        for text, span in shares.items()
    ]


def expected_chapters(seconds):
    (first, *_) = found = spans(NAMES, seconds)
    return [Cue(Fraction(0), first.start, "T"), *found]


def chapters_by_pyav(path):
    with av.open(path) as film:
        return [
            Cue(each["start"] * each["time_base"], each["end"] * each["time_base"], title)
            for each in film.chapters()
            for title in [each["metadata"]["title"]]
        ]


def captions_by_pyav(path):
    with av.open(path) as film:
        stream = film.streams.subtitles[0]
        base, is_webvtt = stream.time_base, stream.codec_context.name == "webvtt"
        packets = [p for p in film.demux(stream) if p.size]
        found = [
            Cue(p.pts * base, (p.pts + p.duration) * base, bytes(p)[0 if is_webvtt else 2 :])
            for p in packets
        ]
    texts = [cue._replace(text=cue.text.decode()) for cue in found if cue.text]
    return [cue._replace(text=shown_by_webvtt(cue.text)) for cue in texts] if is_webvtt else texts


def check_boxes(path, *, fps, frames):
    """Hold an MP4 or MOV file against what it was made of."""
    seconds, film = frame_seconds(frames, fps), read_boxes(path)
    assert len(film.pictures.lengths) == frames
    assert film.pictures.is_shown_at(fps)
    assert film.chapters == chapters_by_pyav(path) == expected_chapters(seconds)
    assert film.empty_cues <= 1  # ffmpeg's own, which ends the track
    assert film.subtitles == captions_by_pyav(path) == spans(SAID, seconds)
    if path.suffix == ".mp4":
        assert film.listed == [(cue.start, cue.text) for cue in expected_chapters(seconds)]
    with av.open(path) as opened:
        video = opened.streams.video[0]
        assert (video.frames, video.average_rate) == (frames, fps)
        assert video.duration * video.time_base == Fraction(frames) / fps


def check_webm(path, *, fps, frames):
    with av.open(path) as film:
        times = [p.pts for p in film.demux(video=0) if p.size]
        assert film.streams.video[0].average_rate == pytest.approx(fps, rel=1e-6)
    assert len(times) == frames
    assert all(abs(time - 1000 * n / Fraction(fps)) <= 0.5 for n, time in enumerate(times))
    assert chapters_by_pyav(path) == expected_chapters(frame_seconds(frames, fps))
    assert captions_by_pyav(path) == spans(SAID, frame_seconds(frames, fps))


def check_pictures(path, *, fps, frames):
    """Hold a GIF or animated WebP against what it was made of."""
    with Image.open(path) as film:
        lengths = []
        for n in range(film.n_frames):
            film.seek(n)
            film.load()
            lengths.append(film.info["duration"])
    seconds = frame_seconds(frames, fps)
    if film.n_frames > 1:  # a picture alone is no animation, and has no length
        assert sum(lengths) == pytest.approx(1000 * seconds, abs=10)
    if path.suffix == ".gif":
        assert film.n_frames == frames
        assert max(lengths) - min(lengths) <= 10


@pytest.mark.parametrize("frames", [1, 20])
@pytest.mark.parametrize("fps", PACES, ids=str)
@pytest.mark.parametrize("ending", ["mp4", "mov", "webm"])
def test_a_film_in_one_piece_holds_what_it_was_made_of(tmp_path, ending, fps, frames):
    path = tmp_path / f"film.{ending}"
    assert encode(path, fps=fps, frames=frames, says=contents(frame_seconds(frames, fps))) == frames
    (check_webm if ending == "webm" else check_boxes)(path, fps=fps, frames=frames)


@pytest.mark.parametrize("frames", [1, 2, 20])
@pytest.mark.parametrize("fps", PACES[:-1], ids=str)
@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_an_animation_lasts_as_long_as_its_frames(tmp_path, ending, fps, frames):
    path = tmp_path / f"film.{ending}"
    found = encode(path, fps=fps, frames=frames)
    assert found == (frames if ending == "gif" else min(frames, len(GREYS)))
    check_pictures(path, fps=fps, frames=frames)


@pytest.mark.parametrize("frames", [1, 20])
def test_a_sequence_has_every_frame(tmp_path, frames):
    assert encode(tmp_path / "%02d.png", fps=Fraction(24000, 1001), frames=frames) == frames
    found = [iio.imread(file)[0, 0, 0] for file in sorted(tmp_path.iterdir())]
    assert found == [GREYS[4 * n // frames][0, 0, 0] for n in range(frames)]


@pytest.mark.parametrize("times", [1, 96])
@pytest.mark.parametrize("fps", PACES, ids=str)
def test_a_joined_film_of_seconds_or_minutes_holds_what_it_was_made_of(tmp_path, fps, times):
    frames = joined(tmp_path / "film.mp4", fps=fps, seconds=6.25, times=times)
    check_boxes(tmp_path / "film.mp4", fps=fps, frames=frames)


@pytest.mark.parametrize("fps", [Fraction(7, 5), 4, Fraction(24000, 1001)], ids=str)
def test_a_joined_film_of_two_hours_holds_what_it_was_made_of(tmp_path, fps):
    frames = joined(tmp_path / "film.mp4", fps=fps, seconds=100, times=72)
    check_boxes(tmp_path / "film.mp4", fps=fps, frames=frames)


@pytest.mark.parametrize("ending", ["mp4", "mov", "webm", "gif", "webp"])
def test_a_film_of_two_hours_in_one_piece_holds_what_it_was_made_of(tmp_path, ending):
    # The clocks of pictures and captions have no small common multiple.
    path, fps, frames = tmp_path / f"film.{ending}", Fraction(7, 5), 10_080
    check = {"webm": check_webm, "gif": check_pictures, "webp": check_pictures}
    encode(path, fps=fps, frames=frames, says=contents(7200.0))
    check.get(ending, check_boxes)(path, fps=fps, frames=frames)
