"""The table of recorded tensors."""

from nnviz.learning.experiment import Experiment, Layer
from nnviz.trace.schema import QUANTITIES, markdown_table, tensors
from tests.repository import DOCS

DOCUMENT = DOCS / "trace.md"


def test_the_lectures_network_has_these_tensors():
    assert tensors(Experiment()) == {
        "activations/0": (4, 3),
        "activations/1": (4, 4),
        "activations/2": (4, 1),
        "preactivations/1": (4, 4),
        "preactivations/2": (4, 1),
        "activation_deltas/1": (4, 4),
        "activation_deltas/2": (4, 1),
        "derivatives/1": (4, 4),
        "derivatives/2": (4, 1),
        "deltas/1": (4, 4),
        "deltas/2": (4, 1),
        "weights/0": (3, 4),
        "weights/1": (4, 1),
        "gradients/0": (3, 4),
        "gradients/1": (4, 1),
        "updates/0": (3, 4),
        "updates/1": (4, 1),
        "loss": (),
        "mean_absolute_error": (),
    }


def test_biases_are_recorded_where_a_layer_has_them():
    experiment = Experiment(layers=(Layer(units=2), Layer(units=1, bias=True)))
    extra = {name: shape for name, shape in tensors(experiment).items() if "bias" in name}
    assert extra == {"biases/1": (1,), "bias_gradients/1": (1,), "bias_updates/1": (1,)}


def test_every_row_says_everything():
    for quantity in QUANTITIES:
        assert all([quantity.name, quantity.meaning, quantity.sign, quantity.formula])
        assert f"| `{quantity.pattern}` |" in markdown_table()


def test_the_documentation_shows_the_table_as_it_is():
    assert markdown_table() in DOCUMENT.read_text(encoding="utf-8")
