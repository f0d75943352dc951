"""Traces that a stranger could send: what is changed in a sound one, checksums made good."""

import contextlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import numpy as np

from nnviz.learning.experiment import Experiment
from nnviz.trace import format as layout
from nnviz.trace.codec import Codec
from nnviz.trace.plan import CHUNK_STEPS
from nnviz.trace.recorder import record

Change = Callable[[sqlite3.Connection], None]

EPOCHS = 20
ZEROS = {n: Codec().encode(np.zeros(n)) for n in (1 << 22, 1 << 25)}  # 32 and 256 MiB


def make_trace(path: Path) -> None:
    """Record a sound trace."""
    record(Experiment(epochs=EPOCHS), path)


def change(path: Path, change_of: Change) -> None:
    """Change a trace in place."""
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        change_of(database)


def put(key: str, value: str) -> Change:
    """Return the change of an entry of the description."""
    check = layout.checksum(key, value)
    statement = "INSERT OR REPLACE INTO meta VALUES (?, ?, ?)"
    return lambda database: _run(database, statement, key, value, check)


def said(key: str, **changed: object) -> Change:
    """Return the change of some fields of an entry of the description."""

    def change_of(database: sqlite3.Connection) -> None:
        (text,) = database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        put(key, json.dumps({**json.loads(text), **changed}, separators=(",", ":")))(database)

    return change_of


def records(name: str, shape: str, data: bytes) -> Change:
    """Return the change of an array of records."""
    check = layout.checksum(name, shape, data)
    statement = "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)"
    return lambda database: _run(database, statement, name, shape, data, check)


def sql(*statements: str) -> Change:
    """Return the change that statements of SQL make."""
    return lambda database: [database.execute(statement) for statement in statements]


def all_of(*changes: Change) -> Change:
    """Return several changes as one."""
    return lambda database: [each(database) for each in changes]


def _run(database: sqlite3.Connection, statement: str, *values: object) -> None:
    database.execute(statement, values)


def _many_chunks(database: sqlite3.Connection) -> None:
    steps = CHUNK_STEPS
    said("experiment", epochs=10**9)(database)
    said("training", steps=10**9)(database)
    for number in range(3_000):
        numbers = np.arange(1, steps + 1, dtype="<i8") + number * steps
        data = Codec().encode(numbers)
        check = layout.checksum(number, steps, data)
        _run(database, "INSERT OR REPLACE INTO chunks VALUES (?,?,?,?)", number, steps, data, check)


MANY_TABLES = """
    INSERT INTO sqlite_master WITH RECURSIVE n (i) AS
        (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    SELECT 'table', 't' || i, 't' || i, 2, 'CREATE TABLE t' || i || ' (a)' FROM n
"""


LAYER = {"units": 1, "activation": "sigmoid", "bias": False, "dropout": 0.0}

