"""Hunts for inputs that crash the readers, guided by which lines they reach (atheris).

`python -m tests.hostile.coverage` takes the options of libFuzzer: `-runs=100000`,
`-max_total_time=600`. What it finds it writes into this folder's `corpus`, whose tests then fail.
The first byte of an input says which reader gets the rest.
"""

import contextlib
import json
import sys
import tempfile
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["nnviz"]):
    import numpy as np

    from nnviz.errors import ExperimentError, SceneError
    from nnviz.learning.datasets import TRUTH_TABLES
    from nnviz.learning.experiment import Experiment
    from nnviz.learning.tables import read_csv, read_npz
    from nnviz.scene import load_scene
    from nnviz.story.timeline import Timeline
    from nnviz.story.training_outline import TrainingOutline
    from nnviz.trace import format as layout
    from nnviz.trace.codec import Codec
    from nnviz.trace.experiment_json import experiment_from_json, experiment_json
    from nnviz.trace.policy import plan_for
    from nnviz.trace.state import state_from_parts

HERE = Path(__file__).parent
FOLDER = Path(tempfile.mkdtemp())
XOR = TRUTH_TABLES["xor"]
ARRAYS = {"inputs": XOR.inputs, "targets": XOR.targets}
DESCRIBED = layout.describe(plan_for(Experiment(epochs=3)))
MOST_EPOCHS = 1000


def scene(data: bytes) -> None:
    """Read a scene, and lay its story out."""
    path = FOLDER / "scene.toml"
    path.write_bytes(data)
    read = load_scene(path)
    epochs = np.arange(1, min(read.experiment.epochs, MOST_EPOCHS) + 1)
    size = read.experiment.dataset.size
    error = np.ones(len(epochs))
    outline = TrainingOutline(
        widths=read.experiment.widths, n_records=size, epochs=epochs, error=error
    )
    Timeline(read.storyboard, outline)


def experiment(data: bytes) -> None:
    """Read the experiment of a trace, and write it again."""
    read = experiment_from_json(data.decode(errors="replace"), XOR)
    assert experiment_from_json(experiment_json(read), XOR) == read


def records(data: bytes) -> None:
    """Read what a trace says of its data."""
    layout.parse_data(data.decode(errors="replace"), ARRAYS)


def plan(data: bytes) -> None:
    """Read what a trace says of what is recorded."""
    layout.tensor_rows(layout.parse_plan(data.decode(errors="replace"), Experiment(epochs=3)))


def array(data: bytes) -> None:
    """Decode an array."""
    Codec().decode(data, shape=(4, 3), dtype=np.dtype("<f8"))


def state(data: bytes) -> None:
    """Read the state that a training goes on from."""
    state_from_parts([data, bytes(8 * 16)], Experiment(epochs=3), taken=1)


def table(data: bytes) -> None:
    """Read a CSV file."""
    path = FOLDER / "own.csv"
    path.write_bytes(data)
    read_csv(path, inputs=(), targets=(), classify=len(data) % 2 == 0)


def archive(data: bytes) -> None:
    """Read an NPZ file."""
    path = FOLDER / "own.npz"
    path.write_bytes(data)
    read_npz(path, inputs=(), targets=(), classify=len(data) % 2 == 0)


READERS = (scene, experiment, records, plan, array, state, table, archive)
REFUSALS = (SceneError, ExperimentError, ValueError)


def read(data: bytes) -> None:
    """Give an input to the reader that its first byte names."""
    warnings.simplefilter("error")
    if data:
        with contextlib.suppress(*REFUSALS):
            READERS[data[0] % len(READERS)](data[1:])


def seeds(folder: Path) -> None:
    """Write inputs to begin with."""
    lessons = sorted((HERE.parents[1] / "scenes").glob("*.toml"))
    lessons += sorted((HERE / "corpus").glob("*.toml"))
    texts = [(0, path.read_bytes()) for path in lessons]
    texts += [(1, DESCRIBED["experiment"].encode()), (2, DESCRIBED["data"].encode())]
    texts += [(3, DESCRIBED["recorded"].encode()), (4, Codec().encode(XOR.inputs))]
    texts += [(5, json.dumps({"batches": {}, "dropout": {}}).encode()), (6, b"a,b,y\n1,2,x\n")]
    with (folder / "own.npz").open("wb") as file:
        np.savez(file, inputs=XOR.inputs, targets=XOR.targets)
    texts += [(7, (folder / "own.npz").read_bytes())]
    for number, (reader, content) in enumerate(texts):
        (folder / f"seed{number}").write_bytes(bytes([reader]) + content)


def main() -> None:
    """Hunt until something is found, or for as long as the options say."""
    with tempfile.TemporaryDirectory() as folder:
        seeds(Path(folder))
        options = [f"-artifact_prefix={HERE / 'corpus'}/", "-max_len=4096", "-rss_limit_mb=1000"]
        atheris.Setup([sys.argv[0], folder, *options, *sys.argv[1:]], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
