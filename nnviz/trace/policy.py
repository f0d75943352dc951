"""What is recorded of a training: the rule behind `auto`, and what it costs.

Everything is recorded, to the bit, as long as that takes at most `UNTHINNED_BYTES`
bytes before compression.
Otherwise, where the experiment does not say something else:

1. at most `PROBES` training records are recorded, at equal distances and the same in every step;
   where training goes by batches this is so always, as a batch holds others in every step;
2. numbers are kept as float32 where a step takes more than `LARGE_STEP` bytes;
3. if it is still too much, of the steps the first ten, every k-th, the last of the first epoch and
   the last of all are recorded, with the smallest k that fits; k divides an epoch or is a number of
   epochs.

What training is watched by (its loss, its accuracy) is always recorded, in float64.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nnviz.errors import ExperimentError, quoted
from nnviz.learning.experiment import Experiment
from nnviz.trace.plan import MAX_ARRAY_BYTES, MAX_STEPS, SCALARS, Plan, Steps
from nnviz.trace.schema import DTYPE, tensors

UNTHINNED_BYTES = 256 << 20
PROBES = 16
LARGE_STEP = 1 << 20
FIRST_STEPS = 10


def plan_for(experiment: Experiment) -> Plan:
    """Return what is recorded of a training.

    Raises:
        ExperimentError: the experiment asks for steps, records or tensors that it does not have.

    """
    wanted = experiment.recording
    plan = Plan(
        network=experiment.network,
        training=experiment.training,
        dataset=experiment.dataset,
        experiment=experiment,
        steps=_steps(wanted.steps, experiment.steps, epoch=experiment.steps_per_epoch),
        records=_records(wanted.records, experiment.dataset.size),
        quantities=_quantities(wanted.tensors, experiment),
        dtype=np.dtype("<f4") if wanted.precision == "float32" else DTYPE,
    )
    if wanted.records == "auto" and (experiment.batch_size or _is_too_much(plan)):
        plan = replace(plan, records=_probes(experiment))
    if _is_too_much(plan) and wanted.precision == "auto" and plan.step_bytes > LARGE_STEP:
        plan = replace(plan, dtype=np.dtype("<f4"))
    too_long = plan.raw_bytes > UNTHINNED_BYTES or len(plan.steps) > MAX_STEPS
    if too_long and wanted.steps == "auto":
        plan = replace(plan, steps=_thinned(plan))
    return plan


def _is_too_much(plan: Plan) -> bool:
    return plan.raw_bytes > UNTHINNED_BYTES or plan.largest_array > MAX_ARRAY_BYTES


def _steps(wanted: str | int | Sequence[int], total: int, *, epoch: int) -> Steps:
    """Return the steps that are asked for; stories begin with the end of the first epoch."""
    if wanted in {"auto", "all"}:
        return Steps(total=total, every=1, listed=())
    if wanted == "epochs":
        wanted = epoch
    if isinstance(wanted, int):
        return Steps(total=total, every=wanted, listed=tuple(sorted({1, epoch, total})))
    if wanted == "logarithmic":
        tenths = range(math.ceil(10 * math.log10(total)))
        wanted = [epoch, *(round(10 ** (tenth / 10)) for tenth in tenths)]
    return Steps(total=total, every=0, listed=_numbers_up_to("steps", [*wanted, total], total))


def _records(wanted: str | int | Sequence[int], total: int) -> tuple[int, ...] | None:
    if isinstance(wanted, str):
        return None
    if isinstance(wanted, int):
        _numbers_up_to("records", [wanted], total)
        return _evenly_spaced(wanted, total)
    return tuple(number - 1 for number in _numbers_up_to("records", wanted, total))


def _probes(experiment: Experiment) -> tuple[int, ...] | None:
    """Return the records that are shown in every step; None: a step learns from no others."""
    size = experiment.dataset.size
    if size <= PROBES and not experiment.batch_size:
        return None
    return _evenly_spaced(min(PROBES, size), size)


def _evenly_spaced(count: int, total: int) -> tuple[int, ...]:
    return tuple(np.linspace(0, total - 1, count).round().astype(int).tolist())


def _numbers_up_to(field: str, wanted: Sequence[int | str], total: int) -> tuple[int, ...]:
    numbers = sorted({int(number) for number in wanted})
    if numbers[-1] > total:
        raise ExperimentError(
            f"recording {field}: {numbers[-1]} is not possible; the training has {total:,} of them:"
            f" give numbers from 1 to {total:,}"
        )
    return tuple(numbers)


def _quantities(wanted: Sequence[str], experiment: Experiment) -> frozenset[str]:
    there = {name.partition("/")[0] for name in tensors(experiment)}
    unknown = [name for name in wanted if name not in there]
    if unknown:
        raise ExperimentError(
            f"recording tensors: {quoted(unknown[0])} is not possible; there are "
            f"{', '.join(sorted(there))}"
        )
    return frozenset(wanted or there) | there & SCALARS


def _thinned(plan: Plan) -> Steps:
    """Return as many steps as there is room for, at least the first ten and the last."""
    total, epoch = plan.steps.total, plan.training.steps_per_epoch
    room = min((UNTHINNED_BYTES - plan.record_bytes) // plan.step_bytes, MAX_STEPS)
    fitting = max(room - FIRST_STEPS - 2, 1)
    every = math.ceil(total / fitting)
    if every > epoch:
        every = math.ceil(every / epoch) * epoch
    else:
        every = next(k for k in range(every, epoch + 1) if epoch % k == 0)
    listed = {*range(1, min(FIRST_STEPS, total) + 1), epoch, total}
    return Steps(total=total, every=every, listed=tuple(sorted(listed)))
