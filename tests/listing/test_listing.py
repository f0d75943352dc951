"""The listing is a real program: it is run here, and must compute what was recorded."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.choices import settings_of
from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer, Recording
from nnviz.learning.initializers import Initialization
from nnviz.learning.losses import LOSSES
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.listing.arrays import MOST_RECORDS, data_statements
from nnviz.listing.code_lines import WIDTH, CodeLine
from nnviz.listing.program import listing, numbers_of, program, running
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.story.moment import Moment, Phase
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.choosing import batched, chosen
from tests.listing.running import run

XOR = Experiment()
MIXED = Experiment(
    data="or",
    layers=(
        Layer(units=5, activation="tanh", bias=True),
        Layer(units=3, activation="relu", bias=True),
        Layer(units=4, activation="identity"),
        Layer(units=1, bias=True),
    ),
    seed=7,
    learning_rate=0.05,
)
SINGLE = Experiment(data="and", layers=(Layer(units=1, bias=True),), learning_rate=2)
DIVERGING = Experiment(
    layers=(Layer(units=9, activation="relu"), Layer(units=1, activation="identity")),
    learning_rate=1e200,
)
DEEP = Experiment(layers=(*(Layer(units=2, activation="tanh"),) * 99, Layer(units=1)), epochs=1)
WIDE = Experiment(
    layers=(*(Layer(units=100_000, bias=True),) * 12, Layer(units=1)),
    seed=2**32 - 1,
    learning_rate=1.2345678901234567e-300,
    epochs=10**9,
)

WIDEST = [
    replace(
        WIDE,
        optimizer=chosen(OptimizerSettings, name=name, momentum=0.12345678901234567),
        initialization=Initialization(name="gaussian", deviation=1.2345678901234567e-300),
        regularization=Regularization(
            l1=1.2345678901234567e-300, l2=1.2345678901234567e-300, proximal=proximal
        ),
    )
    for name in OPTIMIZERS
    for proximal in (False, True)
]
WIDEST.append(replace(WIDE, initialization=Initialization(name="glorot_uniform")))

experiments = st.builds(
    batched,
    data=st.sampled_from(["xor", "and", "or"]),
    layers=st.builds(
        lambda hidden, last: (*hidden, replace(last, units=1)),
        st.lists(
            st.builds(
                Layer,
                units=st.integers(1, 40),
                activation=st.sampled_from(sorted(set(ACTIVATIONS) - {"softmax", "step"})),
                bias=st.booleans(),
                dropout=st.sampled_from([0.0, 0.0, 0.25, 0.5]),
            ),
            max_size=4,
        ),
        st.builds(
            Layer,
            units=st.just(1),
            activation=st.sampled_from(sorted(set(ACTIVATIONS) - {"step"})),
            bias=st.booleans(),
        ),
    ),
    seed=st.integers(0, 2**32 - 1),
    learning_rate=st.one_of(st.just(1.0), st.floats(1e-6, 100.0)),
    loss=st.sampled_from(["half_squared_error", "mean_squared_error"]),
    optimizer=st.builds(
        chosen,
        st.just(OptimizerSettings),
        name=st.sampled_from(sorted(OPTIMIZERS)),
        momentum=st.floats(0, 0.99),
        decay=st.floats(0, 0.99),
    ),
    regularization=st.builds(
        Regularization, l1=st.sampled_from([0.0, 0.1]), l2=st.sampled_from([0.0, 0.01])
    ),
    initialization=st.builds(
        Initialization, name=st.sampled_from(["lecture", "gaussian", "xavier", "he"])
    ),
    batch_size=st.sampled_from([None, 1, 2, 4]),
    shuffle=st.booleans(),
    schedule=st.builds(
        chosen,
        st.just(Schedule),
        name=st.sampled_from(["constant", "step", "cosine"]),
        every=st.integers(1, 3),
        factor=st.floats(0, 0.9),
        lowest=st.sampled_from([0.0, 0.01]),
    ),
    recording=st.just(Recording(records="all")),
)


def bits(array):
    return np.asarray(array, dtype=np.float64).tobytes()


def recorded(trace, epoch):
    """Yield the program's names for what an epoch recorded, with the values."""
    names = {
        "activations": "l",
        "activation_deltas": "error",
        "deltas": "delta",
        "preactivations": "z",
    }
    last = len(trace.experiment.layers)
    yield f"error{last}", step_arrays(trace, epoch).differences
    for name in trace.names:
        kind, _, layer = name.partition("/")
        if name == f"activation_deltas/{last}":  # the error of the output as the loss weighs it
            yield f"more{last}", trace.at(name, epoch=epoch)
        elif kind in names:
            yield names[kind] + layer, trace.at(name, epoch=epoch)
        elif kind in {"weights", "biases"}:
            yield kind[0] + layer, trace.after(name, epoch=epoch)
    yield "mean", trace.at("mean_absolute_error", epoch=epoch)


