"""Trainings against plain loops over Python numbers: batches, the proximal step, initial weights.

The loops know nothing of nnviz's classes; what chance decides they draw from NumPy themselves.
"""

import math
from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer, Recording
from nnviz.learning.initializers import Initialization
from nnviz.learning.network import initial_weights
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.learning.step import NO_RECORD
from nnviz.learning.training import train
from nnviz.trace.buffers import ChunkBuffer

INPUTS = [[0.5, -1.0], [1.5, 0.25], [-0.75, 1.0], [2.0, -0.5], [0.1, 0.3], [-1.2, -0.4], [0.9, 1.1]]
TARGETS = [[0.2], [1.4], [-0.8], [1.9], [0.1], [-1.3], [0.8]]
START = [0.8, -0.3]
LINEAR = Experiment(
    data=own(Dataset(name="seven", inputs=INPUTS, targets=TARGETS, source="this test")),
    layers=(Layer(units=1, activation="identity", bias=True),),
    loss="mean_squared_error",
    initialization=Initialization(
        name="given", weights=(tuple((w,) for w in START),), biases=((0.1,),)
    ),
    learning_rate=0.05,
    epochs=4,
)
SEED = 11


def trained(experiment, steps=None):
    (step,) = ChunkBuffer(experiment, 1).steps
    train(experiment, repeat(step, experiment.steps if steps is None else steps))
    return step


def after(step):
    ends = (step.weights[0] + step.updates[0], step.biases[0] + step.bias_updates[0])
    return [float(value) for end in ends for value in end.ravel()]


def loop(batches, *, rate, price=0.0, proximal=False):
    """Return weights and bias of a linear node after gradient descent on the mean squared error."""
    (w1, w2), b = START, 0.1
    for rows in batches:
        g1 = g2 = gb = 0.0
        for row in rows:
            (x1, x2), (target,) = INPUTS[row], TARGETS[row]
            miss = w1 * x1 + w2 * x2 + b - target
            g1 += 2 * miss * x1 / len(rows)
            g2 += 2 * miss * x2 / len(rows)
            gb += 2 * miss / len(rows)
        moved = []
        for w, g in ((w1, g1), (w2, g2)):
            if not proximal:
                g += price * ((w > 0) - (w < 0))
            w -= rate * g
            if proximal:
                w = math.copysign(max(abs(w) - rate * price, 0.0), w)
            moved.append(w)
        w1, w2 = moved
        b -= rate * gb
    return [w1, w2, b]


def in_turn(size, *, epochs):
    for _ in range(epochs):
        for first in range(0, len(INPUTS), size):
            yield list(range(first, min(first + size, len(INPUTS))))


def test_a_smaller_last_batch_is_the_mean_over_its_own_records():
    kept = replace(LINEAR, batch_size=3, shuffle=False, drop_last=False)
    assert (kept.steps_per_epoch, kept.records_in_last_step, kept.steps) == (3, 1, 12)
    expected = loop(in_turn(3, epochs=4), rate=0.05)
    assert after(trained(kept)) == pytest.approx(expected, rel=1e-12)


def test_a_smaller_last_batch_of_shuffled_records_is_what_was_left_over():
    kept = replace(LINEAR, batch_size=3, seed=SEED, drop_last=False)
    random = np.random.default_rng([SEED, 1])
    orders = [random.permutation(7).tolist() for _ in range(4)]
    batches = [order[first : first + 3] for order in orders for first in (0, 3, 6)]
    expected = loop(iter(batches), rate=0.05)
    assert after(trained(kept)) == pytest.approx(expected, rel=1e-12)
    steps = ChunkBuffer(kept, kept.steps)
    train(kept, steps.steps)
    rows = steps.arrays["records"].astype(int).tolist()
    assert [[row for row in each if row != NO_RECORD] for each in rows] == batches


def test_what_a_smaller_batch_is_watched_by_is_of_its_own_records():
    kept = replace(LINEAR, batch_size=3, shuffle=False, drop_last=False, epochs=1)
    steps = ChunkBuffer(kept, 3)
    train(kept, steps.steps)
    steps.measure([1, 2, 3])
    w1, w2, b = loop(iter([[0, 1, 2], [3, 4, 5]]), rate=0.05)
    miss = TARGETS[6][0] - (w1 * INPUTS[6][0] + w2 * INPUTS[6][1] + b)
    assert steps.arrays["loss"][2] == pytest.approx(miss**2, rel=1e-12)
    assert steps.arrays["mean_absolute_error"][2] == pytest.approx(abs(miss), rel=1e-12)


