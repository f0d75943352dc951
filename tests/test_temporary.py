"""What is unfinished belongs to the process that works on it, and to nobody when that is dead."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from nnviz.errors import FilmError
from nnviz.files import written_whole
from nnviz.locks import locked
from nnviz.temporary import TemporaryFolder, remove_leftovers, scratch_folder

from .leftovers import leave_unfinished


def test_the_next_one_removes_what_a_killed_process_has_left(tmp_path):
    left = Path(leave_unfinished(tmp_path))
    assert left.parent == tmp_path
    with written_whole(tmp_path / "film.mp4", overwrite=False, error=FilmError):
        assert not left.exists()
    assert list(tmp_path.iterdir()) == [tmp_path / "film.mp4"]


def test_passing_files_of_the_dead_go_with_the_next_ones(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    leave_unfinished(tmp_path)
    with scratch_folder() as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []


def test_what_a_living_process_writes_is_left_alone_also_by_one_of_the_same_number(tmp_path):
    # Numbers of processes say nothing across containers: another open file stands for one there.
    with TemporaryFolder(tmp_path) as folder:
        (folder / "half").touch()
        with pytest.raises(BlockingIOError):
            locked(folder / "lock")
        command = [sys.executable, "-c", SWEEP, str(tmp_path)]
        assert subprocess.run(command, capture_output=True, text=True).stdout == "[]\n"
        assert (folder / "half").exists()


SWEEP = """
import sys
from pathlib import Path
from nnviz.temporary import remove_leftovers
print(remove_leftovers(Path(sys.argv[1])))
"""


def test_what_only_looks_alike_is_left_alone(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious").write_text("mine")
    (tmp_path / ".nnviz-12345678.part").symlink_to(tmp_path / "elsewhere")
    (tmp_path / ".nnviz-talk.part").mkdir()
    (tmp_path / ".nnviz-87654321.part").write_text("mine")
    assert remove_leftovers(tmp_path) == []
    assert len(list(tmp_path.rglob("*"))) == 5


def test_what_another_user_has_left_is_left_alone(tmp_path, monkeypatch):
    left = leave_unfinished(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert remove_leftovers(tmp_path) == []
    assert Path(left).exists()


def test_where_there_are_no_locks_work_goes_on_and_nothing_counts_as_left(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(37, "No locks available")

    left = leave_unfinished(tmp_path)
    monkeypatch.setattr("nnviz.locks._lock", refuse)
    with TemporaryFolder(tmp_path) as folder:
        assert remove_leftovers(tmp_path) == []
    assert not folder.exists()
    assert Path(left).exists()


def test_a_folder_that_is_not_there_holds_no_leftovers(tmp_path):
    assert remove_leftovers(tmp_path / "nowhere") == []
