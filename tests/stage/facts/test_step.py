"""A step: which records its rows are, and that their targets are theirs."""

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment
from nnviz.learning.recording import Recording
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace


@pytest.mark.parametrize("size", [1, 2, 4])  # 4: a batch may be the whole data, dealt anew
@pytest.mark.parametrize("records", ["auto", "all", 3, (2, 3)])
def test_the_rows_of_a_batch_are_beside_their_own_targets(tmp_path, size, records):
    path = tmp_path / "batches.nntrace"
    record(Experiment(epochs=6, batch_size=size, recording=Recording(records=records)), path)
    with open_trace(path) as trace:
        assert trace.batches_vary == (records == "all")
        for epoch in trace.epochs:
            step = step_arrays(trace, int(epoch))
            data = Experiment().dataset
            assert np.array_equal(step.activations[0], data.inputs[step.records])
            assert np.array_equal(step.targets, data.targets[step.records])
