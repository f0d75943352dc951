r"""The captions of a film as a track of its own, in an MP4 file that ffmpeg copies from.

ffmpeg's own way from SubRip to such a track takes `<b>`, `{w}` and the `\n` of `\nabla` for
markup, and counts microseconds in 32 bits, which last for 35 minutes.

The track is 3GPP timed text (TS 26.245) in the boxes of ISO/IEC 14496-12: 4 bytes of length, 4
letters of kind, then what it holds. A text follows two bytes of its length and lasts until the
next one; between captions that leave a gap stands an empty one.
"""

from collections.abc import Iterable, Iterator
from math import ceil

from nnviz.errors import FilmError
from nnviz.film.subtitles import milliseconds, without_empty_lines
from nnviz.story.spans import Caption

_MOST_BYTES = 65_535
_MOST_TICKS = (1 << 31) - 1  # of one text
_UNKNOWN = (1 << 32) - 1  # a duration that the table says
_UNDETERMINED = 0x55C4  # the language `und`, three letters of five bits; ffmpeg sets it


def tx3g_file(captions: Iterable[Caption], *, clock: int) -> bytes:
    """Return an MP4 file that holds nothing but captions.

    Args:
        captions: in order.
        clock: ticks per second of the pictures of the film. Those of the captions are no slower,
            as ffmpeg compares ticks with ticks, and would put an end of no length after each text.

    Raises:
        FilmError: a caption is longer than a track can hold.

    """
    samples = list(_samples(captions))
    longest = max((length for length, _ in samples), default=1)
    ticks = max(min(ceil(clock / 1000), _MOST_TICKS // longest), 1)  # in a millisecond
    lengths, texts = [ticks * length for length, _ in samples], [text for _, text in samples]
    kind = _box(b"ftyp", b"isom", _u32(0x200), b"isom")
    table = _table(lengths, texts, start=len(kind) + 8)
    return kind + _box(b"mdat", *texts) + _movie(table, per_second=1000 * ticks)


def _samples(captions: Iterable[Caption]) -> Iterator[tuple[int, bytes]]:
    """Yield how many milliseconds each text lasts, and its bytes."""
    now = 0
    for caption in captions:
        start, end = milliseconds(caption.start_seconds), milliseconds(caption.end_seconds)
        text = without_empty_lines(caption.text).encode()
        if len(text) > _MOST_BYTES:
            raise FilmError(
                f"caption {caption.text[:40]!r}…: has {len(text)} bytes, and a track of subtitles "
                f"holds {_MOST_BYTES} of each; shorten it"
            )
        if start > now:
            yield start - now, _u16(0)
        yield end - start, _u16(len(text)) + text
        now = end


def _movie(table: bytes, *, per_second: int) -> bytes:
    """Return the box that describes the file and its only track."""
    times = _u32(0, 0, per_second, _UNKNOWN)
    unturned = _u32(1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    here = _box(b"dinf", _full_box(b"dref", _u32(1), _box(b"url ", _u32(1))))
    media = (
        _full_box(b"mdhd", times, _u16(_UNDETERMINED, 0)),
        _full_box(b"hdlr", _u32(0), b"sbtl", bytes(13)),
        _box(b"minf", _full_box(b"nmhd"), here, table),
    )
    head = _full_box(b"tkhd", _u32(0, 0, 1, 0, _UNKNOWN), bytes(16), unturned, bytes(8))
    track = _box(b"trak", head, _box(b"mdia", *media))
    movie = _full_box(b"mvhd", times, _u32(1 << 16, 1 << 24, 0, 0), unturned, bytes(24), _u32(2))
    return _box(b"moov", movie, track)


def _table(lengths: list[int], texts: list[bytes], *, start: int) -> bytes:
    """Return the box that says how long each text lasts and where the first one is."""
    count = len(texts)
    return _box(
        b"stbl",
        _full_box(b"stsd", _u32(1), _look()),
        _full_box(b"stts", _u32(count), *(_u32(1, length) for length in lengths)),
        _full_box(b"stsc", _u32(1, 1, count, 1)),
        _full_box(b"stsz", _u32(0, count, *map(len, texts))),
        _full_box(b"stco", _u32(1, start)),
    )


def _look() -> bytes:
    """Return how the texts are shown: white, in the middle of the lowest line."""
    place = bytes([0, 0, 0, 0, 1, 0xFF]) + bytes(4 + 8)  # in no box, on no ground
    style = _u16(0, 0, 1) + bytes([0, 18]) + _u32(0xFFFFFFFF)
    fonts = _box(b"ftab", _u16(1, 1), b"\x05Arial")
    return _box(b"tx3g", bytes(6), _u16(1), place, style, fonts)


def _box(kind: bytes, *contents: bytes) -> bytes:
    return _u32(8 + sum(map(len, contents))) + kind + b"".join(contents)


def _full_box(kind: bytes, *contents: bytes) -> bytes:
    """Return a box of version 0 without flags."""
    return _box(kind, _u32(0), *contents)


def _u16(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(2) for number in numbers)


def _u32(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4) for number in numbers)
