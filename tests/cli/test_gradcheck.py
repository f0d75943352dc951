"""`nnviz gradcheck`: what it says of a right and of a wrong derivative."""

import re
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.learning.activations import ACTIVATIONS, tanh

SCENE = """
[experiment]
layers = [{ units = 3, activation = "tanh", bias = true }, { units = 1 }]
"""


@pytest.fixture
def scene(tmp_path):
    path = tmp_path / "lesson.toml"
    path.write_text(SCENE)
    return path


def test_every_layer_has_a_line_that_says_how_many_digits_agree(scene):
    result = CliRunner().invoke(app, ["gradcheck", str(scene)])
    point, head, *rows = result.stdout.splitlines()
    assert point == f"{scene}: epoch 1, step 1: the loss of 4 records"
    assert result.exit_code == 0
    assert head.split()[:3] == ["layer", "of", "compared"]
    assert [row.split()[:5] for row in rows] == [
        ["1", "weights", "9", "of", "9"],
        ["1", "biases", "3", "of", "3"],
        ["2", "weights", "3", "of", "3"],
    ]
    assert all(int(row.split()[-2]) >= 7 for row in rows)


def test_a_recording_is_checked_as_its_scene_is(scene, tmp_path):
    trace = tmp_path / "lesson.nntrace"
    assert CliRunner().invoke(app, ["record", str(scene), "-o", str(trace)]).exit_code == 0
    for epoch in ([], ["--epoch", "7"], ["--epoch", "2000"]):
        told = [
            CliRunner().invoke(app, ["gradcheck", str(each), *epoch]) for each in (scene, trace)
        ]
        assert [result.exit_code for result in told] == [0, 0]
        texts = [result.stdout.splitlines() for result in told]
        assert texts[0][1:] == texts[1][1:]
        assert texts[0][0].removeprefix(str(scene)) == texts[1][0].removeprefix(str(trace))
        assert f"epoch {int(epoch[1]) if epoch else 1:,}," in texts[0][0]


def test_what_could_not_be_compared_is_said(tmp_path):
    path = tmp_path / "zero.toml"
    path.write_text("""[experiment]
layers = [{ units = 2, activation = "relu" }, { units = 1, activation = "identity" }]
initialization = { name = "gaussian", deviation = 0 }
""")
    result = CliRunner().invoke(app, ["gradcheck", str(path)])
    assert result.exit_code == 0
    assert "digits" not in result.stdout
    _, _, first, second, kink, nothing = result.stdout.splitlines()
    assert first.split()[:6] == ["1", "weights", "0", "of", "6", "0"]
    assert first.endswith("nothing to compare; 6 of slope 0")
    assert second.endswith("nothing to compare; 2 of slope 0")
    assert kink.startswith("nodes 1, 2 of layer 1: z = 0, where relu has no slope")
    assert nothing.startswith("nothing was compared")


def test_a_wrong_derivative_is_named_and_is_an_error(scene, monkeypatch):
    broken = replace(
        ACTIVATIONS["tanh"], function=tanh, derivative=lambda a, *, out: np.copyto(out, a)
    )
    monkeypatch.setattr(
        "nnviz.learning.network.ACTIVATIONS", MappingProxyType({**ACTIVATIONS, "tanh": broken})
    )
    result = CliRunner().invoke(app, ["gradcheck", str(scene)])
    assert result.exit_code == 1
    assert "wrong in the weights of layer 1, the biases of layer 1" in result.stderr
    assert re.search(
        r"; of the biases of layer 1 at \d it says -?\d.*, differences say -?\d", result.stderr
    )
    assert result.stdout.splitlines()[2].endswith("no")
    assert "digits" in result.stdout.splitlines()[4]


def test_data_outside_the_folder_are_checked_when_the_user_says_so(scene_of_data_elsewhere):
    assert CliRunner().invoke(app, ["gradcheck", str(scene_of_data_elsewhere)]).exit_code == 1
    allowed = CliRunner().invoke(
        app, ["gradcheck", str(scene_of_data_elsewhere), "--data-anywhere"]
    )
    assert allowed.exit_code == 0
    assert allowed.stdout.splitlines()[2].startswith("1      weights  1 of 1")
