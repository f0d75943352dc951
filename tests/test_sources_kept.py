"""Nothing is ever written over what is read, and nothing under an ending of another format."""

import os

import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.errors import UsageError
from nnviz.files import check_apart, check_ending
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment
from nnviz.trace.recorder import record

SCENE = """
[experiment]
epochs = 2
layers = [{ units = 1 }]
data = { name = "csv", path = "own.csv" }
"""


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def lesson(tmp_path):
    """A folder with a scene, its table and its recording."""
    (tmp_path / "own.csv").write_text("a,y\n1,0\n2,1\n")
    (tmp_path / "lesson.toml").write_text(SCENE)
    record(Experiment(epochs=2), tmp_path / "run.nntrace")
    return tmp_path


COMMANDS = {
    "record": ("x.nntrace", []),
    "still": ("x.png", ["--at", "0", "--size", "64x36"]),
    "render": ("x.mp4", ["--to", "0.1", "--size", "64x36"]),
    "export": ("x.npz", []),
}


def asked(lesson, command, output):
    source = lesson / ("run.nntrace" if command == "export" else "lesson.toml")
    return run(command, source, "-o", output, "--force", *COMMANDS[command][1])


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["lesson.toml", "own.csv", "run.nntrace.txt", "none"])
def test_every_command_refuses_a_name_of_another_format(lesson, command, name):
    before = {path.name: path.read_bytes() for path in lesson.iterdir()}
    refused = asked(lesson, command, lesson / name)
    assert refused.exit_code == 2, refused.output
    assert {path.name: path.read_bytes() for path in lesson.iterdir()} == before


@pytest.mark.parametrize("link", [os.symlink, os.link])
@pytest.mark.parametrize(
    ("command", "source"),
    [(c, s) for c in ("record", "still", "render") for s in ("lesson.toml", "own.csv")]
    + [("export", "run.nntrace")],
)
def test_no_command_writes_over_what_it_reads_by_another_name(lesson, command, source, link):
    output, before = lesson / COMMANDS[command][0], (lesson / source).read_bytes()
    link(lesson / source, output)
    refused = asked(lesson, command, output)
    assert refused.exit_code == 2, refused.output
    assert "is what is read" in refused.stderr
    assert (lesson / source).read_bytes() == output.read_bytes() == before


def test_neither_frames_nor_captions_are_written_over_what_is_read(lesson):
    (lesson / "frames").mkdir()
    os.link(lesson / "own.csv", lesson / "frames" / "7.png")
    os.link(lesson / "own.csv", lesson / "film.srt")
    for output, more in (("frames/%01d.png", "--quiet"), ("film.mp4", "--captions=srt")):
        refused = run("render", lesson / "lesson.toml", "-o", lesson / output, "--force", more)
        assert (refused.exit_code, "is what is read" in refused.stderr) == (2, True)


def test_files_of_a_folder_of_data_and_names_written_otherwise_are_known(tmp_path, monkeypatch):
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / "labels").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="is what is read"):
        check_apart([tmp_path / "mnist" / ".." / "mnist" / "labels"], [tmp_path / "mnist"])
    check_apart([tmp_path / "mnist" / "new", tmp_path / "other"], [tmp_path / "mnist"])


def test_from_python_a_recording_does_not_replace_the_table_that_it_learns(lesson):
    experiment = Experiment(
        data=Data(name="csv", path=str(lesson / "own.csv")), layers=Experiment().layers[-1:]
    )
    with pytest.raises(UsageError, match="is what is read"):
        record(experiment, lesson / "own.csv", overwrite=True)


def test_the_name_that_is_advised_has_the_ending(tmp_path):
    with pytest.raises(UsageError, match=r"is written as \.nntrace; name it .*foo\.nntrace$"):
        check_ending(tmp_path / "foo.mp4", ".nntrace")
