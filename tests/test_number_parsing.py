"""What is no number in the digits 0 to 9 is one nowhere: on the command line, in tables."""

from typing import Annotated, get_args, get_origin, get_type_hints

import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.cli.options import parse_number, parse_whole_number
from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.number_parsing import number_of, whole_number_of

STRANGE = ("1_0", "١٢", "１２", "१२")
TYPED = [("still", name) for name in ("--at", "--epoch", "--layer", "--record", "--size")]
TYPED += [("render", f"--{name}") for name in ("fps", "crf", "shots", "from", "to", "workers")]
TYPED += [("render", "--size"), ("gradcheck", "--epoch")]


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("read", [number_of, whole_number_of])
def test_other_digits_and_underscores_make_no_number(read, text):
    with pytest.raises(ValueError, match="no number in the digits 0 to 9"):
        read(text)


def test_numbers_are_read_as_people_write_them():
    assert [number_of(text) for text in ("12", " -0.5", "1e-3")] == [12.0, -0.5, 1e-3]
    assert whole_number_of("12") == 12


def test_no_option_leaves_its_number_to_another_reading():
    found = [
        (get_args(kind)[0], get_args(kind)[1].parser)
        for command in app.registered_commands
        for kind in get_type_hints(command.callback.__wrapped__, include_extras=True).values()
        if get_origin(kind) is Annotated
    ]
    numbers = [parser for kind, parser in found if {int, float} & {kind, *get_args(kind)}]
    assert numbers
    assert set(numbers) == {parse_whole_number, parse_number}


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize(("command", "option"), TYPED)
def test_an_option_refuses_them_with_its_name(tmp_path, command, option, text):
    written = f"{text}x{text}" if option == "--size" else text
    output = [] if command == "gradcheck" else ["-o", str(tmp_path / "out")]
    suffix = {"render": ".mp4", "still": ".png"}.get(command, "")
    output = [*output[:1], *(f"{each}{suffix}" for each in output[1:])]
    result = CliRunner().invoke(app, [command, "scenes/xor.toml", *output, option, written])
    assert result.exit_code == 2
    assert text in result.output
    assert option.strip("-") in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", STRANGE)
def test_a_table_refuses_them_with_their_place(tmp_path, text):
    path = tmp_path / "data.csv"
    path.write_text(f"a,b\n1,2\n{text},4\n", encoding="utf-8")
    with pytest.raises(ExperimentError, match=r"record 2, column 'a': .* is no finite number"):
        _ = Data(name="csv", path=str(path)).dataset
    path.write_text(f"a,b\n{text},2\n{text},4\n", encoding="utf-8")
    with pytest.raises(ExperimentError, match=r"record 1, column 'a': .* is no finite number"):
        _ = Data(name="csv", path=str(path)).dataset


def test_classes_of_such_digits_are_names(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("a,b\n1,2\n3,1_0\n5,9\n", encoding="utf-8")
    assert Data(name="csv", path=str(path), classify=True).dataset.classes == ("1_0", "2", "9")
