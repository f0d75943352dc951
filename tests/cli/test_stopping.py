"""Ctrl-C ends a command as Ctrl-C, wherever it comes."""

import ctypes
import logging
import os
import signal
import subprocess
import sys

import pytest
import typer

from nnviz.cli.app import ending_errors
from nnviz.cli.stopping import stopped_by_signals


@pytest.fixture(autouse=True)
def libraries_speak_again(monkeypatch):
    """Let nothing that a test silenced stay silent in this process."""
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    yield
    logging.disable(logging.NOTSET)


class Interrupted:
    """An argument of a C function, in whose conversion Ctrl-C comes."""

    @classmethod
    def from_param(cls, value):
        os.kill(os.getpid(), signal.SIGINT)
        return value


def call_interrupted():
    function = ctypes.CDLL(None).abs
    function.argtypes = [Interrupted]
    function(1)


def test_ctypes_hides_ctrl_c():
    with pytest.raises(ctypes.ArgumentError, match="KeyboardInterrupt"):
        call_interrupted()


def test_ctrl_c_that_a_library_hides_ends_a_command_as_ctrl_c_with_its_notes():
    with pytest.raises(KeyboardInterrupt) as caught, stopped_by_signals():
        try:
            call_interrupted()
        except ctypes.ArgumentError as error:
            error.add_note("2 of 3 segments are kept")
            raise
    assert caught.value.__notes__ == ["2 of 3 segments are kept"]


def test_a_command_in_which_a_library_hides_ctrl_c_says_that_it_was_stopped(capsys):
    with pytest.raises(typer.Exit) as ended:
        ending_errors(call_interrupted)()
    assert ended.value.exit_code == 130
    assert capsys.readouterr().err == "nnviz: stopped\n"


@pytest.fixture
def heeding_hang_ups():
    """Heed SIGHUP, which is passed over where the tests were started with nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("heeding_hang_ups")
@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_whatever_asks_a_command_to_end_ends_it_with_the_status_that_a_shell_reports(name, status):
    with pytest.raises(typer.Exit) as ended:
        ending_errors(lambda: os.kill(os.getpid(), signal.Signals[name]))()
    assert ended.value.exit_code == status


@pytest.mark.usefixtures("heeding_hang_ups")
def test_while_a_command_tidies_up_the_system_does_not_cut_it_short():
    tidy = []
    with pytest.raises(KeyboardInterrupt), stopped_by_signals():
        try:
            os.kill(os.getpid(), signal.SIGHUP)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            tidy.append(True)
    assert tidy


def test_a_signal_that_is_to_be_passed_over_stops_nothing():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        with stopped_by_signals():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_errors_stay_what_they_are_and_the_handler_is_given_back():
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(ValueError, match="of another kind"), stopped_by_signals():
        raise ValueError("of another kind")
    assert signal.getsignal(signal.SIGINT) is handler


# A library in whose work the request to end comes: an object is taken apart before it was built
# whole, and an error that came of it is logged, as VisPy does with those of its callbacks.
HALF_BUILT = """
import logging, os, signal

class HalfBuilt:
    def __init__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        self.built = True

    def __del__(self):
        self.built

def work():
    try:
        HalfBuilt()
    finally:
        logging.getLogger("vispy").warning("Traceback of what came of it")
"""
IN_A_COMMAND = """
import contextlib, typer
from nnviz.cli.app import ending_errors
with contextlib.suppress(typer.Exit):
    ending_errors(work)()
"""
IN_A_WORKER = "from nnviz.film import worker; signal.signal(signal.SIGTERM, worker._stop); work()"


@pytest.mark.parametrize(
    ("program", "said"),
    [(IN_A_COMMAND, "nnviz: stopped\n"), (IN_A_WORKER, "")],
    ids=["command", "worker"],
)
def test_what_breaks_in_a_library_because_of_a_request_to_end_is_not_said(program, said):
    done = subprocess.run(
        [sys.executable, "-c", f"{HALF_BUILT}\n{program}"], capture_output=True, text=True
    )
    assert done.stderr == said
