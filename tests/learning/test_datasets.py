"""The data that networks learn from."""

import pytest

from nnviz.learning.datasets import DATASETS


def test_xor_is_the_lectures() -> None:
    xor = DATASETS["xor"]
    assert xor.inputs.tolist() == [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    assert xor.targets.tolist() == [[0], [1], [1], [0]]


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_names_its_source_and_cannot_be_changed(name: str) -> None:
    data = DATASETS[name]
    assert data.name == name
    assert data.source
    assert len(data.inputs) == len(data.targets)
    assert (data.inputs.dtype, data.targets.dtype) == ("float64", "float64")
    with pytest.raises(ValueError, match="read-only"):
        data.inputs[0, 0] = 5


@pytest.mark.parametrize(("name", "function"), [("and", all), ("or", any)])
def test_truth_tables_are_true(name: str, function: type) -> None:
    data = DATASETS[name]
    assert data.targets[:, 0].tolist() == [function(bits) for bits in data.inputs[:, :2].tolist()]
