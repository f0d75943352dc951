"""The program `nnviz`: its commands, its version, and the one place where errors end."""

import errno
from collections.abc import Callable
from functools import wraps
from typing import Annotated, ParamSpec

import typer

from nnviz.cli.check import check
from nnviz.cli.clean import clean
from nnviz.cli.code import code
from nnviz.cli.data import data
from nnviz.cli.doctor import doctor
from nnviz.cli.export import export
from nnviz.cli.gradcheck import gradcheck
from nnviz.cli.info import info
from nnviz.cli.json_progress import stop_when_input_ends
from nnviz.cli.record import record
from nnviz.cli.render import render
from nnviz.cli.reporting import printable
from nnviz.cli.still import still
from nnviz.cli.stopping import stopped_by_signals
from nnviz.cli.view import view
from nnviz.errors import NnvizError, UsageError, unforeseen

Arguments = ParamSpec("Arguments")


def ending_errors(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Return a command that says in one message what went wrong, and exits with a status."""

    @wraps(command)
    def run(*args: Arguments.args, **options: Arguments.kwargs) -> None:
        try:
            with stopped_by_signals():
                stop_when_input_ends()
                command(*args, **options)
        except NnvizError as error:
            raise _exit_with_message(
                error, status=2 if isinstance(error, UsageError) else 1
            ) from error
        except ImportError as error:  # mostly a library of the system that a wheel relies on
            error.add_note("`nnviz doctor` says what is missing")
            raise _exit_with_message(error, status=1) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # `nnviz info … | head` is no error; typer ends it quietly
            raise _exit_with_message(error, status=1) from error
        except KeyboardInterrupt as error:
            raise _exit_with_message(error, status=getattr(error, "status", 130)) from error
        except (typer.Exit, typer.BadParameter):
            raise
        except Exception as error:
            raise _exit_with_message(unforeseen(error), status=1) from error

    return run


def _exit_with_message(error: BaseException, *, status: int) -> typer.Exit:
    """Say what went wrong, and what was noted meanwhile: where work that was begun is kept."""
    message = "stopped" if isinstance(error, KeyboardInterrupt) else str(error)
    notes = getattr(error, "__notes__", [])
    typer.echo(printable("\n  ".join([f"nnviz: {message}", *notes])), err=True)
    return typer.Exit(status)


app = typer.Typer(
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # it takes as long to load as typer

        typer.echo(f"nnviz {version('nnviz')}")
        raise typer.Exit


@app.callback()
def nnviz(
    ctx: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Show a neural network learning, in 3D, with the numbers that the code really computed.

    A SCENE is a .toml file. A TRACE is a recording that `nnviz record` made.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


for command in (
    *(record, render, still, view, data),
    *(code, gradcheck, info, check, export, clean, doctor),
):
    app.command()(ending_errors(command))
