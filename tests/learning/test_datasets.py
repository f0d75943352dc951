"""Records and their targets, and the truth tables."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import ExperimentError
from nnviz.learning.datasets import TRUTH_TABLES, Dataset, one_hot


def records(count=10):
    inputs = np.arange(count, dtype=float)[:, np.newaxis]
    return Dataset(name="numbers", inputs=inputs, targets=2 * inputs, source="counted")


def test_xor_is_the_lectures():
    xor = TRUTH_TABLES["xor"]
    assert xor.inputs.tolist() == [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    assert xor.targets.tolist() == [[0], [1], [1], [0]]


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("and", all),
        ("or", any),
        ("nand", lambda bits: not all(bits)),
        ("nor", lambda bits: not any(bits)),
    ],
)
def test_truth_tables_are_true(name, function):
    data = TRUTH_TABLES[name]
    assert data.targets[:, 0].tolist() == [function(bits) for bits in data.inputs[:, :2].tolist()]


def test_what_was_given_may_change_and_the_records_do_not():
    given_inputs = np.ones((2, 1))
    data = Dataset(name="own", inputs=given_inputs, targets=given_inputs, source="me")
    given_inputs[:] = 5
    assert data.inputs.tolist() == [[1], [1]]
    with pytest.raises(ValueError, match="read-only"):
        data.inputs[0, 0] = 5


@pytest.mark.parametrize(
    ("inputs", "targets", "message"),
    [
        ([[1.0]], [[1.0], [2.0]], "1 records have 2 targets"),
        (np.empty((0, 1)), np.empty((0, 1)), "at least one record"),
        ([1.0, 2.0], [[1.0], [2.0]], "one row a record"),
        ([["a"]], [[1.0]], "give numbers"),
        ([[1.0], [np.nan]], [[1.0], [1.0]], "nan in row 2, column 1"),
        ([[1.0]], [[np.inf]], "own: targets: inf in row 1"),
        ([[1j]], [[1.0]], "complex128"),
    ],
)
def test_arrays_that_are_no_records_are_refused(inputs, targets, message):
    with pytest.raises(ExperimentError, match=message):
        Dataset(name="own", inputs=inputs, targets=targets, source="me")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"classes": ("a", "b", "c")}, "classes: 3 names for 1 output"),
        ({"image_shape": (2, 2)}, r"image_shape: \(2, 2\) does not hold 1 inputs"),
        ({"image_shape": (1,)}, "image_shape"),
        ({"taken_from": 9}, "taken_from: 10 records cannot come from 9"),
    ],
)
def test_a_description_that_does_not_fit_is_refused(fields, message):
    with pytest.raises(ExperimentError, match=message):
        replace(records(), **fields)


@given(st.integers(2, 200), st.floats(0.01, 0.99))
def test_a_split_loses_and_repeats_no_record(count, share):
    data = records(count)
    held = round(count * share)
    if not 0 < held < count:
        with pytest.raises(ExperimentError, match="held_out"):
            data.split(share, np.random.default_rng(1))
        return
    part = data.split(share, np.random.default_rng(1))
    assert part.held_out is not None
    assert len(part.held_out.inputs) == held
    both = np.concatenate([part.inputs, part.held_out.inputs])[:, 0]
    assert sorted(both) == data.inputs[:, 0].tolist()
    assert (part.targets == 2 * part.inputs).all()
    assert (part.held_out.targets == 2 * part.held_out.inputs).all()


def test_without_a_share_nothing_is_held_out_or_moved():
    data = records()
    assert data.split(0, np.random.default_rng(1)) is data


def test_some_records_remember_how_many_there_were():
    some = records().only([7, 2])
    assert some.inputs.tolist() == [[7], [2]]
    assert (some.size, some.only([0]).size, records().size) == (10, 10, 10)
    assert some.held_out is None


def test_one_hot_has_a_one_at_each_label():
    assert one_hot(np.array([2, 0]), 3).tolist() == [[0, 0, 1], [1, 0, 0]]
