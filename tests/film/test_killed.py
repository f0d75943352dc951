"""A render that is killed goes on where it was, and the film is the same."""

import os
import re
import select
import shlex
import signal
from pathlib import Path

import pytest

from nnviz.film.ffmpeg import find_ffmpeg

from .killing import FRAMES, Rendering, decoded, rendered, unfinished, uninterrupted


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return uninterrupted(tmp_path_factory.mktemp("uninterrupted") / "whole")


def found_by(said):
    """Return how many segments a render says it has found."""
    match = re.search(r"continuing: (\d) of 4 segments were there", said)
    return int(match[1]) if match else 0


def test_a_killed_film_is_continued_and_equals_one_that_was_never_stopped(tmp_path, expected):
    found = []
    for frames in (11, 29, 47):
        rendering = Rendering(tmp_path, "film.mp4", hold=frames)
        rendering.wait_for(frames)
        found.append(found_by(rendering.end(signal.SIGKILL)))
        assert unfinished(tmp_path) != []
        assert not rendering.film.exists()
    frames, said = rendered(tmp_path, "film.mp4")
    found.append(found_by(said))
    assert frames == expected
    assert unfinished(tmp_path) == []
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] >= 2


def test_ctrl_c_says_how_to_go_on_and_leaves_only_finished_segments(tmp_path, expected):
    rendering = Rendering(tmp_path, "film.mp4", hold=FRAMES * 3 // 4)
    rendering.wait_for(FRAMES * 3 // 4)
    said = rendering.end(signal.SIGINT)
    assert rendering.process.returncode == 130
    assert re.search(r"[1-4] of 4 segments of the film are kept: the same command goes on", said)
    assert (unfinished(tmp_path), rendering.film.exists()) == ([], False)
    assert {path.suffix for path in (tmp_path / "nnviz" / "segments").iterdir()} == {".mp4"}


def test_progress_begins_where_the_film_is_continued(tmp_path, expected):
    rendered(tmp_path, "film.mp4")
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
    rendering = Rendering(tmp_path, "film.mp4", "--workers", "2", hold=FRAMES // 2)
    rendering.wait_for(FRAMES // 2)
    workers = rendering.workers()
    said = rendering.end(signal.SIGINT)
    assert rendering.process.returncode == 130
    assert "Exception" not in said
    assert len(workers) == 2
    assert not any(Path(f"/proc/{number}").exists() for number in workers)
    assert unfinished(tmp_path) == []
    assert rendered(tmp_path, "film.mp4")[0] == expected


def test_a_worker_that_does_not_answer_is_killed_and_leaves_nothing_either(tmp_path):
    rendering = Rendering(tmp_path, "film.mp4", "--workers", "2", hold=1)
    rendering.wait_for(1)
    deaf, _ = rendering.workers()
    os.kill(deaf, signal.SIGSTOP)
    rendering.end(signal.SIGINT)
    assert rendering.process.returncode == 130
    assert not Path(f"/proc/{deaf}").exists()
    assert unfinished(tmp_path) == []


def test_workers_end_and_tidy_up_when_their_parent_is_killed(tmp_path):
    rendering = Rendering(tmp_path, "film.mp4", "--workers", "2", hold=1)
    rendering.wait_for(1)
    workers = [os.pidfd_open(number) for number in rendering.workers()]
    rendering.end(signal.SIGKILL)
    for worker in workers:  # one after the other: the first that ends would end a wait for both
        assert select.select([worker], [], [], 300)[0] == [worker]
        os.close(worker)
    assert unfinished(tmp_path / "nnviz") == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_ffmpeg_that_joins_ends_with_what_started_it(tmp_path, number):
    joins, program = tmp_path / "joins", tmp_path / "ffmpeg"
    os.mkfifo(joins)
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *concat*) echo $$ >{joins}; exec sleep 1000; esac\n'
        f'exec {shlex.quote(find_ffmpeg())} "$@"\n'
    )
    program.chmod(0o755)
    rendering = Rendering(tmp_path, "film.mp4", IMAGEIO_FFMPEG_EXE=str(program))
    ffmpeg = os.pidfd_open(int(joins.read_text()))
    rendering.end(number)
    assert select.select([ffmpeg], [], [], 60)[0]
    os.close(ffmpeg)
    assert number is signal.SIGKILL or unfinished(tmp_path) == []


def test_a_process_that_dies_is_reported_and_the_others_are_ended(tmp_path):
    rendering = Rendering(tmp_path, "film.mp4", "--workers", "2", hold=1)
    rendering.wait_for(1)
    dead, other = rendering.workers()
    os.kill(dead, signal.SIGKILL)
    os.kill(rendering.process.pid, signal.SIGUSR1)
    said = rendering.end()
    assert re.search(rf"number {dead}, ended with status -9 .* --workers 1", said)
    assert rendering.process.returncode == 1
    assert not rendering.film.exists()
    assert not Path(f"/proc/{other}").exists()
