"""Recording an experiment, or any loop: its steps are pushed to a recorder, one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nnviz.errors import TraceError
from nnviz.files import check_apart
from nnviz.learning.checks import check
from nnviz.learning.data import as_data
from nnviz.learning.datasets import Dataset
from nnviz.learning.description import NetworkDescription, TrainingDescription, check_together
from nnviz.learning.experiment import Experiment
from nnviz.learning.step import Step
from nnviz.learning.training import Trainer
from nnviz.trace.experiment_json import experiment_json
from nnviz.trace.format import MAX_EXPERIMENT_BYTES
from nnviz.trace.plan import MAX_ARRAY_BYTES, MAX_CHUNKS, MAX_STEP_BYTES, MAX_STEPS, Plan, Steps
from nnviz.trace.policy import plan_for
from nnviz.trace.quantities import QUANTITIES
from nnviz.trace.schema import DTYPE
from nnviz.trace.trace_recorder import Progress, TraceRecorder, trace_recorder


def checked_plan(experiment: Experiment) -> Plan:
    """Return what is recorded of a training.

    Raises:
        ExperimentError: it asks for steps, records or tensors that it does not have.
        TraceError: one step, one of its arrays, the data or all steps are too large to be recorded.

    """
    plan = plan_for(experiment)
    if len(experiment_json(experiment)) > MAX_EXPERIMENT_BYTES:
        raise TraceError(
            "initialization, recording: their lists take more than the"
            f" {MAX_EXPERIMENT_BYTES >> 20} MiB that can be recorded; give fewer weights or steps"
        )
    _check_size(plan)
    return plan


def _check_size(plan: Plan) -> None:
    if len(plan.steps) > MAX_STEPS or plan.chunks > MAX_CHUNKS:
        raise TraceError(
            f"recording steps: {len(plan.steps):,} steps of {plan.step_bytes:,} bytes are more than"
            f" the {MAX_STEPS:,} steps, or the terabyte, that can be recorded; record one in every"
            " few, steps = 10, or leave steps out"
        )
    for what, size, most in (
        ("one step", plan.step_bytes, MAX_STEP_BYTES),
        ("one array, or the data,", plan.largest_array, MAX_ARRAY_BYTES),
    ):
        if size > most:
            raise TraceError(
                f"layers: {what} of {plan.network.widths} units takes {size >> 20} MiB, more than"
                f" the {most >> 20} MiB that can be recorded; give smaller layers, or"
                " keep fewer records or tensors"
            )


def record(
    experiment: Experiment,
    path: Path | str,
    *,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
) -> None:
    """Train the network of `experiment` and record everything that it computes.

    The file grows under its name while training goes on, and may be read meanwhile. If it
    replaces an older file, it grows beside it and takes its name when it is whole. What was
    recorded before an interruption or an error is kept. A recording that is resumed becomes, bit
    for bit, what it would have become if nothing had stopped it.

    Args:
        experiment: what to train.
        path: the trace file to write, by custom with the ending `.nntrace`.
        overwrite: replace the file that is there.
        resume: go on with the recording of this experiment that is there and was stopped; with
            `overwrite`, with the one that was to replace it.
        progress: called now and then with (epochs done, epochs in all), and where a recording is
            resumed at once.

    Raises:
        TraceError: the file exists, or cannot be written, or the disk is full, or the network is
            too large to be recorded, or another process records to this file right now. To resume:
            there is no recording, or one of another experiment, or a complete one.
        UsageError: it is the file of the experiment's data.

    """
    path = Path(path)
    plan = checked_plan(experiment)
    if data := as_data(experiment.data).path:
        check_apart([path], [Path(data)])
    with trace_recorder(
        path, plan, overwrite=overwrite, resume=resume, progress=progress
    ) as recorder:
        trainer = Trainer(experiment)
        if recorder.state is not None:
            trainer.resume(recorder.state)
        trainer.run(_steps(recorder, plan, trainer))


@contextmanager
def recording(
    path: Path | str,
    *,
    network: NetworkDescription,
    data: Dataset,
    training: TrainingDescription | None = None,
    overwrite: bool = False,
) -> Iterator[TraceRecorder]:
    """Give a recorder that the steps of any loop are pushed to, by `push_arrays`.

    The file grows while the loop runs, and may be read meanwhile. Of a loop that ends with an error
    it keeps what was pushed, in chunks of up to 512 steps; that cannot be resumed.

    Args:
        path: the trace file to write, by custom with the ending `.nntrace`.
        network: what is trained.
        data: all records that it learns from.
        training: how the steps make epochs; None: each takes all records, and is an epoch. Its
            `steps` may stay None: they are counted.
        overwrite: replace the file that is there, when the new one is whole.

    Raises:
        ExperimentError: network, training and data do not fit each other.
        TraceError: the file exists, or cannot be written, or the disk is full, or the network is
            too large to be recorded, or another process records to this file right now.

    """
    if training is None:
        training = TrainingDescription(records_per_step=data.size, records_in_last_step=data.size)
    check_together(network, training, data)
    remedy = f"{data.name} is some of {data.size:,} records; give all that are learned from"
    check(len(data.inputs) == data.size, "data", f"{len(data.inputs):,} records", remedy)
    plan = Plan(
        network=network,
        training=training,
        dataset=data,
        steps=Steps(total=training.steps or MAX_STEPS, every=1, listed=()),
        records=None,
        quantities=frozenset(quantity.name for quantity in QUANTITIES),
        dtype=DTYPE,
    )
    if training.steps is None:
        most = min(MAX_STEPS, MAX_CHUNKS * plan.chunk_steps)
        plan = replace(plan, steps=replace(plan.steps, total=most))
    _check_size(plan)
    with trace_recorder(Path(path), plan, overwrite=overwrite) as recorder:
        yield recorder


def _steps(recorder: TraceRecorder, plan: Plan, trainer: Trainer) -> Iterator[Step]:
    """Yield the arrays of one step after the other, and push what was computed into them."""
    for _ in range(recorder.pushed, plan.steps.total):
        yield recorder.step
        recorder.push(trainer.state)
