"""A function that a user writes is computed, and nothing else can be written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data
from nnviz.learning.formula import parsed_formula
from nnviz.scene import load_scene
from nnviz.scene.writing import scene_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sin(x)", np.sin(2)),
        ("-x**2 + 3*x % 2 / 4 - +1", -4 + 0 / 4 - 1),
        ("2**-x", 0.25),
        ("exp(x)*cos(pi*x) + e", np.exp(2) * np.cos(np.pi * 2) + np.e),
        (" abs(-x) ", 2),
        ("7", 7),
    ],
)
def test_a_formula_is_computed(text, value):
    formula = parsed_formula(text)
    assert formula.variables == ("x",)
    assert formula(np.array([[2.0], [2.0]])).tolist() == [pytest.approx(value)] * 2


def test_a_formula_may_have_two_variables():
    formula = parsed_formula("x1*x2 + x1")
    assert formula.variables == ("x1", "x2")
    assert formula(np.array([[2.0, 3.0]])).tolist() == [8]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "give 1 to 200 characters"),
        ("x" * 201, "give 1 to 200 characters"),
        ("2x", r"write it as in Python, like 2\*x"),
        ("x^2", r"a power is written \*\*"),
        ("y + 1", "its variable is x"),
        ("x + x1", "its variable is x"),
        ("__import__('os')", r"\"__import__\('os'\)\" is none of numbers"),
        ("x.real", "'x.real' is none of"),
        ("sin(x, x)", "none of"),
        ("sin(x=1)", "none of"),
        ("(lambda: x)()", "none of"),
        ("[x for x in x]", "none of"),
        ("'a' * 9", "none of"),
        ("True + x", "none of"),
        ("1j * x", "none of"),
        ("x if x else 1", "none of"),
        ("sin", "its variable is x"),
        ("(" * 150, "write it as in Python"),
        ("x\0", "write it as in Python"),
    ],
)
def test_what_is_no_formula_is_named(text, message):
    with pytest.raises(ExperimentError, match=rf"^of: .*{message}"):
        parsed_formula(text)


def test_many_signs_are_no_obstacle():
    assert parsed_formula("-" * 199 + "x")(np.array([[1.0]])).tolist() == [-1]


@pytest.mark.parametrize("text", ["9**9**9**9 + x", "log(x)", "1/(x - x)", "sqrt(x - 1)"])
def test_a_value_that_is_no_number_is_named_with_its_place(text):
    formula = parsed_formula(text)
    with pytest.raises(ExperimentError, match=r"of: .* is (inf|nan|-inf) at x = 0; choose another"):
        formula(np.array([[0.0]]))


@given(st.text(alphabet="x12.+-*/%()sincoelg, \n", max_size=40))
def test_any_text_is_a_function_or_a_clear_error(text):
    try:
        values = parsed_formula(text)(np.array([[0.5], [2.0]]))
    except ExperimentError as error:
        assert str(error).startswith("of: ")
    else:
        assert np.isfinite(values).all()


def test_values_of_a_function_are_data():
    data = Data(name="function", of="x**2", from_=0, to=4, records=5).dataset
    assert data.inputs[:, 0].tolist() == [0, 1, 2, 3, 4]
    assert data.targets[:, 0].tolist() == [0, 1, 4, 9, 16]
    assert (data.input_names, data.target_names) == (("x",), ("x**2",))
    noisy = Data(name="function", of="0*x", noise=0.5, records=2000).dataset
    assert noisy.targets.std() == pytest.approx(0.5, rel=0.1)
    plane = Data(name="function", of="x1*x2", held_out=0.5).dataset
    assert (plane.inputs.shape, plane.held_out.size) == ((25, 2), 25)
    assert plane.targets[:, 0] == pytest.approx(plane.inputs.prod(axis=1))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"of": ""}, "of: '' is no function"),
        ({"of": "x", "from_": 3}, "to: 3.0 is not possible; give a number above 3, its begin"),
        ({"of": "x", "from_": float("nan")}, "from: nan is not possible"),
        ({"of": "x", "to": 1e10}, "to: 10000000000.0 is not possible"),
    ],
)
def test_a_function_that_cannot_be_is_refused(settings, message):
    with pytest.raises(ExperimentError, match=message):
        Data(name="function", **settings)


def test_a_scene_says_from_and_to(tmp_path):
    path = tmp_path / "sine.toml"
    written = 'data = { name = "function", of = "sin(x)", from = -1, to = 2.5 }'
    path.write_text(f"[experiment]\n{written}\nlayers = [{{ units = 1 }}]\n")
    scene = load_scene(path)
    assert scene.experiment.dataset.inputs[[0, -1], 0].tolist() == [-1, 2.5]
    assert "from = -1" in scene_text(scene, tmp_path)
    path.write_text(f"[experiment]\n{written.replace('-1', '9')}\n")
    with pytest.raises(Exception, match=r"experiment data: to: 2\.5 is not possible"):
        load_scene(path)
    path.write_text('[experiment]\ndata = { name = "function", of = "x", from = "a" }')
    with pytest.raises(Exception, match="experiment data from: Input should be a valid number"):
        load_scene(path)


@pytest.mark.parametrize(
    ("name", "shape", "outputs", "classes"),
    [
        ("iris", (150, 4), 3, ("setosa", "versicolor", "virginica")),
        ("wine", (178, 13), 3, ("class_0", "class_1", "class_2")),
        ("breast_cancer", (569, 30), 1, ("benign", "malignant")),
        ("diabetes", (442, 10), 1, ()),
    ],
)
def test_ready_sets_have_named_columns_in_their_own_units(name, shape, outputs, classes):
    data = Data(name=name).dataset
    assert (data.inputs.shape, data.targets.shape[1], data.classes) == (shape, outputs, classes)
    assert len(data.input_names) == shape[1]
    assert data.source.endswith("as shipped by scikit-learn")


def test_columns_of_a_ready_set_are_chosen_by_their_names():
    columns = ("petal length (cm)", "petal width (cm)")
    data = Data(name="iris", inputs=columns, scale="standard", held_out=0.2).dataset
    assert data.input_names == columns
    assert data.held_out.targets.sum(axis=0).tolist() == [10, 10, 10]
    quantity = Data(name="iris", targets=("petal width (cm)",)).dataset
    assert quantity.classes == ()
