"""Ctrl-C ends a command as Ctrl-C, wherever it comes."""

import ctypes
import os
import signal

import pytest
import typer

from nnviz.cli.app import ending_errors
from nnviz.cli.stopping import stopped_by_ctrl_c


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
    with pytest.raises(KeyboardInterrupt) as caught, stopped_by_ctrl_c():
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


def test_errors_stay_what_they_are_and_the_handler_is_given_back():
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(ValueError, match="of another kind"), stopped_by_ctrl_c():
        raise ValueError("of another kind")
    assert signal.getsignal(signal.SIGINT) is handler
