"""`nnviz data`: what a file holds, what would be made of it, and a scene that trains at once."""

import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.learning.tables.suggestion import suggested
from nnviz.scene import load_scene
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

BIRDS = "".join(
    f"{n},{2700 + 60 * n + 900 * (n % 3)},{'m' if n % 2 else 'f'},{'' if n == 4 else n / 2},"
    f"{['gull', 'tern', 'swan'][n % 3]}\n"
    for n in range(45)
)
COUNTED = "30,2,low,high\n" + "".join(f"{n}.5,{n % 7},{int(n > 15)}\n" for n in range(30))


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def birds(tmp_path):
    path = tmp_path / "birds.csv"
    path.write_text(f"id,mass (g),sex,wing,kind\n{BIRDS}")
    return path


def test_every_column_is_described(birds):
    result = run("data", birds)
    assert result.exit_code == 0
    lines = [line.split(None, 1) for line in result.output.splitlines() if line]
    assert lines[0][1].endswith("birds.csv: 45 records, 5 columns")
    assert ["sex", "text: f, m"] in lines
    assert ["wing", "number, 1 missing: 0 to 22"] in lines
    assert ["kind", "text: gull, swan, tern (to be learned)"] in lines
    assert ["classes", "gull, swan, tern"] in lines
    assert "left out: 'id': counts the records" in result.output
    assert "1 of 45 records lack values and are left out: 5" in result.output


def test_the_scene_trains_as_it_stands(birds, tmp_path):
    scene = tmp_path / "birds.toml"
    assert run("data", birds, "-o", scene).exit_code == 0
    assert 'path = "birds.csv"' in scene.read_text()
    experiment = load_scene(scene).experiment
    assert experiment.dataset.input_names == ("mass (g)", "sex: m", "wing")
    assert experiment.dataset.held_out.size == 11
    record(experiment, tmp_path / "birds.nntrace")
    with open_trace(tmp_path / "birds.nntrace") as trace:
        assert trace.series("accuracy")[-1] > 0.9
    again = run("data", birds, "-o", scene)
    assert (again.exit_code, "--force" in again.output) == (1, True)


def test_what_has_to_be_said_of_a_file_is_found(tmp_path):
    path = tmp_path / "counted.csv"
    path.write_text(COUNTED)
    found = suggested(path)
    assert (found.data.skip_lines, found.data.header) == (1, False)
    assert (found.data.classify, found.data.scale) == ("binary", "standard")
    assert found.data.dataset.size == 22
    path.write_bytes("長さ;価格\n1,500;2\n3,250;4\n".encode("shift_jis"))
    japanese = suggested(path).data
    assert (japanese.encoding, japanese.decimal) == ("shift_jis", ".")
    assert suggested(path, decimal=",").data.dataset.inputs.tolist() == [[-1], [1]]


@pytest.mark.parametrize(
    ("column", "classify"),
    [
        (["1.5", "2", "7"] * 4, False),
        (["0", "1", "2"] * 4, True),
        (["1", "2", "3"], False),
        (["0", "2", "4"] * 4, False),
        (["a", "b", "c"] * 4, True),
        (["a", "b"] * 4, "binary"),
        (["yes", "no"] * 4, "binary"),
        (["1", "0"] * 4, "binary"),
    ],
)
def test_what_looks_like_classes_is_classified(tmp_path, column, classify):
    path = tmp_path / "own.csv"
    path.write_text("a,y\n" + "".join(f"{n / 2},{each}\n" for n, each in enumerate(column)))
    assert suggested(path).data.classify == classify


def test_another_column_can_be_learned(birds):
    result = run("data", birds, "--target", "mass (g)")
    assert "number: 2,700 to 7,140 (to be learned)" in result.output
    assert "1 identity with biases" in result.output
    assert run("data", birds, "--target", "x").exit_code == 1


def test_a_file_that_cannot_be_used_is_one_message(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("a,b\n1,2\n3\n")
    result = run("data", path)
    assert result.exit_code == 1
    assert result.output.startswith(f"nnviz: {path}: line 3: record 2 has 1 values")
