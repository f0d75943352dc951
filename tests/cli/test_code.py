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


def ran(text, folder):
    """Run a program in a process of its own, and return what it prints."""
    (folder / "program.py").write_text(text)
    told = [sys.executable, "-W", "error", "program.py"]
    return subprocess.run(told, cwd=folder, check=True, capture_output=True, text=True).stdout


MANY = """
[experiment]
data = {{ name = "gauss", records = {records} }}
layers = [{{ units = 1, activation = "tanh" }}]
epochs = 10
learning_rate = 0.001
"""


def test_a_program_of_many_records_holds_them_and_runs(tmp_path):
    path = tmp_path / "many.toml"
    path.write_text(MANY.format(records=40))
    result = code(path)
    assert result.exit_code == 0
    assert "error:" in ran(result.stdout, tmp_path)


def test_too_many_records_to_print_are_refused_with_a_remedy_that_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "many.toml"
    path.write_text(MANY.format(records=5000))
    refused = code(path)
    assert refused.exit_code == 1
    assert "its 15,000 numbers are too many to print; --data FILE.npz writes" in refused.stderr
    written = CliRunner().invoke(app, ["code", str(path), "--data", "many.npz"])
    assert written.exit_code == 0
    assert len(written.stdout) < 1000
    assert "error:" in ran(written.stdout, tmp_path)
    again = CliRunner().invoke(app, ["code", str(path), "--data", "many.npz"])
    assert again.exit_code == 1
    assert "many.npz" in again.stderr
    forced = CliRunner().invoke(app, ["code", str(path), "--data", "many.npz", "--force"])
    assert forced.stdout == written.stdout


def test_the_table_that_is_trained_from_is_never_written_over(tmp_path):
    import numpy as np

    table = tmp_path / "own.npz"
    np.savez(table, inputs=np.eye(2), targets=np.eye(2)[:, :1])
    path = tmp_path / "own.toml"
    path.write_text('[experiment]\ndata = { name = "npz", path = "own.npz" }')
    before = table.read_bytes()
    for options in ([], ["--force"]):
        refused = CliRunner().invoke(app, ["code", str(path), "--data", str(table), *options])
        assert refused.exit_code == 2
        assert "choose another name" in refused.stderr
    assert table.read_bytes() == before
    other = CliRunner().invoke(app, ["code", str(path), "--data", str(tmp_path / "own.csv")])
    assert other.exit_code == 2


def test_a_recording_has_the_program_of_its_scene(scene, tmp_path):
    trace = tmp_path / "lesson.nntrace"
    assert CliRunner().invoke(app, ["record", str(scene), "-o", str(trace)]).exit_code == 0
    assert code(trace).stdout == code(scene).stdout != ""


def test_a_recording_of_some_records_has_none_and_says_what_to_name(tmp_path):
    path, trace = tmp_path / "many.toml", tmp_path / "many.nntrace"
    path.write_text(MANY.format(records=40) + "batch_size = 8")
    assert CliRunner().invoke(app, ["record", str(path), "-o", str(trace)]).exit_code == 0
    result = code(trace)
    assert result.exit_code == 1
    assert "holds 16 of the 40 records" in result.stderr
    assert "name the scene" in result.stderr


def test_a_recording_is_no_scene_to_record(scene, tmp_path):
    trace = tmp_path / "lesson.nntrace"
    assert CliRunner().invoke(app, ["record", str(scene), "-o", str(trace)]).exit_code == 0
    result = CliRunner().invoke(app, ["record", str(trace), "--dry-run"])
    assert result.exit_code == 1
    assert "is a recording, no scene; name the scene" in result.stderr


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
