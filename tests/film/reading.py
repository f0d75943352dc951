"""Reads films by the specifications of their containers, with nothing of ffmpeg or of nnviz.

ISO/IEC 14496-12 for MP4 and MOV, QuickTime's chapter tracks and 3GPP timed text (TS 26.245) in
them, RFC 9559 for WebM, and the W3C's WebVTT.
"""

import html
import re
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

_HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"edts", b"tref"}


class Cue(NamedTuple):
    """A text and when it is there."""

    start: Fraction
    end: Fraction
    text: str


class Track(NamedTuple):
    """A track of an MP4 or MOV file."""

    number: int
    kind: str
    language: str
    shown_at_once: bool
    chapters: int | None  # number of the track that holds the chapters of this one
    clock: int  # ticks per second
    lengths: list[int]  # ticks, of every sample
    shifts: list[int]  # ticks from when it is decoded to when it is shown
    boxes: dict

    def samples(self, data):
        """Return the bytes of every sample."""
        sizes = _sizes(self.boxes[b"stsz"])
        starts = _starts(self.boxes, sizes)
        return [data[start : start + size] for start, size in zip(starts, sizes, strict=True)]

    def shown(self):
        """Return the ticks at which its samples are shown, in order."""
        decoded = accumulate(self.lengths, initial=0)
        return sorted(a + b for a, b in zip(decoded, self.shifts, strict=False))

    def keys(self):
        """Return the numbers of its samples, from 1, at which decoding can begin."""
        return [number for (number,) in _rows(self.boxes[b"stss"], 1)]

    def is_shown_at(self, fps):
        """Return whether frame number n is shown at n / fps, each for 1 / fps."""
        frame, rest = divmod(self.clock, Fraction(fps))
        return not rest and self.shown() == [frame * n for n in range(len(self.lengths))]


class Film(NamedTuple):
    """What is in an MP4 or MOV file."""

    data: bytes
    tracks: list[Track]
    listed: list[tuple[Fraction, str]]  # chapters of the box `chpl`: start, title

    @property
    def pictures(self):
        """The track of the pictures."""
        (track,) = (track for track in self.tracks if track.kind == "vide")
        return track

    @property
    def chapters(self):
        """The chapters of the track that QuickTime and other players read."""
        (track,) = (track for track in self.tracks if track.number == self.pictures.chapters)
        return self._cues(track)

    @property
    def subtitles(self):
        """The captions of the track of subtitles, without its gaps."""
        (track,) = (track for track in self.tracks if track.kind == "sbtl")
        return [cue for cue in self._cues(track) if cue.text]

    @property
    def empty_cues(self):
        """How many texts of the track of subtitles have no length."""
        return sum(track.lengths.count(0) for track in self.tracks if track.kind == "sbtl")

    def _cues(self, track):
        ends = [Fraction(each, track.clock) for each in accumulate(track.lengths, initial=0)]
        texts = [_text(sample) for sample in track.samples(self.data)]
        return [Cue(*span) for span in zip(ends, ends[1:], texts, strict=False)]


def read_boxes(path):
    """Return what is in an MP4 or MOV file."""
    data = path.read_bytes()
    movie = _tree(data)[b"moov"][0]
    listed = movie.get(b"udta", [{}])[0].get(b"chpl", [])
    return Film(data, [_track(each) for each in movie[b"trak"]], _listed(*listed))


def _tree(data):
    found, at = {}, 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        contents = data[at + 8 : at + size]
        found.setdefault(kind, []).append(_tree(contents) if kind in _HOLDERS else contents)
        at += size
    return found


