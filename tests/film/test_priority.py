"""A film in the background gives way, and all that it starts."""

import subprocess
import sys

import pytest

from nnviz.film import priority

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")


def said_by(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return done.stdout.decode().split()


def test_what_gives_way_gives_way_with_all_that_it_starts():
    before = said_by("import os; print(os.nice(0))")
    own, child = said_by(
        "import os, subprocess, sys; from nnviz.film.priority import give_way\n"
        "give_way(7); print(os.nice(0), flush=True)\n"
        "subprocess.run([sys.executable, '-c', 'import os; print(os.nice(0))'], check=True)"
    )
    assert int(own) == int(child) == min(int(before[0]) + 7, 19)


def test_a_command_in_the_background_is_the_command():
    niceness, *words = said_by(
        "import os, runpy, sys, nnviz.cli\n"
        "nnviz.cli.main = lambda: print(os.nice(0), *sys.argv[1:])\n"
        "sys.argv[1:] = ['7', 'render', 'a.toml']\n"
        "runpy.run_module('nnviz.cli.background', run_name='__main__')"
    )
    assert int(niceness) >= 7
    assert words == ["render", "a.toml"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux weighs sessions")
@pytest.mark.parametrize(
    ("session", "process", "niceness", "written"),
    [(5, 5, 7, "7"), (5, 6, 7, ""), (5, 5, 0, "")],
)
def test_a_session_of_its_own_is_as_nice_as_its_process(
    monkeypatch, tmp_path, session, process, niceness, written
):
    group = tmp_path / "autogroup"
    group.write_text("")
    monkeypatch.setattr(priority, "AUTOGROUP", group)
    monkeypatch.setattr(priority.os, "getsid", lambda _: session)
    monkeypatch.setattr(priority.os, "getpid", lambda: process)
    monkeypatch.setattr(priority.os, "nice", lambda _: niceness)
    priority.keep_giving_way()
    assert group.read_text() == written