@pytest.mark.parametrize("size", [1, 3, 7])
def test_batches_with_replacement_are_those_of_numpys_choice(size):
    drawn = replace(LINEAR, batch_size=size, replacement=True, seed=SEED)
    random = np.random.default_rng([SEED, 1])
    batches = [random.choice(7, size).tolist() for _ in range(drawn.steps)]
    assert drawn.steps == 4 * (7 // size)
    assert after(trained(drawn)) == pytest.approx(loop(iter(batches), rate=0.05), rel=1e-12)


def test_with_replacement_an_epoch_sees_records_twice_and_others_not():
    drawn = replace(LINEAR, batch_size=7, replacement=True, epochs=200)
    steps = ChunkBuffer(drawn, drawn.steps)
    train(drawn, steps.steps)
    different = [len(set(rows)) for rows in steps.arrays["records"].astype(int).tolist()]
    assert np.mean(different) == pytest.approx(7 * (1 - (6 / 7) ** 7), abs=0.2)


@pytest.mark.parametrize(
    ("price", "proximal"), [(0.0, False), (0.3, False), (2.0, False), (0.3, True), (2.0, True)]
)
def test_l1_is_that_of_the_loop(price, proximal):
    priced = replace(LINEAR, regularization=Regularization(l1=price, proximal=proximal), epochs=40)
    batches = repeat(list(range(7)), 40)
    expected = loop(batches, rate=0.05, price=price, proximal=proximal)
    assert after(trained(priced)) == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_the_proximal_step_sets_weights_to_zero_and_the_gradient_never_does():
    dear = replace(LINEAR, epochs=300)
    by_gradient = trained(replace(dear, regularization=Regularization(l1=3.0)))
    proximal = trained(replace(dear, regularization=Regularization(l1=3.0, proximal=True)))
    assert after(proximal)[:2] == [0.0, 0.0]
    assert all(0 < abs(w) < 0.5 for w in after(by_gradient)[:2])


def test_the_proximal_step_is_playgrounds_until_a_weight_is_dead():
    """As its nn.ts has it: the loss ½ Σ (a − t)² / n, then λ sign w, and 0 where that crosses."""
    rate, price, w = 0.05, 0.4, list(START)
    dead = [False, False]
    b = 0.1
    for _ in range(60):
        grads = [0.0, 0.0, 0.0]
        for (x1, x2), (target,) in zip(INPUTS, TARGETS, strict=True):
            miss = w[0] * x1 + w[1] * x2 + b - target
            for i, x in enumerate((x1, x2, 1.0)):
                grads[i] += miss * x
        b -= rate * grads[2] / 7
        for i in (0, 1):
            if dead[i]:
                continue
            sign = (w[i] > 0) - (w[i] < 0)
            moved = w[i] - rate / 7 * grads[i]
            new = moved - rate * price * sign
            dead[i] = moved * new < 0
            w[i] = 0.0 if dead[i] else new
    regularization = Regularization(l1=2 * price, proximal=True)
    ours = replace(LINEAR, learning_rate=rate / 2, regularization=regularization, epochs=60)
    assert dead == [False, True]
    assert after(trained(ours)) == pytest.approx([*w, b], rel=1e-12)
    assert after(trained(ours))[1] == 0.0


def test_the_step_shrinks_behind_whatever_the_optimizer_does():
    adam = replace(
        LINEAR,
        optimizer=OptimizerSettings(name="adam"),
        schedule=Schedule(name="step", every=2, factor=0.5),
        epochs=3,
    )
    price = Regularization(l1=0.5, proximal=True)
    steps = {}
    for name, experiment in (("plain", adam), ("dear", replace(adam, regularization=price))):
        buffer = ChunkBuffer(experiment, 1)
        train(experiment, buffer.steps)
        steps[name] = buffer.steps[0]
    moved = steps["plain"].weights[0] + steps["plain"].updates[0]
    expected = np.sign(moved) * np.maximum(np.abs(moved) - 0.05 * 0.5, 0)
    found = steps["dear"].weights[0] + steps["dear"].updates[0]
    np.testing.assert_allclose(found, expected, rtol=1e-14)
    assert steps["dear"].gradients[0].tobytes() == steps["plain"].gradients[0].tobytes()
    assert steps["dear"].bias_updates[0].tobytes() == steps["plain"].bias_updates[0].tobytes()


def test_glorot_uniform_weights_are_numpys_between_the_limits():
    start = Initialization(name="glorot_uniform")
    experiment = Experiment(
        layers=(Layer(units=4), Layer(units=1)), initialization=start, seed=SEED
    )
    random = np.random.default_rng([SEED, 0])
    for k, shape in enumerate([(3, 4), (4, 1)]):
        limit = math.sqrt(6 / sum(shape))
        expected = random.uniform(-limit, limit, shape)
        assert initial_weights(experiment)[k].tobytes() == expected.tobytes()
        assert np.abs(expected).max() < limit


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"replacement": True}, "replacement: True is not possible; give batch_size"),
        (
            {"replacement": True, "batch_size": 3, "shuffle": False},
            "replacement: .* leave shuffle = false out",
        ),
        (
            {"replacement": True, "batch_size": 3, "drop_last": False},
            "replacement: .* leave drop_last = false out",
        ),
        ({"drop_last": 1}, "drop_last: 1 is not possible; give true or false"),
        ({"batch_size": 3, "shuffle": False}, "batch_size: .* keep them with drop_last = false"),
        (
            {"batch_size": 3, "drop_last": False, "recording": Recording(records="all")},
            "recording records: 'all' is not possible; the last batch of an epoch is smaller",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_with_a_remedy(settings, message):
    with pytest.raises(ExperimentError, match=message):
        replace(LINEAR, **settings)


def test_proximal_is_true_or_false():
    with pytest.raises(ExperimentError, match=r"regularization\.proximal: 1 is not possible"):
        Regularization(l1=0.1, proximal=1)
