"""Recordings of older formats are read to the bit, in the words of the present one.

`older/` holds recordings that were made when these formats were the newest; `arrays.json` says what
their arrays were, as the version that made them read them.
"""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from nnviz.errors import TraceDamagedError, TraceVersionError
from nnviz.learning.recording import FORMER_QUANTITIES
from nnviz.trace.reader import check
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

OLDER = Path(__file__).parent / "older"
ARRAYS = json.loads((OLDER / "arrays.json").read_text())


def present(name):
    quantity, slash, number = name.partition("/")
    return FORMER_QUANTITIES.get(quantity, quantity) + slash + number


def digest(trace, name):
    array = trace.between_steps(name, first=1, last=1_000_000)
    return hashlib.sha256(array.tobytes()).hexdigest()[:16]


@pytest.fixture(params=ARRAYS)
def older(request, tmp_path):
    path = tmp_path / f"{request.param}.nntrace"
    shutil.copy(OLDER / path.name, path)
    return path


def test_an_older_recording_is_read_to_the_bit(older):
    known = ARRAYS[older.stem]
    check(older)
    with open_trace(older) as trace:
        assert trace.complete
        assert trace.names == tuple(map(present, known))
        assert {name: digest(trace, present(name)) for name in known} == known


def test_an_older_recording_says_what_its_experiment_says(older):
    with open_trace(older) as trace:
        experiment = trace.experiment
        assert experiment is not None
        assert (trace.network, trace.training) == (experiment.network, experiment.training)


def test_recorded_again_it_has_the_same_arrays(older, tmp_path):
    with open_trace(older) as trace:
        assert trace.experiment is not None
        record(trace.experiment, tmp_path / "again.nntrace")
        with open_trace(tmp_path / "again.nntrace") as again:
            assert again.experiment == trace.experiment
            assert again.names == trace.names
            for name in again.names:
                assert np.allclose(again.at(name, step=2), trace.at(name, step=2), equal_nan=True)


def test_an_older_recording_is_not_gone_on_with(older):
    with open_trace(older) as trace:
        experiment = trace.experiment
    assert experiment is not None
    before = older.read_bytes()
    with pytest.raises(TraceVersionError, match=r"format [23].*record it again"):
        record(experiment, older, resume=True)
    assert older.read_bytes() == before


def test_present_names_in_an_older_recording_are_damage(older):
    with closing(sqlite3.connect(older)) as database, database:
        database.execute("UPDATE tensors SET name = replace(name, 'errors', 'activation_deltas')")
    with pytest.raises(TraceDamagedError, match="tensors are not"):
        check(older)


def test_former_names_of_arrays_are_accepted_with_a_warning(older):
    with open_trace(older) as trace:
        with pytest.warns(DeprecationWarning, match="errors is called activation_deltas"):
            former = trace.at("errors/2", step=2)
        assert former.tobytes() == trace.at("activation_deltas/2", step=2).tobytes()
        with pytest.warns(DeprecationWarning):
            assert trace.shape("errors/1") == trace.shape("activation_deltas/1")
        with pytest.warns(DeprecationWarning):
            trace.between("errors/1", first=1, last=2)