def differences(experiment, epochs):
    """Return what programs that stop after so many epochs compute differently from the record."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for epoch in epochs:
            stopped, path = replace(experiment, epochs=epoch), Path(folder) / f"{epoch}.nntrace"
            record(stopped, path)
            with open_trace(path) as trace:
                variables, _ = run(listing(stopped).text, taken_for_given(experiment))
                found += [
                    f"{name} after epoch {epoch}"
                    for name, value in recorded(trace, epoch)
                    if name in variables and not same(variables[name], value)
                ]
    return found


def taken_for_given(experiment):
    """Return the records that a program takes for given where they are many."""
    if experiment.dataset.size <= MOST_RECORDS:
        return {}
    name = "y" if experiment.batch_size is None else "Y"
    return {"X": experiment.dataset.inputs, name: experiment.dataset.targets}


def same(one, other):
    """Return whether two arrays have the same bits; of NaN there are two, which mean the same."""
    one, other = np.asarray(one, np.float64), np.asarray(other, np.float64)
    return one.shape == other.shape and bits(np.nan_to_num(one, nan=0.5)) == bits(
        np.nan_to_num(other, nan=0.5)
    )


# --- the program runs --------------------------------------------------------------------------


def test_the_lectures_program_prints_the_recorded_error_of_all_2000_epochs(tmp_path):
    record(XOR, tmp_path / "xor.nntrace")
    often = listing(XOR).text.replace("j%200 ", "j%1 ")
    variables, printed = run(often)
    with open_trace(tmp_path / "xor.nntrace") as trace:
        assert bits(printed[:2000]) == bits(trace.series("mean_absolute_error"))
        assert printed[0] == pytest.approx(0.496410, abs=5e-7)
        assert printed[1999] == pytest.approx(0.024131, abs=5e-7)
        for k in (0, 1):
            assert bits(variables[f"w{k}"]) == bits(trace.after(f"weights/{k}", epoch=2000))


CLASSES = Experiment(
    data=own(
        Dataset(
            name="classes",
            inputs=[[0.5, 1.0], [1.0, -0.5], [-1.0, 0.25]],
            targets=[[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            source="this test",
        )
    ),
    layers=(Layer(units=4, activation="relu", bias=True), Layer(units=3, activation="softmax")),
    optimizer=OptimizerSettings(name="adam"),
    learning_rate=0.05,
)
PAIRED = replace(CLASSES, loss="categorical_cross_entropy", optimizer=OptimizerSettings())
BINARY = Experiment(loss="binary_cross_entropy", optimizer=OptimizerSettings(name="nesterov"))
GIVEN = Experiment(
    data="and",
    layers=(Layer(units=2, activation="tanh", bias=True), Layer(units=1, bias=True)),
    initialization=Initialization(
        name="given",
        weights=(
            ((-3.0, 1.2345678901234567e-300), (4, -0.1234567890123456), (0.5, 1)),
            ((2,), (3,)),
        ),
        biases=((-1.2345678901234567, 1), (0.25,)),
    ),
    optimizer=OptimizerSettings(name="momentum"),
)
MANY_GIVEN = Experiment(
    layers=(Layer(units=17), Layer(units=1)),
    initialization=Initialization(name="given", weights=(((0.0,) * 17,) * 3, ((0.0,),) * 17)),
)
BATCHES = Experiment(
    data=Data(name="circle", records=50, held_out=0.2),
    layers=(
        Layer(units=5, activation="tanh", bias=True, dropout=0.5),
        Layer(units=4, activation="leaky_relu", bias=True, dropout=0.25),
        Layer(units=3, activation="identity", dropout=0.125),
        Layer(units=1, activation="tanh", bias=True),
    ),
    batch_size=9,
    optimizer=OptimizerSettings(name="adam"),
    initialization=Initialization(name="xavier"),
    learning_rate=0.01,
    schedule=Schedule(name="cosine", lowest=0.001),
    recording=Recording(records="all"),
)
IN_ORDER = replace(
    BATCHES,
    shuffle=False,
    batch_size=8,
    optimizer=OptimizerSettings(),
    schedule=Schedule(name="step", every=2),
)
MANY = replace(BATCHES, batch_size=None, schedule=Schedule())
PERCEPTRON = Experiment(layers=(Layer(units=1, activation="step", bias=True),), learning_rate=0)


@pytest.mark.parametrize(
    "experiment",
    [
        *(XOR, MIXED, SINGLE, DIVERGING, CLASSES, PAIRED, BINARY, GIVEN, PERCEPTRON),
        *(BATCHES, IN_ORDER, MANY),
    ],
)
def test_every_array_of_the_program_is_the_recorded_one(experiment):
    assert differences(experiment, [1, 2, 3, 50]) == []


@settings(max_examples=40)
@given(experiment=experiments)
@example(experiment=DEEP)
def test_the_program_of_any_network_computes_what_was_recorded(experiment):
    assert differences(experiment, [1, 4]) == []


def test_the_program_computes_everything_that_is_compared():
    variables, _ = run(listing(replace(MIXED, epochs=1)).text)
    names = {f"{kind}{k}" for kind in ("error", "delta", "l") for k in (1, 2, 3, 4)}
    names |= {"l0", "w0", "w1", "w2", "w3", "b0", "b1", "b3", "z1", "z2", "z4", "mean"}
    assert names <= set(variables)


def test_the_brackets_are_what_keeps_the_last_bit():
    text = listing(replace(XOR, epochs=50)).text
    variables, _ = run(text)
    changed, _ = run(text.replace("error2*(l2*(1-l2))", "error2 * l2*(1-l2)"))
    assert not same(variables["w1"], changed["w1"])
    assert np.allclose(variables["w1"], changed["w1"], rtol=1e-12)


def test_a_training_that_diverges_is_compared_too():
    variables, _ = run(listing(replace(DIVERGING, epochs=50)).text)
    assert not np.isfinite(variables["w1"]).all()


def test_the_error_is_printed_now_and_then_and_at_the_end():
    _, printed = run(listing(XOR).text)
    *errors, outputs = printed
    assert len(errors) == 11
    assert errors[0] == pytest.approx(0.496410, abs=5e-7)
    assert errors[-1] == pytest.approx(0.024131, abs=5e-7)
    assert outputs.shape == (4, 1)


EXAMPLES = [XOR, MIXED, SINGLE, DIVERGING, DEEP, WIDE, GIVEN, BATCHES, IN_ORDER, MANY]


# --- the program is short ----------------------------------------------------------------------


@pytest.mark.parametrize("experiment", [*EXAMPLES, *WIDEST])
def test_no_line_is_wider_than_the_panel(experiment):
    assert max(map(len, listing(experiment).lines)) <= WIDTH


def test_a_line_and_its_text_are_plain_ascii_without_trailing_space():
    for line in listing(MIXED).lines:
        assert line.isascii()
        assert line == line.rstrip()


def test_the_lectures_loop_is_as_a_lecture_writes_it():
    lines = listing(XOR).lines
    loop = lines[lines.index("for j in range(2000):") :]
    assert loop[1:11] == (
        "  l0 = X",
        "  l1 = sigmoid(l0.dot(w0))",
        "  l2 = sigmoid(l1.dot(w1))",
        "  error2 = y - l2",
        "  mean = abs(error2).mean()",
        "  delta2 = error2*(l2*(1-l2))",
        "  error1 = delta2.dot(w1.T)",
        "  delta1 = error1*(l1*(1-l1))",
        "  w1 += l1.T.dot(delta2)",
        "  w0 += l0.T.dot(delta1)",
    )


def test_of_many_records_the_program_takes_the_numbers_for_given():
    lines = listing(MANY).lines
    assert lines[lines.index("# X: 40 records") + 1] == "# y: what should come out"
    assert numbers_of(MANY) == 40 * 3
    assert not any(line.startswith("#  X") for line in program(MANY).lines)


def test_a_program_that_would_hold_pages_of_weights_has_no_lines():
    assert listing(MANY_GIVEN).lines == ()
    assert numbers_of(MANY_GIVEN) == 4 * 4 + 17 * 4
    assert "w1 = np.array([" in program(MANY_GIVEN).text


def test_a_batch_is_what_a_loop_takes_of_shuffled_records():
    lines = listing(BATCHES).lines
    start = lines.index("def batches():")
    assert lines[start + 1 : start + 6] == (
        "  for j in range(2000):",
        "    deck = deal(len(X))",
        "    while len(deck) >= size:",
        "      yield deck[:size]",
        "      deck = deck[size:]",
    )
    assert lines[lines.index("for rows in batches():") + 1 :][:6] == (
        "  j = t//4",
        "  swing = 1 + cos(pi*j/n)",
        "  r = (r0 - low)*swing/2",
        "  rate = low + r",
        "  l0 = X[rows]",
        "  y = Y[rows]",
    )


def test_a_learning_rate_of_one_is_left_out():
    assert "rate" not in listing(XOR).text
    assert "rate = 0.5" in listing(replace(XOR, learning_rate=0.5)).lines


def test_every_activation_and_every_loss_can_be_written():
    for activation in ACTIVATIONS.values():
        assert "{z}" in activation.formula.value
        assert bool(activation.formula.delta) == activation.shares_sums
    for loss in LOSSES.values():
        assert bool(loss.written_delta) == bool(loss.delta) == bool(loss.pair)
    for optimizer in OPTIMIZERS.values():
        assert optimizer.STATEMENTS[-1].startswith("{p} -= {rate}")
        lines = "\n".join(optimizer.STATEMENTS)
        assert ("**t" in lines) == optimizer.COUNTS
        assert all(f"{memory.letter}{{p}}" in lines for memory in optimizer.MEMORIES)
        for name, setting in settings_of(optimizer).items():
            assert setting.written in lines, name


@given(
    rows=st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(
                st.floats(allow_nan=False, allow_infinity=False), min_size=width, max_size=width
            ),
            min_size=1,
            max_size=5,
        )
    )
)
def test_data_are_read_back_as_they_are(rows):
    dataset = replace(XOR.dataset, inputs=np.array(rows) + 0.0, targets=np.array(rows)[:, :1])
    lines = [line.text for line in data_statements(dataset)]
    variables, _ = run("\n".join(["import numpy as np", *lines]))
    assert np.array_equal(variables["X"], dataset.inputs)
    assert np.array_equal(variables["y"], dataset.targets)
    assert max(map(len, lines)) <= WIDTH


# --- the lines that run ------------------------------------------------------------------------


def marked(experiment, phase, layer=None):
    told = listing(experiment)
    lines = running(told, Moment(epoch=1, phase=phase, layer=layer))
    return [told.lines[index].strip() for index in lines]


@pytest.mark.parametrize(
    ("phase", "layer", "lines"),
    [
        (Phase.INITIALISE, 0, ["w0 = 2*random((3,4)) - 1"]),
        (Phase.INITIALISE, 1, ["w1 = 2*random((4,1)) - 1"]),
        (Phase.INPUT, 0, ["l0 = X"]),
        (Phase.FORWARD, 1, ["l1 = sigmoid(l0.dot(w0))"]),
        (Phase.FORWARD, 2, ["l2 = sigmoid(l1.dot(w1))"]),
        (Phase.ERROR, 2, ["error2 = y - l2"]),
        (Phase.MEAN, 2, ["mean = abs(error2).mean()"]),
        (Phase.BACKWARD, 2, ["delta2 = error2*(l2*(1-l2))"]),
        (Phase.BACKWARD, 1, ["error1 = delta2.dot(w1.T)", "delta1 = error1*(l1*(1-l1))"]),
        (Phase.UPDATE, 1, ["w1 += l1.T.dot(delta2)"]),
        (Phase.UPDATE, 0, ["w0 += l0.T.dot(delta1)"]),
        (Phase.EPOCH, None, ["for j in range(2000):"]),
    ],
)
def test_a_moment_executes_these_lines(phase, layer, lines):
    assert marked(XOR, phase, layer) == lines


def test_biases_run_with_their_weights():
    assert marked(MIXED, Phase.INITIALISE, 0) == ["w0 = 2*random((3,5)) - 1", "b0 = np.zeros(5)"]
    assert marked(MIXED, Phase.FORWARD, 1) == ["z1 = l0.dot(w0) + b0", "l1 = np.tanh(z1)"]
    assert marked(MIXED, Phase.UPDATE, 0) == [
        "w0 += rate*l0.T.dot(delta1)",
        "b0 += rate*delta1.sum(0)",
    ]


def test_a_step_is_counted_as_a_part_of_the_update_only_where_it_is_one():
    plain = replace(XOR, batch_size=2)
    assert marked(plain, Phase.UPDATE) == ["w1 += l1.T.dot(delta2)", "w0 += l0.T.dot(delta1)"]
    assert "  t += 1" in listing(plain).lines
    adam = replace(plain, optimizer=OptimizerSettings(name="adam"))
    assert marked(adam, Phase.UPDATE)[0] == "t += 1"


def test_a_phase_without_a_layer_is_all_of_it():
    assert len(marked(XOR, Phase.BACKWARD)) == 3
    assert len(marked(MIXED, Phase.FORWARD)) == 7


def test_before_the_first_weights_only_the_data_are_given():
    lines = marked(XOR, Phase.INITIALISE)
    assert lines[0] == "# training records"
    assert lines[1].startswith("X = ")
    assert not any(re.match("w[01]", line) for line in lines)


def test_a_layer_that_the_network_lacks_runs_nothing():
    assert marked(XOR, Phase.FORWARD, 3) == []


def test_the_program_runs_in_the_order_of_the_phases():
    code = [line for line in listing(MIXED).code if line != CodeLine() and line.phase is not None]
    order = list(Phase)
    inside = [order.index(line.phase) for line in code if line.phase is not Phase.EPOCH]
    assert inside == sorted(inside)
