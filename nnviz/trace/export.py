"""Export of a trace to one `.npz` file that any NumPy opens."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import TraceError
from nnviz.files import check_destination, explained, written_whole
from nnviz.trace.schema import UPDATE_OF
from nnviz.trace.trace import Trace


def export_npz(
    trace: Trace, path: Path | str, *, epoch: int | None = None, overwrite: bool = False
) -> None:
    """Write every tensor of a trace under its schema name.

    The first axis of each is the recorded step; `epoch` (n_steps,) int64 holds its number.
    `weights/k` and `biases/k` have one row more: their values after the last step. The file is
    written beside its name and renamed when it is whole.

    Args:
        trace: what to export; at least one step must have been recorded.
        path: the file to write, by custom with the ending `.npz`.
        epoch: the one recorded step to export; None: all of them.
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
        explained(path, error=TraceError),
        zipfile.ZipFile(part, "w") as archive,
    ):
        for name, array in _arrays(trace, epoch):
            with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
                np.lib.format.write_array(file, array, allow_pickle=False)


def _arrays(trace: Trace, epoch: int | None) -> Iterator[tuple[str, NDArray[Any]]]:
    epochs = trace.epochs if epoch is None else trace.epochs[trace.epochs == epoch]
    yield "epoch", epochs
    first, last = int(epochs[0]), int(epochs[-1])
    for name in trace.names:
        rows = trace.between(name, first=first, last=last)
        if name.partition("/")[0] in UPDATE_OF:
            rows = np.concatenate([rows, trace.after(name, epoch=last)[np.newaxis]])
        yield name, rows
