"""`nnviz gradcheck`: what it says of a right and of a wrong derivative."""

from types import MappingProxyType

import numpy as np
import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.learning.activations import ACTIVATIONS, Activation, tanh

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
    head, *rows = result.stdout.splitlines()
    assert result.exit_code == 0
    assert head.split()[:3] == ["layer", "of", "compared"]
    assert [row.split()[:5] for row in rows] == [
        ["1", "weights", "9", "of", "9"],
        ["1", "biases", "3", "of", "3"],
        ["2", "weights", "3", "of", "3"],
    ]
    assert all(int(row.split()[-2]) >= 7 for row in rows)


def test_a_wrong_derivative_is_named_and_is_an_error(scene, monkeypatch):
    broken = Activation(name="tanh", function=tanh, derivative=lambda a, *, out: np.copyto(out, a))
    monkeypatch.setattr(
        "nnviz.learning.network.ACTIVATIONS", MappingProxyType({**ACTIVATIONS, "tanh": broken})
    )
    result = CliRunner().invoke(app, ["gradcheck", str(scene)])
    assert result.exit_code == 1
    assert "wrong in the weights of layer 1, the biases of layer 1" in result.stderr
    assert result.stdout.splitlines()[1].endswith("no")
    assert "digits" in result.stdout.splitlines()[3]


def test_data_outside_the_folder_are_checked_when_the_user_says_so(scene_of_data_elsewhere):
    assert CliRunner().invoke(app, ["gradcheck", str(scene_of_data_elsewhere)]).exit_code == 1
    allowed = CliRunner().invoke(
        app, ["gradcheck", str(scene_of_data_elsewhere), "--data-anywhere"]
    )
    assert allowed.exit_code == 0
    assert allowed.stdout.splitlines()[1].startswith("1      weights  1 of 1")
