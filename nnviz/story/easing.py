"""Easings: how a movement sets off and comes to rest.

Every easing maps progress 0..1 to 0..1, starts at 0, ends at 1 and never turns back.
"""


def clamp(progress: float) -> float:
    """Return `progress` held within 0 and 1."""
    return min(max(progress, 0.0), 1.0)


def smooth(progress: float) -> float:
    """Set off and arrive at rest: 3p² − 2p³ (Hermite's cubic)."""
    p = clamp(progress)
    return p * p * (3.0 - 2.0 * p)


def part_progress(progress: float, start: float, end: float) -> float:
    """Return how far the part from `start` to `end` of a whole has come.

    Args:
        progress: of the whole, 0 to 1.
        start: progress of the whole at which the part begins.
        end: progress of the whole at which it is done; more than `start`.

    Returns:
        0 before the part, 1 after it.

    """
    return clamp((progress - start) / (end - start))
