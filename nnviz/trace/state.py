"""The state that a training goes on from, as bytes in the file of its recording, and back.

It is kept in parts, so that none is larger than a file may hold: the number of its step and the
places of the streams of chance as JSON, then every array, cut where it is large.
"""

import json
import math
import operator
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from nnviz.learning.description import Described
from nnviz.learning.experiment import Experiment
from nnviz.learning.rng import set_state
from nnviz.learning.training import TrainingState
from nnviz.trace.schema import DTYPE, Shape, tensors

PART_BYTES = 16 << 20
MAX_RNG_BYTES = 4096


def state_shapes(trained: Described) -> dict[str, Shape]:
    """Return the names and shapes of the arrays of a state, in the order of the parts."""
    memory = trained.training.memory
    wanted = {"weights", "biases", *memory, *(f"bias_{name}" for name in memory)}
    every = tensors(trained).items()
    return {name: shape for name, shape in every if name.partition("/")[0] in wanted}


def part_bytes(trained: Described) -> list[int]:
    """Return the sizes of the parts, of the first the largest that is possible."""
    sizes = [MAX_RNG_BYTES]
    for shape in state_shapes(trained).values():
        full, rest = divmod(math.prod(shape) * DTYPE.itemsize, PART_BYTES)
        sizes += [PART_BYTES] * full + [rest] * (rest > 0)
    return sizes


def state_parts(state: TrainingState, names: Iterable[str]) -> Iterator[bytes | memoryview]:
    """Yield the parts of a state; nothing is copied.

    Args:
        state: what training goes on from.
        names: of its arrays, in the order of `state_shapes`.

    """
    yield json.dumps({"taken": state.taken, **state.rng_states}).encode()
    for name in names:
        array = state.arrays[name].data.cast("B")
        for start in range(0, len(array), PART_BYTES):
            yield array[start : start + PART_BYTES]


def state_from_parts(
    parts: Sequence[bytes], experiment: Experiment, *, recorded: int
) -> TrainingState:
    """Return the state that `parts_of` took apart.

    Args:
        parts: of the sizes that `part_bytes` says.
        experiment: what is trained.
        recorded: the last recorded step, which it is the state of or one behind.

    Raises:
        ValueError: what is no array in it cannot be read, or is impossible.

    """
    shapes = state_shapes(experiment)
    values = np.frombuffer(b"".join(parts[1:]), DTYPE)
    ends = np.cumsum([math.prod(shape) for shape in shapes.values()])
    pieces = np.split(values, ends[:-1])
    named = zip(shapes.items(), pieces, strict=True)
    arrays = {name: piece.reshape(shape) for (name, shape), piece in named}
    taken, rng_states = _parse_head(parts[0], recorded)
    if not recorded <= taken < experiment.steps:
        raise ValueError(f"it is that of step {taken}, where {recorded} is recorded")
    return TrainingState(taken=taken, arrays=arrays, rng_states=rng_states)


def _parse_head(text: bytes, recorded: int) -> tuple[int, dict[str, dict[str, Any]]]:
    try:
        said = json.loads(text)
        taken = operator.index(said.get("taken", recorded))  # older recordings do not say it
        places = {name: dict(said[name]) for name in ("batches", "dropout")}
    except (TypeError, AttributeError, KeyError, RecursionError) as error:
        raise ValueError(f"this says not where chance was: {error!r}") from error
    for place in places.values():
        set_state(np.random.default_rng(0), place)
    return taken, places
