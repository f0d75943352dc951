"""What a process of a team is told, and what it tells."""

import io
import pickle
import signal
import subprocess
import sys
from itertools import pairwise

import pytest

from nnviz.errors import GraphicsError, UsageError
from nnviz.film.cache import SegmentCache
from nnviz.film.encoding import Encoding
from nnviz.film.formats import GIF
from nnviz.film.segments import Segment
from nnviz.film.worker import SEGMENT_PLEASE, WorkerJob, work
from nnviz.film.worker_count import checked_worker_count

from .grey import GreyCanvas, GreyShow

ENCODING = Encoding(size=(64, 36), fps=10)


def said_by_worker(folder, *segments):
    order = WorkerJob(show=GreyShow(), encoding=ENCODING, folder=folder)
    said = []
    work(io.BytesIO(b"".join(map(pickle.dumps, [order, *segments, None]))), said.append)
    return said


def test_a_worker_makes_what_it_is_given_and_asks_for_more(tmp_path, monkeypatch):
    monkeypatch.setattr("nnviz.film.worker.Canvas", GreyCanvas)
    parts = [Segment(frames=range(a, b), key=str(a) * 40) for a, b in pairwise((0, 2, 5))]
    said = said_by_worker(tmp_path, *parts)
    # It asks while the last frame is being drawn, so as not to wait for the next one.
    assert said == [SEGMENT_PLEASE, True, SEGMENT_PLEASE, True, True, True, SEGMENT_PLEASE, True]
    assert all(SegmentCache(tmp_path).has(part.key) for part in parts)


def test_a_worker_that_cannot_draw_says_why(tmp_path, monkeypatch):
    def refuse(**_):
        raise GraphicsError("no graphics")

    monkeypatch.setattr("nnviz.film.worker.Canvas", refuse)
    (error,) = said_by_worker(tmp_path)
    assert isinstance(pickle.loads(pickle.dumps(error)), GraphicsError)


STOPPED_AT_ITS_END = """
import atexit, os, signal, sys
from nnviz.film import worker
atexit.register(os.kill, os.getpid(), signal.SIGTERM)
sys.argv[1:] = [str(os.getppid())]
worker.main()
"""


def test_a_worker_that_is_stopped_while_it_ends_says_nothing():
    command = [sys.executable, "-c", STOPPED_AT_ITS_END]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (-signal.SIGTERM, "")


@pytest.mark.parametrize(("cores", "workers"), [(1, 1), (2, 1), (4, 2), (64, 8)])
def test_as_many_processes_as_the_processors_keep_busy_make_a_film(monkeypatch, cores, workers):
    monkeypatch.setattr("nnviz.film.worker_count.processors", lambda: cores)
    assert checked_worker_count(None, encoding=ENCODING) == workers


@pytest.mark.parametrize("wanted", [0, 65])
def test_impossible_numbers_of_processes_are_refused(wanted):
    with pytest.raises(UsageError, match=f"workers {wanted}.*1 to 64"):
        checked_worker_count(wanted, encoding=ENCODING)


def test_films_that_are_not_made_of_segments_are_made_by_one_process():
    gif = Encoding(format=GIF, size=(64, 36), fps=10)
    assert checked_worker_count(1, encoding=gif) == 1
    with pytest.raises(UsageError, match=r"workers 2.*only MP4"):
        checked_worker_count(2, encoding=gif)
