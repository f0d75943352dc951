"""Batches and dropout: which records a step sees, and which units it silences."""

from dataclasses import replace
from itertools import islice

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnviz.learning.batches import BatchSampler
from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.dropout import Dropout
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.network import Network, initial_biases, initial_weights

TEN = own(
    Dataset(
        name="ten",
        inputs=np.arange(10.0)[:, np.newaxis],
        targets=-np.arange(10.0)[:, np.newaxis],
        source="this test",
    )
)
LINE = Experiment(data=TEN, layers=(Layer(units=1, activation="identity"),))


def dealt(experiment, steps):
    return [
        batch.inputs.ravel().tolist() for batch in islice(BatchSampler(experiment).batches(), steps)
    ]


@given(size=st.integers(1, 10), seed=st.integers(0, 2**32 - 1))
def test_an_epoch_sees_no_record_twice(size, seed):
    experiment = replace(LINE, batch_size=size, seed=seed)
    per_epoch = experiment.steps_per_epoch
    assert per_epoch == 10 // size
    for epoch in range(3):
        steps = dealt(experiment, 3 * per_epoch)[epoch * per_epoch :][:per_epoch]
        seen = [record for records in steps for record in records]
        assert len(seen) == len(set(seen)) == per_epoch * size
    assert experiment.steps == per_epoch * experiment.epochs


def test_the_full_batch_is_the_data_in_their_order():
    (batch,) = islice(BatchSampler(LINE).batches(), 1)
    assert batch.inputs is LINE.dataset.inputs
    assert batch.rows is None
    assert LINE.steps == LINE.epochs


def test_epochs_are_dealt_anew_and_the_seed_decides_how():
    experiment = replace(LINE, batch_size=10)
    first, second = dealt(experiment, 2)
    assert first != second
    assert sorted(first) == sorted(second) == list(range(10))
    assert dealt(experiment, 2) == [first, second]
    assert dealt(replace(experiment, seed=2), 1) != [first]


def test_without_shuffling_batches_are_taken_in_turn():
    experiment = replace(LINE, batch_size=5, shuffle=False)
    assert dealt(experiment, 3) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [0, 1, 2, 3, 4]]


def test_targets_stay_with_their_inputs():
    for batch in islice(BatchSampler(replace(LINE, batch_size=3)).batches(), 7):
        assert np.array_equal(batch.targets, -batch.inputs)
        assert batch.rows is not None
        assert np.array_equal(batch.inputs[:, 0], batch.rows)


def test_a_mask_silences_a_share_and_keeps_the_mean():
    experiment = Experiment(layers=(Layer(units=50, dropout=0.2), Layer(units=1)))
    masks, dropout = {1: np.empty((4, 50))}, Dropout(experiment)
    drawn = []
    for _ in range(200):
        dropout.draw(masks)
        drawn.append(masks[1].copy())
    assert set(np.unique(drawn)) == {0.0, 1.25}
    assert abs(np.mean(drawn) - 1) < 0.01
    assert not np.array_equal(drawn[0], drawn[1])


def test_dropout_changes_neither_the_first_weights_nor_the_batches():
    plain = replace(LINE, batch_size=3, layers=(Layer(units=4), Layer(units=1)))
    layers = (Layer(units=4, dropout=0.5), Layer(units=1))
    dropped = replace(plain, layers=layers)
    assert dealt(plain, 9) == dealt(dropped, 9)
    assert initial_weights(plain)[0].tobytes() == initial_weights(dropped)[0].tobytes()


def test_a_prediction_silences_nobody():
    plain = Experiment()
    dropped = replace(plain, layers=(Layer(units=4, dropout=0.9), Layer(units=1)))
    outputs = [
        Network(each.network).predict(
            each.dataset.inputs, weights=initial_weights(each), biases=initial_biases(each)
        )[1]
        for each in (plain, dropped)
    ]
    assert outputs[0].tobytes() == outputs[1].tobytes()
