"""What a trace file may be instead of a trace, and what is said about it."""

import contextlib
import json
import re
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.errors import (
    NotATraceError,
    TraceDamagedError,
    TraceError,
    TraceVersionError,
)
from nnviz.learning.experiment import Experiment
from nnviz.trace import format as layout
from nnviz.trace.codec import Codec
from nnviz.trace.policy import plan_for
from nnviz.trace.reader import check
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "xor.nntrace"
    record(Experiment(epochs=600), path)
    return path


@pytest.fixture
def path(sound, tmp_path):
    return Path(shutil.copy(sound, tmp_path / "xor.nntrace"))


def change(path, statement, *values):
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(statement, values)


def refuses(path, kind, *, saying):
    with pytest.raises(kind, match=f"^{re.escape(str(path))}: .*{saying}.*; ") as caught:
        check(path)
    assert type(caught.value) is kind


def test_a_missing_file_is_named(tmp_path):
    refuses(tmp_path / "none.nntrace", TraceError, saying="no such file")
    refuses(tmp_path, TraceError, saying="no ordinary file")


@pytest.mark.parametrize("content", [b"", b"hello", b"# a scene\n" * 1000])
def test_another_file_is_no_trace(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    refuses(path, NotATraceError, saying="not a trace")


def test_another_database_is_no_trace(tmp_path):
    path = tmp_path / "contacts.db"
    change(path, "CREATE TABLE people (name TEXT)")
    refuses(path, NotATraceError, saying="not a trace")


def test_the_first_format_is_refused(path):
    change(path, "PRAGMA user_version = 1")
    refuses(path, TraceVersionError, saying="format 1")


def test_a_newer_format_says_what_to_install(path):
    change(path, f"PRAGMA user_version = {layout.FORMAT_VERSION + 1}")
    refuses(path, TraceVersionError, saying=f"format {layout.FORMAT_VERSION + 1}")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_damaged(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(TraceDamagedError, match=re.escape(str(path))):
        open_trace(path)


def test_a_flipped_bit_in_a_blob_is_found_and_never_shown(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        (blob,) = database.execute(
            "SELECT data FROM blobs WHERE chunk = 1 AND tensor = 1"
        ).fetchone()
    content = bytearray(path.read_bytes())
    position = content.index(blob[:100]) + 50
    content[position] ^= 0x10
    path.write_bytes(content)
    refuses(path, TraceDamagedError, saying="checksum of activations/1 of chunk 1")
    with open_trace(path) as trace:
        assert trace.at("activations/1", epoch=512).shape == (4, 4)
        assert trace.at("activations/2", epoch=513).shape == (4, 1)
        with pytest.raises(TraceDamagedError, match="activations/1"):
            trace.at("activations/1", epoch=513)


@settings(max_examples=60)
@given(data=st.data())
def test_a_changed_byte_anywhere_is_an_error_or_changes_nothing_that_is_read(
    sound, tmp_path_factory, data
):
    content = bytearray(sound.read_bytes())
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("changed") / "xor.nntrace"
    path.write_bytes(content)
    with contextlib.suppress(TraceError):
        check(path)
        with open_trace(path) as trace, open_trace(sound) as original:
            for name in original.names:
                changed = trace.between(name, first=1, last=600)
                assert changed.tobytes() == original.between(name, first=1, last=600).tobytes()
    for file in path.parent.iterdir():
        file.unlink()


def of_meta(value, key="experiment"):
    check_of = layout.checksum(key, value)
    statement = "UPDATE meta SET value = ?, checksum = ? WHERE key = ?"
    return lambda path: change(path, statement, value, check_of, key)


def of_network(**changed):
    return of_meta(json.dumps({**json.loads(META["network"]), **changed}), "network")


def of_training(**changed):
    return of_meta(json.dumps({**json.loads(META["training"]), **changed}), "training")


def of_data(**changed):
    return of_meta(json.dumps({**json.loads(META["data"]), **changed}), "data")


def of_recorded(**changed):
    return of_meta(json.dumps({**json.loads(META["recorded"]), **changed}), "recorded")


def of_records(shape, data, name="inputs"):
    check_of = layout.checksum(name, shape, data)
    statement = "UPDATE records SET shape = ?, data = ?, checksum = ? WHERE name = ?"
    return lambda path: change(path, statement, shape, data, check_of, name)


def of_chunk(steps, epochs):
    check_of = layout.checksum(0, steps, epochs)
    statement = "UPDATE chunks SET n_steps = ?, steps = ?, checksum = ? WHERE id = 0"
    return lambda path: change(path, statement, steps, epochs, check_of)


def of_blob(data):
    statement = "UPDATE blobs SET data = ?, checksum = ? WHERE chunk = 0 AND tensor = 0"
    return lambda path: change(path, statement, data, layout.checksum(0, 0, data))


def sql(statement):
    return lambda path: change(path, statement)


META = layout.describe(plan_for(Experiment(epochs=600)))
EXPERIMENT = json.loads(META["experiment"])
INPUTS = Codec().encode(Experiment().dataset.inputs)
EPOCHS = Codec().encode(np.arange(512, dtype="<i8"))

LIES = {
    "a trigger": sql("CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM blobs; END"),
    "a view": sql("CREATE VIEW v AS SELECT * FROM meta"),
    "no table": sql("DROP TABLE blobs"),
    "another version": sql("PRAGMA user_version = 0"),
    "no network": sql("DELETE FROM meta WHERE key = 'network'"),
    "a network that is none": of_meta("[]", "network"),
    "a deep network": of_meta("[" * 100_000, "network"),
    "a network of no layers": of_network(layers=[]),
    "a network of an enormous layer": of_network(layers=[{"units": 10**9}]),
    "a network of other layers": of_network(layers=[{"units": 1}]),
    "a network of an unknown function": of_network(layers=[{"units": 1, "activation": "magic"}]),
    "a network with softmax inside": of_network(layers=[{"units": 2, "activation": "softmax"}] * 2),
    "a network with other inputs": of_network(inputs=10**9),
    "a network with another loss": of_network(loss="mean_squared_error"),
    "no training": sql("DELETE FROM meta WHERE key = 'training'"),
    "a training that is none": of_meta("3", "training"),
    "a training of no records": of_training(records_per_step=0),
    "a training of other records": of_training(records_per_step=3, records_in_last_step=3),
    "a training of a larger last step": of_training(records_in_last_step=5),
    "a training of fewer steps": of_training(steps=10),
    "a training of steps that nobody counts": of_training(steps=10**30),
    "a training that remembers what there is not": of_training(memory=["everything"]),
    "a training of one and a half steps": of_training(steps_per_epoch=1.5),
    "blob as text": sql("UPDATE meta SET value = x'00'"),
    "changed text": sql("UPDATE meta SET value = replace(value, 'xor', 'and')"),
    "json that is none": of_meta("{"),
    "deep json": of_meta("[" * 100_000),
    "json list": of_meta("[]"),
    "not a number": of_meta(json.dumps({**EXPERIMENT, "learning_rate": float("nan")})),
    "no such layer": of_meta(json.dumps({**EXPERIMENT, "layers": [{"units": 10**9}]})),
    "unknown field": of_meta(json.dumps({**EXPERIMENT, "pickle": "…"})),
    "other layers": of_meta(json.dumps({**EXPERIMENT, "layers": [{"units": 1}]})),
    "fewer epochs": of_meta(json.dumps({**EXPERIMENT, "epochs": 10})),
    "no data": sql("DELETE FROM meta WHERE key = 'data'"),
    "data that are none": of_meta("[]", "data"),
    "data without a name": of_meta("{}", "data"),
    "deep data": of_meta("[" * 100_000, "data"),
    "from fewer than there are": of_data(taken_from=[3, 0]),
    "from as many as nobody has": of_data(taken_from=[10**30, 0]),
    "from one and a half": of_data(taken_from=[4.5, 0]),
    "from nowhere": of_data(taken_from=None),
    "an image of other size": of_data(image_shape=[2, 2]),
    "an image without a size": of_data(image_shape="ab"),
    "a hundred thousand classes": of_data(classes=["a"] * 100_000),
    "no records": sql("DELETE FROM records"),
    "no inputs": sql("DELETE FROM records WHERE name = 'inputs'"),
    "records changed": sql("UPDATE records SET data = x'00'"),
    "records as text": sql("UPDATE records SET data = 'many'"),
    "records of huge shape": of_records("[1000000000, 1000000000]", INPUTS),
    "records of no shape": of_records("[]", INPUTS),
    "records of a shape that is text": of_records('"ab"', INPUTS),
    "records of another shape": of_records("[3, 4]", INPUTS),
    "records that are no numbers": of_records("[4, 3]", Codec().encode(np.full((4, 3), np.nan))),
    "records that are none": of_records("[4, 3]", b"junk"),
    "no plan": sql("DELETE FROM meta WHERE key = 'recorded'"),
    "a plan that is none": of_meta("3", "recorded"),
    "more records than records": of_recorded(records=[0, 1, 2, 3, 4]),
    "records that are text": of_recorded(records=["a", "b", "c", "d"]),
    "quantities that are none": of_recorded(quantities=["weight"]),
    "another precision": of_recorded(dtype="|O"),
    "half of the precision": of_recorded(dtype="<f4"),
    "another shape": sql("UPDATE tensors SET shape = '[99]' WHERE id = 3"),
    "another dtype": sql("UPDATE tensors SET dtype = '|O' WHERE id = 3"),
    "a tensor more": sql("INSERT INTO tensors VALUES (99, 'x', '<f8', '[]')"),
    "a chunk less": sql("DELETE FROM chunks WHERE id = 0"),
    "steps as text": sql("UPDATE chunks SET steps = 'one'"),
    "a number of steps as text": sql("UPDATE chunks SET n_steps = 'many'"),
    "a number of steps changed": sql("UPDATE chunks SET n_steps = 511 WHERE id = 0"),
    "too many steps": of_chunk(10**12, EPOCHS),
    "no steps": of_chunk(0, EPOCHS),
    "epochs from 0": of_chunk(512, EPOCHS),
    "epochs that are none": of_chunk(512, b"junk"),
    "a blob less": sql("DELETE FROM blobs WHERE chunk = 0 AND tensor = 0"),
    "blobs of another chunk": sql(
        "UPDATE blobs SET data = b.data, checksum = b.checksum FROM blobs AS b"
        " WHERE b.tensor = blobs.tensor AND blobs.chunk = 0 AND b.chunk = 1"
    ),
    "a bomb": of_blob(Codec().encode(np.zeros(1 << 22))),
    "a blob that is none": of_blob(b"junk"),
    "a huge blob": of_blob(bytes(1 << 22)),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_file_that_lies_is_damaged(path, lie):
    lie(path)
    refuses(path, TraceDamagedError, saying="damaged")
