"""The data of TensorFlow Playground: points in a plane, to tell apart or to measure.

The formulas are those of the Playground (https://playground.tensorflow.org, its file dataset.ts,
2016); the random numbers come from NumPy, so that the points are other ones of the same kind.
Noise, from 0 to 0.5 there, moves a point, or the place whose label it is given. Points lie
within about [−6, 6] × [−6, 6].
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = tuple[Array, Array]
"""(n, 2) coordinates and (n,) labels."""

PointGenerator = Callable[[int, float, np.random.Generator], Points]
"""Makes n points with noise."""

RADIUS = 5.0  # of circle and spiral
EXTENT = 6.0  # of the square that is measured
PADDING = 0.3  # between the quadrants and the axes
CENTRES = np.array([[-4, 2.5], [0, 2.5], [4, 2.5], [-4, -2.5], [0, -2.5], [4, -2.5]])
SIGNS = np.array([1, -1, 1, -1, 1, -1])


def circle(count: int, noise: float, random: np.random.Generator) -> Points:
    """Return a disc of radius 2.5 (label 1) in a ring of radii 3.5 to 5 (label −1)."""
    inside = count - count // 2
    radius = np.concatenate(
        [
            random.uniform(0, RADIUS * 0.5, inside),
            random.uniform(RADIUS * 0.7, RADIUS, count - inside),
        ]
    )
    angle = random.uniform(0, 2 * np.pi, count)
    points = radius[:, np.newaxis] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    seen = points + random.uniform(-RADIUS, RADIUS, points.shape) * noise
    return points, np.where(np.hypot(*seen.T) < RADIUS * 0.5, 1.0, -1.0)


def xor_points(count: int, noise: float, random: np.random.Generator) -> Points:
    """Return four quadrants: label 1 where both coordinates have the same sign, else −1."""
    points = random.uniform(-5, 5, (count, 2))
    points += np.where(points > 0, PADDING, -PADDING)
    seen = points + random.uniform(-5, 5, points.shape) * noise
    return points, np.where(seen[:, 0] * seen[:, 1] >= 0, 1.0, -1.0)


def gauss(count: int, noise: float, random: np.random.Generator) -> Points:
    """Return two clouds, around (2, 2) (label 1) and (−2, −2) (label −1).

    Their variance is 0.5 without noise and 4 with a noise of 0.5.
    """
    labels = np.where(np.arange(count) < count - count // 2, 1.0, -1.0)
    deviation = np.sqrt(0.5 + noise * 7.0)
    points = random.normal(2.0 * labels[:, np.newaxis], deviation, (count, 2))
    return points, labels


def spiral(count: int, noise: float, random: np.random.Generator) -> Points:
    """Return two arms (labels 1 and −1) that wind 1.75 times around each other."""
    first = count - count // 2
    share = np.concatenate([np.arange(first) / first, np.arange(count - first) / first])
    labels = np.where(np.arange(count) < first, 1.0, -1.0)
    angle = 1.75 * share * 2 * np.pi + np.where(labels > 0, 0.0, np.pi)
    points = RADIUS * share[:, np.newaxis] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points + random.uniform(-1, 1, points.shape) * noise, labels


def plane(count: int, noise: float, random: np.random.Generator) -> Points:
    """Return points whose target is (x₁ + x₂) / 10."""
    points = random.uniform(-EXTENT, EXTENT, (count, 2))
    seen = points + random.uniform(-EXTENT, EXTENT, points.shape) * noise
    return points, seen.sum(axis=1) / 10


def gauss_peaks(count: int, noise: float, random: np.random.Generator) -> Points:
    """Return points whose target is the height of three peaks and three hollows.

    Each falls from ±1 at its centre to 0 at a distance of 2.
    """
    points = random.uniform(-EXTENT, EXTENT, (count, 2))
    seen = points + random.uniform(-EXTENT, EXTENT, points.shape) * noise
    distance = np.linalg.norm(seen[:, np.newaxis] - CENTRES, axis=2)
    height = SIGNS * np.clip(1 - distance / 2, 0, 1)
    highest = np.argmax(np.abs(height), axis=1)
    return points, height[np.arange(count), highest]


CLASSIFICATION_SETS: Mapping[str, PointGenerator] = MappingProxyType(
    {"circle": circle, "xor_points": xor_points, "gauss": gauss, "spiral": spiral}
)
REGRESSION_SETS: Mapping[str, PointGenerator] = MappingProxyType(
    {"plane": plane, "gauss_peaks": gauss_peaks}
)
