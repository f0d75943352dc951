"""Frames with the times at which they are shown, as bytes that ffmpeg reads from a pipe.

Matroska is the plainest container that ffmpeg reads from a pipe and that gives every raw picture a
time of its own: a frame that lasts is sent once, and ffmpeg repeats it. An element is its name, the
length of its contents and the contents (RFC 8794 and RFC 9559).
"""

from typing import Final

from nnviz.film.frame_rate import FrameRate

NANOSECONDS: Final = 1_000_000_000
TICK: Final = 100_000  # of the stream's clock: fine enough for 240 frames per second

EBML, DOC_TYPE, SEGMENT = b"\x1a\x45\xdf\xa3", b"\x42\x82", b"\x18\x53\x80\x67"
INFO, TIMESTAMP_SCALE = b"\x15\x49\xa9\x66", b"\x2a\xd7\xb1"
TRACKS, TRACK, NUMBER, KIND = b"\x16\x54\xae\x6b", b"\xae", b"\xd7", b"\x83"
DURATION, CODEC, VIDEO = b"\x23\xe3\x83", b"\x86", b"\xe0"
WIDTH, HEIGHT, COLOUR_SPACE = b"\xb0", b"\xba", b"\x2e\xb5\x24"
CLUSTER, TIMESTAMP, SIMPLE_BLOCK = b"\x1f\x43\xb6\x75", b"\xe7", b"\xa3"
UNKNOWN_LENGTH: Final = b"\x01" + 7 * b"\xff"
TRACK_1_NOW_WHOLE: Final = b"\x81\x00\x00\x80"  # number, time after the cluster's, key frame


def stream_header(size: tuple[int, int], *, fps: FrameRate, transparent: bool) -> bytes:
    """Return what the stream begins with.

    Args:
        size: width and height of the pictures, pixels.
        fps: frames per second.
        transparent: whether the fourth byte of a pixel, after red, green and blue, is its alpha.

    """
    width, height = size
    video = _number(WIDTH, width) + _number(HEIGHT, height)
    video += _element(COLOUR_SPACE, b"RGBA" if transparent else b"RGB\0")
    track = _number(NUMBER, 1) + _number(KIND, 1) + _number(DURATION, round(NANOSECONDS / fps))
    track += _element(CODEC, b"V_UNCOMPRESSED") + _element(VIDEO, video)
    return (
        _element(EBML, _element(DOC_TYPE, b"matroska"))
        + (SEGMENT + UNKNOWN_LENGTH)
        + _element(INFO, _number(TIMESTAMP_SCALE, TICK))
        + _element(TRACKS, _element(TRACK, track))
    )


def before_frame(index: int, *, fps: FrameRate, size_bytes: int) -> bytes:
    """Return what comes before the bytes of the frame that is shown at `index / fps`."""
    time = _number(TIMESTAMP, round(index * NANOSECONDS / (fps * TICK)))
    block = SIMPLE_BLOCK + _length(len(TRACK_1_NOW_WHOLE) + size_bytes) + TRACK_1_NOW_WHOLE
    return CLUSTER + _length(len(time) + len(block) + size_bytes) + time + block


def _element(name: bytes, contents: bytes) -> bytes:
    return name + _length(len(contents)) + contents


def _number(name: bytes, number: int) -> bytes:
    return _element(name, number.to_bytes(8))


def _length(count: int) -> bytes:
    """Return a length in eight bytes, of which the first bit that is set says so."""
    return (count | 1 << 56).to_bytes(8)
