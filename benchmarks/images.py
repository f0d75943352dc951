"""Images of the shape of MNIST, made here: they cost what MNIST costs, and nothing is downloaded.

Each of ten classes is a soft pattern of its own; an image is its class's pattern, shifted and
noisy, in 28 × 28 bytes.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz import Data, Experiment, Layer

SIDE, CLASSES = 28, 10
BATCH = 100
RATE = 0.1
Bytes = NDArray[np.uint8]


def images(count: int, random: np.random.Generator, patterns: Bytes) -> tuple[Bytes, Bytes]:
    """Return (count, 28, 28) images and (count,) labels."""
    labels = random.integers(0, CLASSES, count, dtype=np.uint8)
    shifts = random.integers(-2, 3, count)
    shifted = np.stack([np.roll(patterns, shift, axis=2) for shift in range(-2, 3)])
    noise = random.integers(0, 60, (count, SIDE, SIDE), dtype=np.uint8)
    return np.maximum(shifted[shifts + 2, labels], noise), labels


def patterns(random: np.random.Generator) -> Bytes:
    """Return (10, 28, 28) patterns, one a class: most pixels dark, as in MNIST."""
    coarse = random.random((CLASSES, 7, 7))
    soft = np.kron(coarse, np.ones((1, 4, 4)))
    return np.where(soft > 0.75, 255 * soft, 0).astype(np.uint8)


def write(path: Path, *, training: int, test: int) -> None:
    """Write an NPZ file of so many images, with the names that MNIST's have."""
    random = np.random.default_rng(1)
    drawn = patterns(random)
    x_train, y_train = images(training, random, drawn)
    x_test, y_test = images(test, random, drawn)
    np.savez(path, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)


def experiment(path: Path, *, epochs: int = 1, seed: int = 1) -> Experiment:
    """Return the training of 784-256-128-10 on such a file, recorded as is the default."""
    return Experiment(
        data=Data(name="mnist", path=str(path)),
        layers=(
            Layer(units=256, activation="sigmoid", bias=True),
            Layer(units=128, activation="sigmoid", bias=True),
            Layer(units=10, activation="softmax", bias=True),
        ),
        loss="categorical_cross_entropy",
        learning_rate=RATE,
        batch_size=BATCH,
        epochs=epochs,
        seed=seed,
    )
