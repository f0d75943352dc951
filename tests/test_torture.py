"""Every program of `make torture` is asked in one way, and ends with its figures and a status."""

import re
import subprocess
import sys

import pytest

from tests.repository import ROOT

from .figures import Figures

MAKEFILE = (ROOT / "Makefile").read_text()
PROGRAMS = re.findall(r"-m (tests\.\S+) \$\((\w+):%=--count %\) \$\(SEED:%=--seed %\)", MAKEFILE)


def torture():
    return MAKEFILE.split("\ntorture:")[1].split("\n\n")[0]


def test_all_take_a_count_and_a_seed():
    assert len(PROGRAMS) == torture().count("-m tests.") >= 8
    assert len({name for _, name in PROGRAMS}) == len(PROGRAMS)


@pytest.mark.parametrize("program", [program for program, _ in PROGRAMS])
def test_each_says_what_it_counts_and_refuses_what_it_does_not_know(program):
    def run(*words):
        command = [sys.executable, "-m", program, *words]
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    said = run("--help").stdout
    assert "--count COUNT" in said
    assert "--seed SEED" in said
    assert run("12").returncode == 2


def test_the_documentation_says_how_each_is_tried_less():
    promises = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    for program, name in PROGRAMS:
        assert f"`{program}`" in promises
        assert f"`{name}=" in promises


def ended(block, capsys):
    with pytest.raises(SystemExit) as end, Figures("things tried", 7) as figures:
        block(figures)
    return end.value.code, capsys.readouterr().out


def test_the_last_line_says_tries_kinds_faults_time_memory_and_seed(capsys):
    def block(figures):
        for kind in ("one", "one", "other"):
            with figures.attempt(kind):
                pass
        figures.note("nothing was left")

    status, said = ended(block, capsys)
    assert status == 0
    assert re.fullmatch(
        r"things tried: 3 tries \(2 one, 1 other\), 0 faults; at most \d+\.\d s and [1-9]\d* MB; "
        r"\d+ s in all, seed 7; nothing was left\n",
        said,
    )


def test_a_try_that_fails_is_a_fault_and_the_next_follows(capsys):
    def block(figures):
        for number in range(3):
            with figures.attempt("one"):
                assert number != 1

    status, said = ended(block, capsys)
    assert status == 1
    assert "FAULT: try 2 (one), seed 7:" in said
    assert "3 tries (3 one), 1 faults" in said.splitlines()[-1]


@pytest.mark.parametrize("what", ["an exception", "nothing"])
def test_what_stops_it_or_lets_it_try_nothing_is_a_fault(capsys, what):
    def block(figures):
        if what == "an exception":
            figures.kinds["one"] += 1
            raise ValueError(what)

    status, said = ended(block, capsys)
    assert status == 1
    assert "1 faults" in said.splitlines()[-1]
