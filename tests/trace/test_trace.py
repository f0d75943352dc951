"""Reading a trace: any tensor at any epoch."""

import numpy as np
import pytest

from nnviz.errors import TraceError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.trace.buffers import ChunkBuffer
from nnviz.trace.policy import plan_for
from nnviz.trace.reader import TraceReader
from nnviz.trace.recorder import record
from nnviz.trace.trace import ChunkCache, open_trace
from nnviz.trace.writer import TraceWriter, empty_trace

EXPERIMENT = Experiment(layers=(Layer(units=4, bias=True), Layer(units=1)), epochs=1300)


@pytest.fixture(scope="module")
def trace(tmp_path_factory):
    path = tmp_path_factory.mktemp("trace") / "xor.nntrace"
    record(EXPERIMENT, path)
    with open_trace(path) as trace:
        yield trace


def test_a_trace_says_what_it_is(trace):
    assert trace.experiment == EXPERIMENT
    assert trace.dataset.targets.tolist() == [[0], [1], [1], [0]]
    assert trace.complete
    assert trace.versions["numpy"] == np.__version__
    assert set(trace.versions) == {"nnviz", "numpy", "python"}
    assert trace.shape("weights/0") == (3, 4)
    assert trace.epochs.tolist() == list(range(1, 1301))


def test_one_epoch_is_a_row_of_many(trace):
    rows = trace.between("deltas/1", first=510, last=1030)
    assert rows.shape == (521, 4, 4)
    for epoch in (510, 512, 513, 1024, 1025, 1030):
        row = trace.at("deltas/1", epoch=epoch)
        assert row.shape == (4, 4)
        assert row.tobytes() == rows[epoch - 510].tobytes()


def test_a_range_may_reach_beyond_what_was_recorded_or_miss_it(trace):
    assert len(trace.between("loss", first=-5, last=10)) == 10
    assert len(trace.between("loss", first=1290, last=9999)) == 11
    assert trace.between("weights/0", first=2000, last=3000).shape == (0, 3, 4)
    assert trace.between("weights/0", first=9, last=3).shape == (0, 3, 4)


def test_biases_after_an_epoch_are_the_biases_before_the_next(trace):
    after = trace.after("biases/0", epoch=512)
    assert after.tobytes() == trace.at("biases/0", epoch=513).tobytes()


def test_a_series_is_whole_and_kept(trace):
    loss = trace.series("loss")
    assert loss.shape == (1300,)
    assert loss[700] == trace.at("loss", epoch=701)
    assert trace.series("loss") is loss


def test_nobody_can_change_what_was_recorded(trace):
    arrays = [
        trace.epochs,
        trace.at("weights/0", epoch=5),
        trace.after("weights/0", epoch=5),
        trace.between("weights/0", first=1, last=5),
        trace.series("loss"),
    ]
    assert not any(array.flags.writeable for array in arrays)


@pytest.mark.parametrize(("epoch", "nearest"), [(0, "1"), (1301, "1300"), (-7, "1")])
def test_an_epoch_that_was_not_recorded_is_an_error_that_names_the_nearest(trace, epoch, nearest):
    with pytest.raises(TraceError, match=f"epoch {epoch} was not recorded; .*{nearest}$"):
        trace.at("loss", epoch=epoch)


def test_an_unknown_tensor_is_an_error_that_names_the_known(trace):
    with pytest.raises(TraceError, match=r"'weights/7'.*weights/0"):
        trace.at("weights/7", epoch=1)
    with pytest.raises(TraceError, match="no scalar"):
        trace.series("weights/0")
    with pytest.raises(TraceError, match="not updated"):
        trace.after("deltas/1", epoch=1)


def test_recorded_steps_need_not_be_every_step(tmp_path_factory):
    path = tmp_path_factory.mktemp("sparse") / "xor.nntrace"
    buffer = ChunkBuffer(EXPERIMENT, 3)
    for value, array in enumerate(buffer.arrays.values()):
        array[...] = value
    with empty_trace(path, plan_for(EXPERIMENT)) as part:
        part.rename(path)
    with TraceWriter(path, plan_for(EXPERIMENT)) as writer:
        writer.append(np.array([1, 10, 100]), buffer.arrays)
        writer.append(np.array([1000]), buffer.first(1))
    with open_trace(path) as trace:
        assert trace.epochs.tolist() == [1, 10, 100, 1000]
        assert len(trace.between("loss", first=2, last=1000)) == 3
        assert trace.at("weights/0", epoch=1000).shape == (3, 4)
        assert not trace.complete
        with pytest.raises(TraceError, match=r"10 and 100$"):
            trace.at("loss", epoch=50)


class CountingReader(TraceReader):
    """Counts how often it is asked."""

    reads = 0

    def read(self, chunk, name):
        self.reads += 1
        return super().read(chunk, name)


def test_the_cache_reads_a_chunk_once_and_forgets_the_least_recently_used(trace):
    reader = CountingReader(trace.path)
    two_chunks = 2 * 512 * 8
    cache = ChunkCache(reader, max_bytes=two_chunks)
    for chunk in (0, 1, 0, 1, 0):
        cache.get(chunk, "loss")
    assert reader.reads == 2
    cache.get(0, "mean_absolute_error")  # forgets chunk 1 of loss
    cache.get(0, "loss")
    assert reader.reads == 3
    cache.get(1, "loss")
    assert reader.reads == 4
    reader.close()
