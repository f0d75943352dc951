"""A render that is killed goes on where it was, and the film is the same."""

import os
import random
import re
import signal
from pathlib import Path

import pytest

from .killing import FRAMES, Rendering, decoded, uninterrupted


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return uninterrupted(tmp_path_factory.mktemp("uninterrupted") / "whole")


def found_by(said):
    """Return how many segments a render says it has found."""
    match = re.search(r"continuing: (\d) of 4 segments were there", said)
    return int(match[1]) if match else 0


def test_a_killed_film_is_continued_and_equals_one_that_was_never_stopped(tmp_path, expected):
    chance, found = random.Random(7), []
    for share in (1, 2, 3):
        rendering = Rendering(tmp_path, "film.mp4")
        rendering.wait_for(FRAMES * share // 3 - chance.randint(0, 8))
        found.append(found_by(rendering.end(signal.SIGKILL)))
        assert not rendering.film.exists() or decoded(rendering.film) == expected
    last = Rendering(tmp_path, "film.mp4")
    found.append(found_by(last.end()))
    assert decoded(last.film) == expected
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] >= 2


def test_ctrl_c_says_how_to_go_on_and_leaves_only_finished_segments(tmp_path, expected):
    rendering = Rendering(tmp_path, "film.mp4")
    rendering.wait_for(FRAMES * 3 // 4)
    said = rendering.end(signal.SIGINT)
    assert rendering.process.returncode == 130
    assert re.search(r"[1-4] of 4 segments of the film are kept: the same command goes on", said)
    left = [path for path in tmp_path.rglob("*") if path.name.startswith(".")]
    assert (left, rendering.film.exists()) == ([], False)
    assert {path.suffix for path in (tmp_path / "nnviz" / "segments").iterdir()} == {".mp4"}


def test_progress_begins_where_the_film_is_continued(tmp_path, expected):
    Rendering(tmp_path, "film.mp4").end()
    again = Rendering(tmp_path, "again.mp4")
    told, said = again.process.communicate()
    assert '"title": "Rendering frames", "done": 48, "total": 48' in told
    assert told.count("Rendering frames") == 1
    assert found_by(said) == 4
    assert decoded(again.film) == expected


def test_several_processes_make_the_film_that_one_makes_and_progress_counts_all(tmp_path, expected):
    rendering = Rendering(tmp_path, "film.mp4", "--workers", "3")
    told, _ = rendering.process.communicate()
    assert decoded(rendering.film) == expected
    done = re.findall(r'"Rendering frames", "done": (\d+), "total": 48', told)
    assert list(map(int, done)) == list(range(1, FRAMES + 1))


def test_ctrl_c_ends_every_process_and_the_film_is_continued(tmp_path, expected):
    rendering = Rendering(tmp_path, "film.mp4", "--workers", "2")
    rendering.wait_for(FRAMES // 2)
    workers = rendering.workers()
    rendering.end(signal.SIGINT)
    assert rendering.process.returncode == 130
    assert len(workers) == 2
    assert not any(Path(f"/proc/{number}").exists() for number in workers)
    assert [path for path in tmp_path.rglob("*") if path.name.startswith(".")] == []
    again = Rendering(tmp_path, "film.mp4", "--workers", "2")
    again.end()
    assert decoded(again.film) == expected


def test_a_process_that_dies_is_reported_and_the_others_are_ended(tmp_path):
    rendering = Rendering(tmp_path, "film.mp4", "--workers", "2")
    rendering.wait_for(1)
    dead, other = rendering.workers()
    os.kill(dead, signal.SIGKILL)
    said = rendering.end()
    assert re.search(rf"number {dead}, ended with status -9 .* --workers 1", said)
    assert rendering.process.returncode == 1
    assert not rendering.film.exists()
    assert not Path(f"/proc/{other}").exists()
