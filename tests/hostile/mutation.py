"""Spoils scenes and traces at random: bytes, words, cells, JSON and arrays, checksums made good.

Every function takes its chance from a `random.Random`, so that a seed says all, and so that
hypothesis can give it and shrink what it finds.
"""

import contextlib
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from nnviz.trace import format as layout
from nnviz.trace.codec import Codec

STRANGE_NUMBERS = (
    0, -1, 1, 2, 3, 7, 1.5, -0.0, 255, 4096, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 2**64,
    10**9, 10**30, 10**308, 10**400, 5e-324, 1e-300, 1e300, 1.7e308, float("nan"), float("inf"),
)  # fmt: skip
STRANGE_TEXTS = (
    "", "x", "a" * 5000, "\0", "\n", "\x1b[2J", "../../etc/passwd", "/etc/passwd", "C:\\x", "%s{0}",
    "\u202e", "\ud800", "<b>x</b>", "{weight}", "é" * 99, "日本語", "🙂", "softmax", "relu", "npz",
    "step", "given", "weights", "all", "logarithmic", "<f4", "<f8", "|O", "inputs",
)  # fmt: skip
STRANGE_SHAPES = (None, True, False, [], {}, [[]], [None], {"a": {}}, [1, 2], ["a"], [[[[1]]]])
STRANGE_VALUES = (*STRANGE_NUMBERS, *STRANGE_TEXTS, *STRANGE_SHAPES)
STRANGE_FLOATS = (
    0.0, -0.0, 1.0, np.nan, np.inf, -np.inf, 1e300, -1e300, 1e-300, 5e-324, 1.79e308, 1e154, 1e19,
)  # fmt: skip

Bytes = Callable[[bytes, Random], bytes]
Change = Callable[[sqlite3.Connection, Random], None]


