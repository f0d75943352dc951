"""Recordings of smaller last batches, of batches with replacement, of the proximal step."""

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.step import NO_RECORD
from nnviz.trace import format as layout
from nnviz.trace.reader import check
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

from .test_any_experiment import content
from .test_recorder import Interrupt

PLAIN = Experiment(
    data=Data(name="spiral", records=14, held_out=0.5),
    layers=(
        Layer(units=3, activation="tanh", bias=True, dropout=0.3),
        Layer(units=1, activation="tanh"),
    ),
    loss="mean_squared_error",
    optimizer=OptimizerSettings(name="adam"),
    initialization=Initialization(name="glorot_uniform"),
    batch_size=3,
    epochs=9,
)
KEPT = replace(PLAIN, drop_last=False)
DRAWN = replace(PLAIN, replacement=True)
PROXIMAL = replace(PLAIN, regularization=Regularization(l1=0.05, l2=0.01, proximal=True))


@pytest.mark.parametrize("experiment", [KEPT, DRAWN, PROXIMAL], ids=["kept", "drawn", "proximal"])
@pytest.mark.parametrize("after", [1, 4, 8])
def test_a_recording_that_was_stopped_goes_on_to_the_same_bits(
    tmp_path, monkeypatch, experiment, after
):
    monkeypatch.setattr("nnviz.trace.plan.CHUNK_STEPS", 2)
    whole, stopped = tmp_path / "whole.nntrace", tmp_path / "stopped.nntrace"
    record(experiment, whole)
    with suppress(KeyboardInterrupt):
        record(experiment, stopped, progress=Interrupt(after))
    with open_trace(stopped) as trace:
        assert not trace.complete
    record(experiment, stopped, resume=True)
    check(stopped)
    assert content(stopped) == content(whole)
    with open_trace(whole) as trace:
        assert trace.experiment == experiment


def test_the_rows_of_a_smaller_batch_say_where_it_ends(tmp_path):
    record(KEPT, tmp_path / "kept.nntrace")
    with open_trace(tmp_path / "kept.nntrace") as trace:
        records = trace.between_steps("records", first=1, last=27).astype(int).reshape(9, 9)
        assert trace.steps.tolist() == list(range(1, 28))
        assert trace.epochs.tolist() == list(range(1, 10))
    assert (records[:, 7:] == NO_RECORD).all()
    assert (np.sort(records[:, :7], axis=1) == np.arange(7)).all()


def test_a_recording_that_an_older_nnviz_began_is_read_and_gone_on_with(tmp_path, monkeypatch):
    """Its experiment does not say what nobody could choose then."""
    monkeypatch.setattr("nnviz.trace.plan.CHUNK_STEPS", 2)
    older = replace(PLAIN, regularization=Regularization(l1=0.05))
    path = tmp_path / "older.nntrace"
    with suppress(KeyboardInterrupt):
        record(older, path, progress=Interrupt(4))
    with closing(sqlite3.connect(path)) as database, database:
        (text,) = database.execute("SELECT value FROM meta WHERE key = 'experiment'").fetchone()
        said = json.loads(text)
        for key in ("drop_last", "replacement"):
            del said[key]
        del said["regularization"]["proximal"]
        text = json.dumps(said)
        row = (text, layout.checksum("experiment", text))
        database.execute("UPDATE meta SET value = ?, checksum = ? WHERE key = 'experiment'", row)
    check(path)
    with open_trace(path) as trace:
        assert trace.experiment == older
    record(older, path, resume=True)
    with open_trace(path) as trace:
        assert trace.complete