HOSTILE = MappingProxyType(
    {
        # types
        "a table where a number belongs": said("experiment", epochs={}),
        "a list where a number belongs": said("experiment", epochs=[1]),
        "a list of tables where a name belongs": said("experiment", loss=[{}]),
        "a table where a list belongs": said("experiment", layers={"units": 1}),
        "a table without a kind": said("experiment", optimizer={"name": {}}),
        "text where layers belong": said("experiment", layers="many"),
        "text where a table belongs": said("experiment", regularization="l2"),
        "null where a table belongs": said("experiment", initialization=None),
        "true where a number belongs": said("experiment", learning_rate=True),
        "a rate that no float holds": put("experiment", '{"learning_rate": 1' + "0" * 400 + "}"),
        "a rate of too many digits": put("experiment", '{"learning_rate": 1' + "0" * 9999 + "}"),
        "weights that no float holds": said(
            "experiment", initialization={"name": "given", "weights": [[[10**400]]]}
        ),
        "data that are a list": said("experiment", data=[]),
        "labels that are tables": said("experiment", data={"name": "xor", "labels": [{}, {}]}),
        "labels that are none": said("experiment", data={"name": "circle", "labels": []}),
        "records that are false": said("recorded", records=False),
        "NaN in the experiment": put("experiment", '{"learning_rate": NaN}'),
        "infinity in the experiment": put("experiment", '{"learning_rate": Infinity}'),
        "a key twice": put("experiment", '{"epochs": 1, "epochs": 2}'),
        "a nested experiment": put("experiment", '{"data":' * 50_000),
        "a nested list of weights": said(
            "experiment",
            initialization={"name": "given", "weights": json.loads("[" * 900 + "]" * 900)},
        ),
        # sizes
        "a billion layers": said("experiment", layers=[LAYER] * 20_000),
        "a billion units": said("experiment", layers=[{**LAYER, "units": 10**9}, LAYER]),
        "two layers of the largest size": said(
            "experiment", layers=[{**LAYER, "units": 100_000}, {**LAYER, "units": 100_000}, LAYER]
        ),
        "a description of 5 MB": put("experiment", " " * 5_000_000 + "{}"),
        "twenty descriptions of 1 MB": lambda database: [
            put(f"key {number}", "x" * 1_000_000)(database) for number in range(20)
        ],
        "a description of empty lists": put("experiment", "[" + "[]," * 2_000_000 + "[]]"),
        "a description of lists that is just short enough": put(
            "experiment", "[" + "[]," * 1_390_000 + "[]]"
        ),
        "initial weights that are just few enough": said(
            "experiment",
            initialization={"name": "given", "weights": [[[0.5] * 800_000], [[0.5]]]},
        ),
        "a version of 5 MB": put("python", "3" * 5_000_000),
        "five classes of 1 MB": said("data", classes=["x" * 1_000_000] * 5),
        "records of 256 MiB": records("inputs", "[4, 8388608]", ZEROS[1 << 25]),
        "records of 32 MiB, four times": all_of(
            *(
                records(name, "[4, 1048576]", ZEROS[1 << 22])
                for name in ("inputs", "targets", "held_out_inputs", "held_out_targets")
            )
        ),
        "sixty arrays of records": lambda database: [
            records(f"r{number}", "[4, 1048576]", ZEROS[1 << 22])(database) for number in range(60)
        ],
        "tensors with names of 200 kB": sql(
            "UPDATE tensors SET name = printf('%.*c', 200000, 'x')"
        ),
        "chunks with bytes of 40 MB": sql("UPDATE chunks SET steps = zeroblob(40000000)"),
        "blobs of 40 MB": sql("UPDATE blobs SET data = zeroblob(40000000) WHERE tensor < 3"),
        "twelve million steps": _many_chunks,
        "a hundred thousand tables": sql("PRAGMA writable_schema = ON", MANY_TABLES),
        "a table with a comment of 5 MB": lambda database: database.execute(
            f"CREATE TABLE big (a /* {'x' * 5_000_000} */)"
        ),
        # schema
        "a view in place of a table": sql(
            "ALTER TABLE blobs RENAME TO other",
            "CREATE VIEW blobs AS SELECT * FROM other",
        ),
        "a view that never ends": sql(
            "ALTER TABLE meta RENAME TO other",
            "CREATE VIEW meta AS WITH RECURSIVE n (key, value, checksum) AS"
            " (SELECT 'a', 'b', 0 UNION ALL SELECT key, value, checksum + 1 FROM n)"
            " SELECT * FROM n",
        ),
        "a computed column": sql(
            "DROP TABLE meta",
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT AS (printf('%.*c', 1e9, 'x')),"
            " checksum INTEGER)",
        ),
        "a trigger": sql("CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM blobs; END"),
        "an index over an expression": sql("CREATE INDEX i ON blobs (length(data))"),
        "a table without rowids": sql(
            "DROP TABLE meta",
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT, checksum INTEGER) WITHOUT ROWID",
        ),
        "a virtual table": sql("CREATE VIRTUAL TABLE extra USING fts5 (a)"),
        # text
        "half a character": put("data", '{"name": "\\ud800"}'),
        "what a terminal obeys": put("data", '{"\\u001b]0;x\\u0007": "\\u001b[2J"}'),
        "text where an array belongs": sql("UPDATE blobs SET data = 'text'"),
        "numbers where arrays belong": sql("UPDATE blobs SET data = 1, checksum = 0"),
    }
)
"""What a trace may be instead of sound."""

HARMLESS = MappingProxyType(
    {
        "a path as the name of the data": all_of(said("data", name="../../etc/passwd")),
        "a path of a file to read": said(
            "experiment", data={"name": "csv", "path": "/etc/passwd", "inputs": ["x"]}
        ),
        "what a terminal obeys as a version": put("numpy", "\x1b]0;x\x07\x1b[2J"),
    }
)
"""What a trace may say that is shown as it is, and nothing else."""
