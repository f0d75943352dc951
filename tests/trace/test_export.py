"""The export: every tensor under its name, whole or not at all."""

import numpy as np
import pytest

from nnviz.errors import TraceError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.trace.export import export_npz
from nnviz.trace.policy import plan_for
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from nnviz.trace.writer import empty_trace


@pytest.fixture
def trace(tmp_path):
    layers = (Layer(units=4, bias=True), Layer(units=1))
    record(Experiment(layers=layers, epochs=600), tmp_path / "xor.nntrace")
    with open_trace(tmp_path / "xor.nntrace") as trace:
        yield trace


def test_it_holds_every_tensor_to_the_bit(trace, tmp_path):
    export_npz(trace, tmp_path / "xor.npz")
    with np.load(tmp_path / "xor.npz", allow_pickle=False) as exported:
        assert set(exported.files) == {"epoch", *trace.names}
        assert exported["epoch"].tolist() == list(range(1, 601))
        for name in trace.names:
            expected = trace.between(name, first=1, last=600)
            assert exported[name][:600].tobytes() == expected.tobytes()


def test_weights_and_biases_have_one_row_more(trace, tmp_path):
    export_npz(trace, tmp_path / "xor.npz")
    with np.load(tmp_path / "xor.npz", allow_pickle=False) as exported:
        rows = {name: len(exported[name]) for name in exported.files}
        last = trace.after("biases/0", epoch=600)
        assert exported["biases/0"][600].tobytes() == last.tobytes()
    longer = {name for name, n_rows in rows.items() if n_rows == 601}
    assert longer == {"weights/0", "weights/1", "biases/0"}
    assert set(rows.values()) == {600, 601}


def test_an_existing_file_is_refused_unless_asked_for(trace, tmp_path):
    path = tmp_path / "xor.npz"
    path.write_text("precious")
    with pytest.raises(TraceError, match=r"xor\.npz.*exists"):
        export_npz(trace, path)
    assert path.read_text() == "precious"
    export_npz(trace, path, overwrite=True)
    with np.load(path) as exported:
        assert "loss" in exported.files


def test_an_export_that_fails_leaves_what_was_there(trace, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    path = tmp_path / "xor.npz"
    path.write_text("precious")
    monkeypatch.setattr(np.lib.format, "write_array", full)
    with pytest.raises(TraceError, match=r"xor\.npz.*No space left.*disk has room"):
        export_npz(trace, path, overwrite=True)
    assert path.read_text() == "precious"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["xor.nntrace", "xor.npz"]


def test_a_trace_without_steps_is_not_exported(tmp_path):
    path = tmp_path / "empty.nntrace"
    with empty_trace(path, plan_for(Experiment())) as part:
        part.rename(path)
    with open_trace(path) as trace, pytest.raises(TraceError, match="nothing was recorded"):
        export_npz(trace, tmp_path / "xor.npz")


def test_one_epoch_alone_can_be_exported(trace, tmp_path):
    export_npz(trace, tmp_path / "one.npz", epoch=77)
    with np.load(tmp_path / "one.npz", allow_pickle=False) as exported:
        assert exported["epoch"].tolist() == [77]
        for name in ("activations/1", "updates/0", "loss"):
            assert np.array_equal(exported[name], [trace.at(name, epoch=77)])
        before, after = exported["weights/1"]
        assert np.array_equal(before, trace.at("weights/1", epoch=77))
        assert np.array_equal(after, trace.after("weights/1", epoch=77))


def test_an_epoch_that_was_not_recorded_is_not_exported(trace, tmp_path):
    with pytest.raises(TraceError, match="epoch 601 was not recorded"):
        export_npz(trace, tmp_path / "one.npz", epoch=601)
    assert not (tmp_path / "one.npz").exists()


def test_steps_of_batches_are_numbered_and_what_was_not_recorded_is_left_out(
    tmp_path,
):
    experiment = Experiment(
        batch_size=2, epochs=6, recording=Recording(steps=4, tensors=("weights",))
    )
    record(experiment, tmp_path / "xor.nntrace")
    with open_trace(tmp_path / "xor.nntrace") as trace:
        export_npz(trace, tmp_path / "xor.npz")
    with np.load(tmp_path / "xor.npz") as exported:
        assert exported["step"].tolist() == [1, 2, 4, 8, 12]
        assert exported["epoch"].tolist() == [1, 1, 2, 4, 6]
        assert exported["weights/0"].shape == (5, 3, 4)


def test_names_and_scales_of_columns_are_exported(tmp_path):
    path = tmp_path / "birds.csv"
    path.write_text("mass,kind\n2700,gull\n4800,tern\n")
    data = Data(name="csv", path=str(path), classify=True, scale="range")
    record(Experiment(data=data, layers=(Layer(units=2),), epochs=1), tmp_path / "birds.nntrace")
    with open_trace(tmp_path / "birds.nntrace") as trace:
        assert trace.dataset.preparation == data.dataset.preparation
        assert trace.dataset.input_names == ("mass",)
        export_npz(trace, tmp_path / "birds.npz")
    with np.load(tmp_path / "birds.npz") as exported:
        assert exported["input_names"].tolist() == ["mass"]
        assert exported["classes"].tolist() == ["gull", "tern"]
        assert (exported["inputs_center"], exported["inputs_spread"]) == (2700, 2100)
