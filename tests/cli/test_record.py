"""`nnviz record`: what it promises before it begins, and what it says of a training that fails."""

import os
import re
import signal
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from tests.repository import TESTS

DIVERGING = """
[experiment]
learning_rate = 10
epochs = 20
layers = [{ units = 4, activation = "identity" }, { units = 1, activation = "identity" }]

[[shots]]
tell = "lapse"
epochs = [1, 20]
seconds = 0.2
"""
SPIRAL = """
[experiment]
data = { name = "spiral", records = 100, held_out = 0.5 }
layers = [{ units = 4, activation = "tanh" }, { units = 1, activation = "tanh" }]
learning_rate = 0.001
epochs = 30
recording = { steps = 10, records = 4 }
"""

HELD = [sys.executable, str(TESTS / "held.py"), "Recording epochs", "1"]
LONG = """
[experiment]
epochs = 40_000
layers = [{ units = 4 }, { units = 1 }]
"""


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "lesson.toml"
        path.write_text(text)
        return path

    return write


def test_a_dry_run_says_what_would_be_recorded_and_writes_nothing(written, tmp_path):
    scene = written(SPIRAL)
    result = run("record", scene, "--dry-run", "-o", tmp_path / "spiral.nntrace")
    assert result.exit_code == 0
    for words in (
        r"data +spiral, 50 records, 50 held out\n",
        r"steps +4 of 30: one in 10",
        r"records +4 in every step",
        r"activations/1 +4 × 4\n",
        r"held_out_accuracy +number\n",
    ):
        assert re.search(words, result.stdout), words
    assert list(tmp_path.iterdir()) == [scene]


def test_the_file_is_no_larger_than_the_dry_run_says(written, tmp_path):
    scene, trace = written(SPIRAL), tmp_path / "spiral.nntrace"
    promise = re.search(
        r"file +at most .*\(([\d,]+) bytes\)", run("record", scene, "--dry-run").stdout
    )
    assert run("record", scene, "-o", trace).exit_code == 0
    assert 0 < trace.stat().st_size <= int(promise[1].replace(",", ""))


def test_without_a_place_to_write_to_nothing_is_trained(written):
    result = run("record", written(SPIRAL))
    assert result.exit_code == 2
    assert "--output" in result.stderr


def test_data_outside_the_folder_are_read_when_the_user_says_so(scene_of_data_elsewhere):
    refused = run("record", scene_of_data_elsewhere, "--dry-run")
    assert refused.exit_code == 1
    assert "--data-anywhere" in refused.stderr
    assert run("record", scene_of_data_elsewhere, "--dry-run", "--data-anywhere").exit_code == 0


def test_every_command_says_of_a_training_that_it_diverged(written, tmp_path):
    scene, trace = written(DIVERGING), tmp_path / "run.nntrace"
    said = r"diverged at epoch \d+: loss is (inf|nan); the largest weight is .*; try a smaller"
    recorded = run("record", scene, "-o", trace)
    assert recorded.exit_code == 0
    assert len(re.findall(said, recorded.stderr)) == 1
    assert re.search(said, run("info", trace).stdout)
    film = run("render", scene, "-o", tmp_path / "run.mp4", "--size", "320x180")
    assert film.exit_code == 0, film.output
    assert len(re.findall(said, film.stderr)) == 1


def test_ctrl_c_says_how_to_go_on_and_the_same_command_goes_on(written, tmp_path):
    scene, trace = written(LONG), tmp_path / "long.nntrace"
    recording = subprocess.Popen(
        [*HELD, "record", scene, "-o", trace],
        env={**os.environ, "NNVIZ_PROGRESS": "json"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    recording.stdout.readline()
    recording.send_signal(signal.SIGINT)
    _, said = recording.communicate()
    assert recording.returncode == 130
    kept = r"nnviz: stopped\n  [\d,]+ of 40,000 epochs are kept in .*; resume it: .* by --resume"
    assert re.match(kept, said), said
    assert "can be resumed" in run("info", trace).stdout
    assert "--resume" in run("record", scene, "-o", trace).stderr
    both = run("record", scene, "-o", trace, "--resume", "--force")
    assert (both.exit_code, "resume it itself" in both.stderr) == (1, True)
    resumed = run("record", scene, "-o", trace, "--resume")
    assert resumed.exit_code == 0, resumed.stderr
    assert "40,000 epochs" in resumed.stderr
    again = run("record", scene, "-o", trace, "--resume")
    assert (again.exit_code, "complete already" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("recording", "told"),
    [("{ records = [7] }", "records: 7"), ("{ steps = [1, 3] }", "steps: 3")],
)
@pytest.mark.parametrize("command", ["record", "still", "render"])
def test_what_a_scene_asks_to_record_and_lacks_is_said_with_its_file(
    tmp_path, command, recording, told
):
    scene = tmp_path / "scene.toml"
    scene.write_text(f"[experiment]\nepochs = 2\nrecording = {recording}\n", encoding="utf-8")
    output = {"record": "a.nntrace", "still": "a.png", "render": "a.mp4"}[command]
    at = ("--at", 0) if command == "still" else ()
    result = run(command, scene, "-o", tmp_path / output, *at)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"nnviz: {scene}: recording {told} is not possible")
    assert "give numbers from 1 to" in result.stderr
    assert list(tmp_path.iterdir()) == [scene]


def test_what_was_left_out_and_what_saturates_is_said(written, tmp_path):
    rows = "".join(f",{900 + n},{n % 2}\n" for n in range(4))
    (tmp_path / "own.csv").write_text(f",mass,y\n{rows}")
    scene = written(
        "[experiment]\nepochs = 2\nlayers = [{ units = 1 }]\n"
        'data = { name = "csv", path = "own.csv", held_out = 0.25 }'
    )
    result = run("record", scene, "-o", tmp_path / "own.nntrace")
    assert result.exit_code == 0
    assert "left out: 'column 1': is empty; name it in inputs to use it" in result.output
    assert 'saturates the first layer; try scale = "standard"' in result.output
    facts = run("info", tmp_path / "own.nntrace").output
    assert re.search(r"^warning +mass: 900", facts, re.MULTILINE)
    assert re.search(r"^note +left out", facts, re.MULTILINE)
