"""A show of plain grey grounds, and a canvas that draws nothing else."""

from dataclasses import dataclass

import numpy as np

from nnviz.picture.frame import Camera, Cylinders, Frame, Labels, Maps, Rectangles, Solids, Strokes
from nnviz.story.spans import Caption, Chapter


def plain_frame(grey):
    """A frame that is nothing but a ground of one grey, 0 to 1."""
    none = np.zeros(0, np.float32)
    pairs, triples, quads = (np.zeros((0, n), np.float32) for n in (2, 3, 4))
    eye, origin = np.array([[0, 0, 9], [0, 0, 0]], np.float32)
    return Frame(
        aspect=16 / 9,
        background=np.array([grey, grey, grey, 1], np.float32),
        camera=Camera(eye, origin, 30.0, np.zeros(2, np.float32)),
        solids=Solids(np.zeros(0, np.uint8), triples, triples, quads, none, none),
        cylinders=Cylinders(triples, triples, none, quads, none, none, triples),
        rectangles=Rectangles(pairs, pairs, quads, none, none),
        maps=Maps(pairs, pairs, np.zeros((0, 1, 1, 4), np.float32)),
        strokes=Strokes(pairs, pairs, none, quads),
        labels=Labels((), (), pairs, pairs, none, quads),
    )


@dataclass
class GreyShow:
    """A show of one second that grows brighter in ten steps."""

    duration_seconds: float = 1.0
    title: str = "Grey"
    chapters: tuple = (Chapter(title="All", start_seconds=0.0, end_seconds=1.0),)
    captions: tuple = (
        Caption(text="dark", start_seconds=0.0, end_seconds=0.5),
        Caption(text="明るい", start_seconds=0.5, end_seconds=1.0),
    )
    language: str = "en"
    captions_in_picture: bool = True

    def frame_at(self, seconds):
        return plain_frame(int(seconds * 10) / 10)

    def basis_at(self, seconds):
        return "grey"


class Shots(GreyShow):
    """Grey seconds, each a shot of its own; `marks` change the look of some."""

    marks = ()

    def basis_at(self, seconds):
        return f"shot {int(seconds)} {int(seconds) in self.marks}"


class GreyCanvas:
    """Stands in for the canvas: fills the picture with the frame's ground, and counts."""

    drawn = 0
    graphics = "a stand-in"

    def __init__(self, *, size):
        self._size = size

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def show(self, frame):
        self._next = np.round(255 * frame.background).astype(np.uint8)

    def paint(self):
        type(self).drawn += 1
        self._colour = self._next

    def image(self):
        width, height = self._size
        return np.tile(self._colour, (height, width, 1))
