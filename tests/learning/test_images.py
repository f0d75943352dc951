"""Handwritten digits, from scikit-learn and from the files of MNIST."""

import gzip
import sys

import numpy as np
import pytest

from nnviz.errors import ExperimentError
from nnviz.learning.data import Data

TRAIN, TEST = 7, 3


@pytest.fixture
def arrays():
    random = np.random.default_rng(1)
    sizes = {"train": TRAIN, "test": TEST}
    images = {f"x_{k}": random.integers(0, 256, (n, 28, 28), "u1") for k, n in sizes.items()}
    return images | {f"y_{k}": random.integers(0, 10, n, "u1") for k, n in sizes.items()}


def idx(array):
    lengths = np.array(array.shape, ">u4").tobytes()
    return bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()


@pytest.fixture
def folder(tmp_path, arrays):
    for stem, part in (("train", "train"), ("t10k", "test")):
        images, labels = idx(arrays[f"x_{part}"]), idx(arrays[f"y_{part}"])
        (tmp_path / f"{stem}-images-idx3-ubyte").write_bytes(images)
        (tmp_path / f"{stem}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels))
    return tmp_path


def mnist(path, **settings):
    return Data(name="mnist", path=str(path), **settings)


def test_digits_are_pixels_from_0_to_1_and_ten_classes():
    data = Data(name="digits", held_out=0.2).dataset
    assert data.held_out is not None
    assert len(data.inputs) + len(data.held_out.inputs) == 1797
    assert (data.inputs.min(), data.inputs.max()) == (0, 1)
    assert (data.targets.sum(axis=1) == 1).all()
    assert (data.classes, data.image_shape) == (tuple("0123456789"), (8, 8))


def test_without_scikit_learn_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(ExperimentError, match=r"pip install 'nnviz\[digits\]'"):
        _ = Data(name="digits").dataset


def test_idx_files_and_an_npz_give_the_same_records(folder, arrays):
    np.savez(folder / "mnist.npz", **arrays)
    first, second = mnist(folder).dataset, mnist(folder / "mnist.npz").dataset
    for data in (first, second):
        assert (data.inputs == arrays["x_train"].reshape(TRAIN, 784) / 255).all()
        assert data.targets.argmax(axis=1).tolist() == arrays["y_train"].tolist()
        assert data.held_out is not None
        assert data.held_out.targets.argmax(axis=1).tolist() == arrays["y_test"].tolist()
        assert data.image_shape == (28, 28)
    assert (first.inputs == second.inputs).all()


def test_a_part_of_mnist_keeps_all_test_images(folder):
    data = mnist(folder, records=5).dataset
    assert data.held_out is not None
    assert (len(data.inputs), len(data.held_out.inputs)) == (5, TEST)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", idx(np.zeros((2, 3), "u1")), idx(np.zeros((2, 28, 28), "u1"))[:-1]],
    ids=["empty", "other", "wrong axes", "cut off"],
)
def test_a_file_that_is_no_idx_is_named(folder, content):
    (folder / "train-images-idx3-ubyte").write_bytes(content)
    with pytest.raises(ExperimentError, match="train-images-idx3-ubyte: is no IDX file"):
        _ = mnist(folder).dataset


def test_a_broken_gzip_and_a_missing_file_are_named(folder):
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(b"no gzip")
    with pytest.raises(ExperimentError, match=r"t10k-labels-idx1-ubyte\.gz: cannot be read"):
        _ = mnist(folder).dataset
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(ExperimentError, match="t10k-labels-idx1-ubyte is missing"):
        _ = mnist(folder).dataset


def test_labels_that_are_no_digits_are_refused(tmp_path, arrays):
    np.savez(tmp_path / "mnist.npz", **{**arrays, "y_train": np.full(TRAIN, 10, "u1")})
    with pytest.raises(ExperimentError, match="are no digits"):
        _ = mnist(tmp_path / "mnist.npz").dataset


def packed(lengths, data):
    head = bytes([0, 0, 8, len(lengths)]) + np.array(lengths, ">u4").tobytes()
    return gzip.compress(head + data)


@pytest.mark.parametrize(
    ("lengths", "data", "message"),
    [
        ([2**31, 2**31, 4], b"", "claims 2,147,483,648 records"),  # 0, where products wrap around
        ([60_000, 2**16, 2**16], b"", "claims 60,000 records"),
        ([1_000_001, 1, 1], bytes(1_000_001), "claims 1,000,001 records"),
        ([7, 500, 500], bytes(7 * 500 * 500), "claims 7 records in 1,750,000 bytes"),
        ([0, 28, 28], b"", "hold nothing"),
        ([7, 0, 28], b"", "hold nothing"),
        ([7, 28, 28], bytes(6 * 784), "is no IDX file .* not whole"),
        ([7, 28, 28], bytes(8 * 784), "is no IDX file .* not whole"),
    ],
)
def test_what_a_packed_file_claims_is_checked_before_it_is_unpacked(folder, lengths, data, message):
    (folder / "train-images-idx3-ubyte").unlink()
    (folder / "train-images-idx3-ubyte.gz").write_bytes(packed(lengths, data))
    if lengths[0] == 0:
        (folder / "train-labels-idx1-ubyte.gz").write_bytes(packed([0], b""))
    with pytest.raises(ExperimentError, match=message):
        _ = mnist(folder).dataset


def test_a_packed_file_that_is_damaged_inside_is_named(folder):
    path = folder / "t10k-labels-idx1-ubyte.gz"
    content = bytearray(gzip.compress(np.random.default_rng(1).bytes(1000)))
    content[10] |= 6  # a kind of block that there is not
    path.write_bytes(content)
    with pytest.raises(ExperimentError, match=r"t10k-labels-idx1-ubyte\.gz: cannot be read"):
        _ = mnist(folder).dataset


def test_an_npz_without_records_is_said(tmp_path, arrays):
    none = {"x_test": np.zeros((0, 28, 28), "u1"), "y_test": np.zeros(0, "u1")}
    np.savez(tmp_path / "mnist.npz", **{**arrays, **none})
    with pytest.raises(ExperimentError, match="hold nothing"):
        _ = mnist(tmp_path / "mnist.npz").dataset
