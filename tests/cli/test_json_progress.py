"""A command that another program started tells it how far it is, and ends when it is asked to."""

import json
import os
import signal
import subprocess
import sys

import pytest

from nnviz.learning.experiment import Experiment
from nnviz.trace.recorder import record
from tests.repository import TESTS

NNVIZ = [sys.executable, "-m", "nnviz"]
HELD = [sys.executable, str(TESTS / "held.py"), "Rendering frames", "1"]


@pytest.fixture(scope="module")
def trace_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("telling") / "short.nntrace"
    record(Experiment(epochs=5), path)
    return path


def rendering(source, film, *options, program=NNVIZ):
    return subprocess.Popen(
        [*program, "render", source, "-o", film, "-q", "draft", *options],
        env={**os.environ, "NNVIZ_PROGRESS": "json", "NNVIZ_ENDS_WITH": "stdin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_every_frame_is_told_in_a_line(trace_path, tmp_path):
    with rendering(trace_path, tmp_path / "film.mp4", "--to", "0.4") as process:
        assert process.stdout is not None
        told = process.stdout.read()
    steps = [json.loads(line) for line in told.splitlines()]
    frames = [step for step in steps if step["title"] == "Rendering frames"]
    assert [step["done"] for step in frames] == [1, 2, 3, 4, 5, 6]
    assert {step["total"] for step in frames} == {6}
    assert process.returncode == 0


def by_its_process(process):
    process.send_signal(signal.SIGTERM)


def by_the_end_of_its_input(process):  # as where a window is killed that exports
    process.stdin.close()


@pytest.mark.parametrize("end", [by_its_process, by_the_end_of_its_input])
def test_asked_to_end_it_tidies_up_and_keeps_the_film_that_was_there(trace_path, tmp_path, end):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"the film of last year")
    with rendering(trace_path, film, "--force", program=HELD) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["done"] == 1
        end(process)
        process.wait()
    assert process.returncode == 143
    assert film.read_bytes() == b"the film of last year"
    assert list(tmp_path.iterdir()) == [film]
