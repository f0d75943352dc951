"""Export of a trace to one `.npz` file that any NumPy opens."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import TraceError
from nnviz.files import check_destination, os_errors_explained, written_whole
from nnviz.learning.datasets import Dataset
from nnviz.learning.preparation import constants_of
from nnviz.trace.schema import UPDATE_OF
from nnviz.trace.trace import Trace

LONGEST_NAME = 500  # of which NumPy gives each the room of the longest


def export_npz(
    trace: Trace, path: Path | str, *, epoch: int | None = None, overwrite: bool = False
) -> None:
    """Write every tensor of a trace under its schema name.

    The first axis of each is the recorded step; `epoch` (n_steps,) int64 holds its epoch and, where
    an epoch has several, `step` its number; of named columns `input_names`, `target_names` and
    `classes` hold texts, of scaled ones `inputs_center` and `inputs_spread` their scale, likewise
    of `targets`. `weights/k` and `biases/k` have one row more where
    their updates were recorded: their values after the last step. The file is
    written beside its name and renamed when it is whole.

    Args:
        trace: what to export; at least one step must have been recorded.
        path: the file to write, by custom with the ending `.npz`.
        epoch: the one whose last step is exported; None: all recorded steps.
        overwrite: replace the file that is there.

    Raises:
        TraceError: nothing was recorded, or not the epoch; the file exists, or it cannot be
            written.

    """
    path = Path(path)
    check_destination(path, overwrite=overwrite, error=TraceError)
    if not len(trace.epochs):
        raise TraceError(f"{trace.path}: nothing was recorded yet; export it later")
    if epoch is not None:
        trace.at("loss", epoch=epoch)  # says which epochs are near, where this one is missing
    with (
        written_whole(path, overwrite=overwrite, error=TraceError) as part,
        os_errors_explained(path, error=TraceError),
        zipfile.ZipFile(part, "w") as archive,
    ):
        for name, array in _arrays(trace, epoch):
            with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
                np.lib.format.write_array(file, array, allow_pickle=False)


def _arrays(trace: Trace, epoch: int | None) -> Iterator[tuple[str, NDArray[Any]]]:
    per_epoch = trace.training.steps_per_epoch
    steps = trace.steps if epoch is None else trace.steps[trace.steps == epoch * per_epoch]
    yield "epoch", -(-steps // per_epoch)
    if per_epoch > 1:
        yield "step", steps
    first, last = int(steps[0]), int(steps[-1])
    yield from _columns(trace.dataset)
    for name in trace.names:
        rows = trace.between_steps(name, first=first, last=last)
        quantity, _, number = name.partition("/")
        if f"{UPDATE_OF.get(quantity)}/{number}" in trace.names:
            rows = np.concatenate([rows, trace.after(name, step=last)[np.newaxis]])
        yield name, rows


def _columns(data: Dataset) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield what the columns of the data are called, and how they were scaled."""
    for name in ("input_names", "target_names", "classes"):
        if texts := getattr(data, name):
            yield name, np.array([text[:LONGEST_NAME] for text in texts])
    if data.preparation is None:
        return
    for which in ("inputs", "targets"):
        center, spread = constants_of(getattr(data.preparation, which))
        yield f"{which}_center", center
        yield f"{which}_spread", spread
