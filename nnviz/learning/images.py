"""Handwritten digits: scikit-learn's small ones, and MNIST from files that the user has.

Nothing is ever downloaded.
"""

import gzip
import math
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError
from nnviz.learning.datasets import Dataset, one_hot
from nnviz.learning.ready_sets import sklearn_datasets
from nnviz.learning.tables.array_file import read_arrays
from nnviz.learning.tables.file_limits import unreadable

DIGITS = tuple("0123456789")
LARGEST_IDX_BYTES = 1 << 28
SMALL_IDX_BYTES = 1 << 20  # that any packed file may claim to hold
MOST_UNPACKED = 20  # times its size, of a larger one; MNIST's images have five
MOST_IMAGES = 1_000_000
IDX_FILES = (
    ("train-images", 3),
    ("train-labels", 1),
    ("t10k-images", 3),
    ("t10k-labels", 1),
)
MNIST_SOURCE = "Yann LeCun, Corinna Cortes, Christopher Burges: MNIST, 1998"

Bytes = NDArray[np.uint8]


def digits() -> Dataset:
    """Return 1797 handwritten digits of 8 × 8 pixels, from 0 (white) to 1 (black).

    Raises:
        ExperimentError: scikit-learn, which brings them, is not installed.

    """
    loaded = sklearn_datasets("digits").load_digits()
    return Dataset(
        name="digits",
        inputs=loaded.data / 16,
        targets=one_hot(loaded.target, len(DIGITS)),
        source="E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, 1998, UCI"
        " Machine Learning Repository, its test part, as shipped by scikit-learn",
        classes=DIGITS,
        image_shape=(8, 8),
    )


def mnist(path: Path) -> Dataset:
    """Return MNIST: 28 × 28 pixels from 0 to 1; its test images are what is held out.

    Args:
        path: an NPZ file with `x_train`, `y_train`, `x_test` and `y_test`, or a folder with the
            four IDX files under their own names, as they are or with the ending `.gz`.

    Raises:
        ExperimentError: a file is missing, or is not what it should be.

    """
    if path.is_dir():
        arrays = [_read_idx(path, stem, axes) for stem, axes in IDX_FILES]
    else:
        arrays = read_arrays(path, ("x_train", "y_train", "x_test", "y_test"))
    test = _images(path, *arrays[2:], held_out=None)
    return _images(path, *arrays[:2], held_out=test)


def _images(path: Path, images: Bytes, labels: Bytes, *, held_out: Dataset | None) -> Dataset:
    sound = images.ndim == 3 and images.dtype == labels.dtype == np.uint8 and labels.ndim == 1
    if not sound or len(images) != len(labels) or labels.max(initial=0) >= len(DIGITS):
        raise ExperimentError(
            f"{path}: images {images.shape} of {images.dtype} and labels {labels.shape} of "
            f"{labels.dtype} are no digits; give MNIST as it is published"
        )
    if not images.size:
        raise ExperimentError(
            f"{path}: its images {images.shape} hold nothing; give MNIST as it is published"
        )
    inputs = images.reshape(len(images), -1) / 255
    inputs.flags.writeable = False  # so that these 376 MB need not be copied to be safe
    return Dataset(
        name="mnist",
        inputs=inputs,
        targets=one_hot(labels.astype(np.int64), len(DIGITS)),
        source=MNIST_SOURCE,
        held_out=held_out,
        classes=DIGITS,
        image_shape=images.shape[1:],
    )


def _read_idx(folder: Path, stem: str, axes: int) -> Bytes:
    """Return the array of an IDX file: 00 00 08, number of axes, their lengths, the bytes."""
    path = _find(folder, f"{stem}-idx{axes}-ubyte")
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            lengths = _lengths(path, file.read(4 + 4 * axes), axes)
            size = math.prod(lengths)
            data = file.read(size + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(path, OSError(str(error))) from error
    if len(data) != size:
        raise _no_idx(path, axes)
    return np.frombuffer(data, np.uint8).reshape(lengths)


def _lengths(path: Path, head: bytes, axes: int) -> list[int]:
    """Return what the head of a file says, before anything behind it is unpacked."""
    if head[:4] != bytes([0, 0, 8, axes]) or len(head) != 4 + 4 * axes:
        raise _no_idx(path, axes)
    lengths: list[int] = np.frombuffer(head, ">u4", offset=4).tolist()
    size = math.prod(lengths)
    most = min(LARGEST_IDX_BYTES, max(SMALL_IDX_BYTES, MOST_UNPACKED * path.stat().st_size))
    if lengths[0] > MOST_IMAGES or size > most:
        raise ExperimentError(
            f"{path}: claims {lengths[0]:,} records in {size:,} bytes; of a file of its size"
            f" {MOST_IMAGES:,} in {most:,} are possible; get it again"
        )
    return lengths


def _no_idx(path: Path, axes: int) -> ExperimentError:
    return ExperimentError(
        f"{path}: is no IDX file of bytes with {axes} axes, or not whole; get it again"
    )


def _find(folder: Path, name: str) -> Path:
    candidates = [folder / name, folder / f"{name}.gz"]
    found = [path for path in candidates if path.is_file()]
    if not found:
        raise ExperimentError(
            f"{folder}: {name} is missing, also with the ending .gz; get it from where MNIST is "
            "published, and keep its name"
        )
    return found[0]
