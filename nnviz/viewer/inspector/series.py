"""The course of one number over all epochs, read from a trace a stretch at a time.

Sixty thousand epochs lie in more than a hundred chunks of the file. The window must go on playing
while they are read, so a little is read whenever nothing else is to be done. A trace belongs to
the thread that opened it; nothing here leaves that thread.
"""

import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QElapsedTimer, QObject, QTimer, pyqtSignal

from nnviz.errors import NnvizError
from nnviz.trace.trace import Trace
from nnviz.viewer.inspector.tracked_number import TrackedNumber

CHUNK_STEPS, CHUNK_BYTES = 512, 1 << 20
SLICE_MS = 6  # how long the window waits for a slice of the reading
MOST_POINTS = 4096  # of a curve; no window is wider
SERIES_KEPT = 16


@dataclass(frozen=True, eq=False, slots=True)
class Series:
    """Values over epochs.

    Attributes:
        epochs: (n,) int64.
        values: (n,) float64.
        ends: the first and the last epoch of the recording.
        scattered: whether recorded epochs between these have no value.

    """

    epochs: NDArray[np.int64]
    values: NDArray[np.float64]
    ends: tuple[int, int]
    scattered: bool = False


class SeriesReader(QObject):
    """Reads one series at a time, and remembers the last few.

    Attributes:
        ready: signal, a series has been read; carries its `TrackedNumber` and the `Series`.
        failed: signal, the trace cannot be read; carries the error.

    """

    ready = pyqtSignal(object, object)
    failed = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trace: Trace | None = None
        self._series: OrderedDict[TrackedNumber, Series] = OrderedDict()
        self._reading: Iterator[Series | None] = iter(())
        self._course: TrackedNumber | None = None
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._read_on)

    def load(self, trace: Trace | None) -> None:
        """Forget one trace and turn to another."""
        self.stop()
        self._trace = trace
        self._series.clear()

    def read(self, outline: TrackedNumber) -> None:
        """Begin to read a series, and leave the one that was being read."""
        if outline == self._course and self._idle.isActive():
            return
        self.stop()
        if outline in self._series:
            self._series.move_to_end(outline)
            self.ready.emit(outline, self._series[outline])
        elif self._trace is not None:
            self._course = outline
            self._reading = read_in_chunks(self._trace, outline)
            self._idle.start()

    def stop(self) -> None:
        """Leave what is being read."""
        self._idle.stop()
        self._reading, self._course = iter(()), None

    def _read_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        try:
            for series in self._reading:
                if series is not None:
                    self._finish(series)
                    return
                if clock.elapsed() >= SLICE_MS:
                    return
        except NnvizError as error:
            self.stop()
            self.failed.emit(error)

    def _finish(self, series: Series) -> None:
        outline = self._course
        self.stop()
        if outline is not None:
            self._series[outline] = series
            if len(self._series) > SERIES_KEPT:
                self._series.popitem(last=False)
            self.ready.emit(outline, series)


def read_in_chunks(trace: Trace, outline: TrackedNumber) -> Iterator[Series | None]:
    """Read a number in all recorded epochs; yield None after each stretch, the series at the end.

    Raises:
        TraceError: the trace cannot be read.

    """
    step_bytes = math.prod(trace.shape(outline.tensor)) * 8
    steps = max(1, min(CHUNK_STEPS, CHUNK_BYTES // step_bytes))
    epochs: list[NDArray[np.int64]] = []
    values: list[NDArray[np.float64]] = []
    for start in range(0, len(trace.epochs), steps):
        stretch = trace.epochs[start : start + steps]
        held, read = _read(trace, outline, first=int(stretch[0]), last=int(stretch[-1]))
        epochs.append(stretch[held])
        values.append(read)
        yield None
    ends = int(trace.epochs[0]), int(trace.epochs[-1])
    scattered = outline.record is not None
    yield Series(np.concatenate(epochs), np.concatenate(values), ends, scattered)


def _read(
    trace: Trace, outline: TrackedNumber, *, first: int, last: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return which of the recorded epochs of a stretch have a number, and the numbers."""
    read = trace.between(outline.tensor, first=first, last=last)
    place: tuple[int | slice, ...] = (slice(None), *outline.place)
    if outline.record is None:
        return np.arange(len(read)), read[place]
    rows = trace.between("records", first=first, last=last) == outline.record
    held = np.flatnonzero(rows.any(axis=1))
    of_record = read[held, rows[held].argmax(axis=1)]
    return held, of_record[place]


def thinned(series: Series, most: int = MOST_POINTS) -> Series:
    """Return the same curve with fewer points: of every stretch the lowest and the highest.

    Args:
        series: the whole curve.
        most: number of points that it may have.

    """
    n = len(series.epochs)
    if n <= most:
        return series
    starts = np.linspace(0, n, most // 2, endpoint=False).astype(np.int64)
    kept = [
        start + extreme(np.nan_to_num(part))
        for start, part in zip(starts, np.split(series.values, starts[1:]), strict=True)
        for extreme in (np.argmin, np.argmax)
    ]
    # A value that is not finite must not vanish between two that are.
    strange = np.flatnonzero(~np.isfinite(series.values))[: most // 2]
    points = np.unique(np.concatenate([[0, n - 1], kept, strange[:1]]))
    return replace(series, epochs=series.epochs[points], values=series.values[points])


def value_range(series: Series, before: int | None) -> tuple[float, float] | None:
    """Return the lowest and the highest value of a curve before an epoch; None: it has none."""
    seen = np.isfinite(series.values)
    if before is not None:
        seen &= series.epochs < before
    values = series.values[seen]
    return (float(values.min()), float(values.max())) if len(values) else None