def _track(track):
    media = track[b"mdia"][0]
    table = {kind: each[0] for kind, each in media[b"minf"][0][b"stbl"][0].items()}
    head, times = track[b"tkhd"][0], media[b"mdhd"][0]
    wide = times[0] == 1  # version 1 has 8 bytes for times
    at = 20 if wide else 12
    clock = int.from_bytes(times[at : at + 4])
    packed = int.from_bytes(times[at + 4 + (8 if wide else 4) :][:2])
    lengths = _spread(table[b"stts"])
    shifts = _spread(table[b"ctts"]) if b"ctts" in table else [0] * len(lengths)
    first = _first_tick(track)
    number_at = 20 if head[0] == 1 else 12
    chapters = track.get(b"tref", [{}])[0].get(b"chap")
    return Track(
        number=int.from_bytes(head[number_at : number_at + 4]),
        kind=media[b"hdlr"][0][8:12].decode(),
        language="".join(chr(96 + (packed >> shift & 31)) for shift in (10, 5, 0)),
        shown_at_once=bool(head[3] & 1),
        chapters=int.from_bytes(chapters[0][:4]) if chapters else None,
        clock=clock,
        lengths=lengths,
        shifts=[each - first for each in shifts],
        boxes=table,
    )


def _first_tick(track):
    """Return the tick of the track's own clock at which it begins to be played."""
    if b"edts" not in track:
        return 0
    edits = track[b"edts"][0][b"elst"][0]
    width, count = (8 if edits[0] == 1 else 4), int.from_bytes(edits[4:8])
    begins = [
        int.from_bytes(edits[at + width : at + 2 * width], signed=True)
        for at in range(8, 8 + count * (2 * width + 4), 2 * width + 4)
    ]
    assert len(begins) == 1, "a track that waits, or is played in parts"
    return begins[0]


def _rows(table, columns):
    count = int.from_bytes(table[4:8])
    numbers = memoryview(table)[8 : 8 + 4 * columns * count]
    flat = [int.from_bytes(numbers[at : at + 4]) for at in range(0, len(numbers), 4)]
    return [flat[at : at + columns] for at in range(0, len(flat), columns)]


def _spread(table):
    return [value for count, value in _rows(table, 2) for _ in range(count)]


def _sizes(table):
    size, count = int.from_bytes(table[4:8]), int.from_bytes(table[8:12])
    return [size] * count if size else [n for (n,) in _rows(table[4:], 1)]


def _starts(boxes, sizes):
    """Return where each sample begins, chunk after chunk."""
    chunks = [start for (start,) in _rows(boxes[b"stco"], 1)]
    runs = [*_rows(boxes[b"stsc"], 3), [len(chunks) + 1, 0, 0]]
    sizes, starts = iter(sizes), []
    for (first, count, _), (after, _, _) in pairwise(runs):
        for start in chunks[first - 1 : after - 1]:
            for size in (next(sizes) for _ in range(count)):
                starts.append(start)
                start += size
    return starts


def _text(sample):
    return sample[2 : 2 + int.from_bytes(sample[:2])].decode()


def _listed(box=None):
    """Return start and title of the chapters in a box `chpl`, in ten millionths of a second."""
    if box is None:
        return []
    found, at = [], 9
    for _ in range(box[8]):
        start, length = int.from_bytes(box[at : at + 8]), box[at + 8]
        found.append((Fraction(start, 10_000_000), box[at + 9 : at + 9 + length].decode()))
        at += 9 + length
    return found


def read_srt(text):
    """Return the cues of an .srt file."""
    return [_cue(lines[1], lines[2:], ",") for lines in _blocks(text)]


def read_vtt(text):
    """Return the cues of a WebVTT file, as a reader shows them: without tags, unescaped."""
    head, *cues = _blocks(text)
    assert head == ["WEBVTT"]
    found = [_cue(lines[0], lines[1:], ".") for lines in cues]
    return [cue._replace(text=shown_by_webvtt(cue.text)) for cue in found]


def shown_by_webvtt(text):
    """Return what is shown of a cue's text."""
    assert "-->" not in text, "ends a cue"
    return html.unescape(re.sub(r"<[^>]*>?", "", text))


def _blocks(text):
    return [block.split("\n") for block in text.strip("\n").split("\n\n")]


def _cue(times, lines, point):
    start, end = (_seconds(time, point) for time in times.split(" --> "))
    return Cue(start, end, "\n".join(lines))


def _seconds(time, point):
    hours, minutes, seconds, thousandths = re.fullmatch(
        rf"(\d\d+):(\d\d):(\d\d)\{point}(\d\d\d)", time
    ).groups()
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return Fraction(1000 * whole + int(thousandths), 1000)