def flipped(content: bytes, rng: Random) -> bytes:
    """Return bytes of which some few bits are others."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 8))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut(content: bytes, rng: Random) -> bytes:
    """Return bytes without some of them, or with some twice, or with others in their place."""
    start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    middle = rng.choice((b"", content[start:end] * 2, bytes(end - start), b"\xff" * 9))
    return content[:start] + middle + content[end:]


BYTES: tuple[Bytes, ...] = (flipped, cut)


def spoil_json(value: Any, rng: Random) -> Any:
    """Return JSON with something in it replaced, left out, added, or there many times."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(sorted(value))
        how = rng.random()
        if how < 0.1:
            return {name: part for name, part in value.items() if name != key}
        if how < 0.15:
            return {**value, "unheard_of": rng.choice(STRANGE_VALUES)}
        return {**value, key: spoil_json(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.8:
        index = rng.randrange(len(value))
        how = rng.random()
        if how < 0.15:
            return value[:index] + value[index + 1 :]
        if how < 0.3:
            return value[:index] + [value[index]] * rng.choice((2, 3, 120)) + value[index:]
        return [*value[:index], spoil_json(value[index], rng), *value[index + 1 :]]
    return rng.choice(STRANGE_VALUES)


def spoil_meta(database: sqlite3.Connection, rng: Random) -> None:
    """Change what the description says, with a checksum that is right."""
    key, value = rng.choice(
        database.execute("SELECT key, value FROM meta WHERE value LIKE '{%' ORDER BY 1").fetchall()
    )
    text = json.dumps(spoil_json(json.loads(value), rng))
    _put_meta(database, key, text)


def spoil_meta_text(database: sqlite3.Connection, rng: Random) -> None:
    """Change the text of the description, with a checksum that is right."""
    rows = database.execute("SELECT key, value FROM meta ORDER BY key").fetchall()
    key, value = _one_of(rows, rng)
    spoilt = rng.choice((cut, flipped))(str(value).encode() or b"x", rng)
    _put_meta(database, key, spoilt.decode(errors="replace"))


def _put_meta(database: sqlite3.Connection, key: str, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    check = layout.checksum(key, text)
    database.execute("UPDATE meta SET value = ?, checksum = ? WHERE key = ?", (text, check, key))


def spoil_blob(database: sqlite3.Connection, rng: Random) -> None:
    """Put strange numbers into a recorded array, with a checksum that is right."""
    rows = database.execute(
        "SELECT chunk, tensor, data, dtype, shape, steps FROM blobs"
        " JOIN tensors ON tensor = tensors.id JOIN chunks ON chunk = chunks.id ORDER BY 1, 2"
    ).fetchall()
    chunk, tensor, data, dtype, shape, steps = _one_of(rows, rng)
    whole = (steps, *json.loads(shape))
    array = _spoilt(Codec().decode(data, shape=whole, dtype=np.dtype(dtype)), rng)
    encoded = Codec().encode(array)
    database.execute(
        "UPDATE blobs SET data = ?, checksum = ? WHERE chunk = ? AND tensor = ?",
        (encoded, layout.checksum(chunk, tensor, encoded), chunk, tensor),
    )


def spoil_records(database: sqlite3.Connection, rng: Random) -> None:
    """Put strange numbers into the training records, with a checksum that is right."""
    rows = database.execute("SELECT name, shape, data FROM records ORDER BY name").fetchall()
    name, shape, data = _one_of(rows, rng)
    array = Codec().decode(data, shape=tuple(json.loads(shape)), dtype=np.dtype("<f8"))
    array = _spoilt(array, rng)
    if rng.random() < 0.3:
        array = np.repeat(array, 2, axis=rng.choice((0, 1)))
    shape, encoded = json.dumps(array.shape), Codec().encode(np.ascontiguousarray(array))
    database.execute(
        "UPDATE records SET shape = ?, data = ?, checksum = ? WHERE name = ?",
        (shape, encoded, layout.checksum(name, shape, encoded), name),
    )


def spoil_state(database: sqlite3.Connection, rng: Random) -> None:
    """Change what a recording would go on from, with a checksum that is right."""
    rows = database.execute("SELECT part, chunk, data FROM state ORDER BY part").fetchall()
    part, chunk, data = _one_of(rows, rng)
    if part == 0 and rng.random() < 0.8:
        data = json.dumps(spoil_json(json.loads(data), rng)).encode()
    else:
        data = rng.choice(BYTES)(data, rng)
    check = layout.checksum(part, chunk, data)
    database.execute("UPDATE state SET data = ?, checksum = ? WHERE part = ?", (data, check, part))


def _one_of(rows: list, rng: Random):
    """Return one of the rows that earlier changes have left."""
    if not rows:  # of which hypothesis's Random does not complain, as Python's does
        raise IndexError("nothing is left to change")
    return rng.choice(rows)


def _spoilt(array: np.ndarray, rng: Random) -> np.ndarray:
    array = array.copy()
    with np.errstate(all="ignore"):
        if rng.random() < 0.4 or not array.size:
            array[...] = rng.choice(STRANGE_FLOATS)
        else:
            flat = array.reshape(-1)
            for _ in range(rng.choice((1, 3))):
                flat[rng.randrange(len(flat))] = rng.choice(STRANGE_FLOATS)
    return array


def spoil_cell(database: sqlite3.Connection, rng: Random) -> None:
    """Put something strange into any cell of any table, the checksums as they are."""
    table, column = _one_of(_columns(database), rng)
    rows = [rowid for (rowid,) in database.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
    value = rng.choice(
        (None, -1, 2**63 - 1, 1e308, 0, 1, "x", "", "[1]", b"", b"\0" * 9, "a" * 9999)
    )
    with contextlib.suppress(sqlite3.IntegrityError):
        database.execute(
            f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, _one_of(rows, rng))
        )


def spoil_rows(database: sqlite3.Connection, rng: Random) -> None:
    """Leave rows out, double them, or exchange their numbers."""
    table, _ = _one_of(_columns(database), rng)
    with contextlib.suppress(sqlite3.IntegrityError):
        database.execute(
            rng.choice(
                (
                    f"DELETE FROM {table} WHERE rowid % ? = 0",
                    f"UPDATE {table} SET rowid = rowid + ?",
                    f"UPDATE {table} SET rowid = -rowid * ?",
                )
            ),
            (rng.choice((1, 2, 3, 17)),),
        )


def spoil_schema(database: sqlite3.Connection, rng: Random) -> None:
    """Change the tables, or what SQLite keeps of the file as a whole."""
    table, column = _one_of(_columns(database), rng)
    statements = (
        f"CREATE VIEW v AS SELECT * FROM {table}",
        f"CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END",
        f"CREATE INDEX i ON {table} ({column})",
        f"ALTER TABLE {table} RENAME TO {table}_2",
        f"ALTER TABLE {table} ADD COLUMN extra DEFAULT 1",
        f"DROP TABLE {table}",
        "CREATE TABLE extra (a, b AS (a + 1))",
        "CREATE VIRTUAL TABLE extra USING fts5 (a)",
        "PRAGMA journal_mode = WAL",
        f"PRAGMA user_version = {rng.choice((-1, 0, 1, 2, 3, 4, 99))}",
        f"PRAGMA application_id = {rng.choice((-1, 0, 1))}",
        "ANALYZE",
        "PRAGMA auto_vacuum = FULL; VACUUM",
        "PRAGMA encoding = 'UTF-16'; VACUUM",
    )
    with contextlib.suppress(sqlite3.OperationalError):
        database.executescript(rng.choice(statements))


def _columns(database: sqlite3.Connection) -> list[tuple[str, str]]:
    return database.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' ORDER BY 1, 2"
    ).fetchall()


FORGERIES: tuple[Change, ...] = (
    spoil_meta, spoil_meta, spoil_meta, spoil_meta_text, spoil_blob, spoil_blob, spoil_records,
    spoil_state,
)  # fmt: skip
CHANGES: tuple[Change, ...] = (*FORGERIES, spoil_cell, spoil_rows, spoil_schema)


def copy(source: Path, path: Path) -> None:
    """Copy a trace, and remove what SQLite has left beside the one that was there."""
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    shutil.copy(source, path)


HOPELESS = (sqlite3.DatabaseError, ValueError, IndexError, TypeError)  # what is spoilt already


def spoil_trace(path: Path, rng: Random) -> None:
    """Change a trace in place, once or a few times."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.text_factory = lambda text: text.decode(errors="replace")
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            with contextlib.suppress(*HOPELESS), database:
                rng.choice(CHANGES)(database, rng)


WORDS = re.compile(r"""("[^"\n]*"|[A-Za-z_]+|[-+]?[0-9][0-9_.eE+-]*|\s+|.)""")


def spoilt_scene(text: str, scraps: list[str], rng: Random) -> str:
    """Return a scene with words exchanged, left out, doubled, or taken from other scenes."""
    words = WORDS.findall(text)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        start = rng.randrange(len(words) + 1)
        end = min(start + rng.choice((0, 1, 1, 1, 2, 9)), len(words))
        words[start:end] = rng.choice(
            (
                [],
                words[start:end] * rng.choice((2, 3, 50)),
                [rng.choice(scraps)],
                [rng.choice(scraps)],
                [_in_toml(rng.choice(STRANGE_VALUES))],
                ["\n", rng.choice(LINES), "\n"],
            )
        )
    return "".join(words)


LINES = (
    "[[shots]]", "[experiment]", "[experiment.data]", "[[variants]]", 'tell = "lapse"',
    'tell = "race"', 'tell = "compare"', 'detail = "nodes"', "epochs = [1, 3]", "seconds = 0.001",
    "pace = 100", "epochs = 3", "batch_size = 2", 'loss = "mean_squared_error"',
    "learning_rate = 1e300", "learning_rate = 1e-300", 'optimizer = { name = "adam" }',
    'recording = { steps = "logarithmic" }', 'panels = ["legend", "slope", "error_curve"]',
    'data = { name = "circle", records = 5, noise = 1, held_out = 0.5 }', "layers = [2]",
    'layers = [{ units = 3, bias = true, activation = "relu" }, { units = 1 }]', "records = [2]",
    'initialization = { name = "gaussian", deviation = 1e300 }', 'camera = "close"', "a = [{}]",
)  # fmt: skip


def _in_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, dict):
        return "{ a = { b = 1 } }"
    return str(value).replace("None", "[]")
