"""Recording an experiment: training computes into a recorder, step after step."""

from collections.abc import Iterator
from pathlib import Path

from nnviz.errors import TraceError
from nnviz.files import check_apart
from nnviz.learning.data import as_data
from nnviz.learning.experiment import Experiment
from nnviz.learning.step import Step
from nnviz.learning.training import Trainer
from nnviz.trace.experiment_json import experiment_json
from nnviz.trace.format import MAX_EXPERIMENT_BYTES
from nnviz.trace.plan import MAX_ARRAY_BYTES, MAX_CHUNKS, MAX_STEP_BYTES, MAX_STEPS, Plan
from nnviz.trace.policy import plan_for
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
                f"layers: {what} of {experiment.widths} units takes {size >> 20} MiB, more than"
                f" the {most >> 20} MiB that can be recorded; give smaller layers, or"
                " keep fewer records or tensors"
            )
    return plan


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


def _steps(recorder: TraceRecorder, plan: Plan, trainer: Trainer) -> Iterator[Step]:
    """Yield the arrays of one step after the other, and push what was computed into them."""
    for _ in range(recorder.pushed, plan.steps.total):
        yield recorder.step
        recorder.push(trainer.state)
