import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.learning.experiment import Experiment
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

SCENE = """
[experiment]
epochs = 40
learning_rate = 0.3
layers = [{ units = 3, activation = "tanh", bias = true }, { units = 1 }]
"""


def code(path):
    return CliRunner().invoke(app, ["code", str(path)])


@pytest.fixture
def scene(tmp_path):
    path = tmp_path / "lesson.toml"
    path.write_text(SCENE)
    return path


def test_the_printed_program_runs_without_nnviz_and_prints_the_recorded_error(scene, tmp_path):
    from nnviz.scene import load_scene

    program = tmp_path / "program.py"
    program.write_text(code(scene).stdout)
    ran = [sys.executable, "-W", "error", program.name]
    output = subprocess.run(ran, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"import (\w+)", program.read_text())) == {"numpy"}

    record(load_scene(scene).experiment, tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        error = trace.series("mean_absolute_error")
        lines = output.splitlines()
        assert [float(line) for line in lines[:10]] == error[::4].tolist()
        assert lines[10] == f"error: {error[-1]}"
        assert "\n".join(lines[11:]) == str(trace.at("activations/2", epoch=40))


def test_the_program_of_a_bare_scene_is_the_lectures(tmp_path):
    path = tmp_path / "bare.toml"
    path.write_text("")
    assert f"for j in range({Experiment().epochs}):" in code(path).stdout
    assert "delta2 = error2*(l2*(1-l2))" in code(path).stdout


def test_of_many_records_the_program_is_that_of_the_panel_and_the_command_says_what_it_lacks(
    tmp_path,
):
    path = tmp_path / "many.toml"
    path.write_text('[experiment]\ndata = { name = "gauss", samples = 40 }')
    result = code(path)
    assert result.exit_code == 0
    assert "# X: 40 records" in result.stdout
    assert "give the 40 to the program" in result.stderr


def test_a_program_of_data_outside_the_folder_is_printed_when_the_user_says_so(
    scene_of_data_elsewhere,
):
    assert code(scene_of_data_elsewhere).exit_code == 1
    allowed = CliRunner().invoke(app, ["code", str(scene_of_data_elsewhere), "--data-anywhere"])
    assert allowed.stdout.startswith("import numpy as np")


def test_a_scene_that_is_not_there_has_no_program(tmp_path):
    result = code(tmp_path / "nowhere.toml")
    assert result.exit_code == 1
    assert "nowhere.toml" in result.stderr
    assert result.stdout == ""
