"""Forged traces: every checksum is good, and what stands there cannot be, or is far too much."""

import os
import sqlite3
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np

from nnviz.trace.codec import Codec
from nnviz.trace.format import checksum
from nnviz.trace.plan import MAX_CHUNKS
from tests.hostile.traces import ZEROS, Change, all_of, change, put, records, said, sql

PAGE = 4096
LAST_PAGE = 2**32 - 2
SPARSE_PAGES = 1 << 30


def steps(numbers: Sequence[int]) -> Change:
    """Return the change of the numbers of all steps, of which each keeps its place."""

    def change_of(database: sqlite3.Connection) -> None:
        data = Codec().encode(np.array(numbers, "<i8"))
        row = len(numbers), data, checksum(0, len(numbers), data)
        database.execute("UPDATE chunks SET n_steps = ?, steps = ?, checksum = ?", row)
        blobs = database.execute(
            "SELECT tensor, data, dtype, shape FROM blobs JOIN tensors ON tensor = tensors.id"
        ).fetchall()
        (before,) = database.execute("SELECT count(*) FROM blobs").fetchone()
        assert len(blobs) == before
        for tensor, blob, dtype, shape in blobs:
            _resize(database, tensor, blob, np.dtype(dtype), shape, len(numbers))

    return change_of


def _resize(database, tensor, blob, dtype, shape, count) -> None:
    lengths = tuple(int(n) for n in shape.strip("[]").split(",") if n.strip())
    array = Codec().decode(blob, shape=(20, *lengths), dtype=dtype)
    encoded = Codec().encode(np.ascontiguousarray(np.resize(array, (count, *lengths))))
    row = encoded, checksum(0, tensor, encoded), tensor
    database.execute("UPDATE blobs SET data = ?, checksum = ? WHERE tensor = ?", row)


def chunks_of_one_step(count: int) -> Change:
    """Return the change to so many chunks, of one step each."""

    def change_of(database: sqlite3.Connection) -> None:
        said("experiment", epochs=10**9)(database)
        said("training", steps=10**9)(database)
        database.execute("DELETE FROM chunks")
        database.executemany("INSERT INTO chunks VALUES (?, 1, ?, ?)", map(_chunk, range(count)))

    return change_of


def _chunk(number: int) -> tuple[int, bytes, int]:
    data = Codec().encode(np.array([number + 1], "<i8"))
    return number, data, checksum(number, 1, data)


FORGED = MappingProxyType(
    {
        # numbers
        "steps whose differences wrap around": steps([1, 2**62, -(2**63), -(2**62), 20]),
        "steps up to the largest number": steps([1, 2, 3, 2**63 - 1]),
        "steps from the least number on": steps([-(2**63), -1, 3]),
        "steps that begin at zero": steps([0, 1, 2]),
        "steps backwards": steps([3, 2, 1]),
        "a step twice": steps([1, 2, 2, 3]),
        "a record below zero": said("recorded", records=[-1, 0, 1, 2]),
        "a record behind the last": said("recorded", records=[0, 1, 2, 4]),
        "a record of thirty digits": said("recorded", records=[0, 1, 2, 10**30]),
        "a record twice": said("recorded", records=[0, 1, 1, 2]),
        "records backwards": said("recorded", records=[3, 2, 1, 0]),
        # sizes
        "a chunk for every step": chunks_of_one_step(MAX_CHUNKS + 1),
        "a shape of 33 MB": records("inputs", f"[{'[],' * 11_000_000}1]", ZEROS[1 << 22]),
        "a shape of 33 MB of spaces": records("inputs", " " * 33_000_000 + "[4, 3]", b""),
        "a shape of 33 MB behind a zero": records("inputs", "[4, 3]\0" + "é" * 16_000_000, b""),
        "a million classes without a name": said("data", classes=[""] * 1_390_000),
        "a million classes, and as many targets": all_of(
            records("targets", "[4, 1048576]", ZEROS[1 << 22]),
            said("data", classes=[""] * (1 << 20)),
        ),
        "a million records that are named": said("recorded", records=[0] * 1_390_000),
        "a million quantities": said("recorded", quantities=[""] * 1_390_000),
        "a million empty entries": put("data", "{" + '"":0,' * 690_000 + '"":0}'),
        "a description in a hundred thousand rows": lambda database: database.executemany(
            "INSERT INTO meta VALUES (?, '', ?)",
            ((f"{n}", checksum(f"{n}", "")) for n in range(100_000)),
        ),
        "a chunk of more steps than any": sql("UPDATE chunks SET n_steps = 9223372036854775807"),
    }
)
"""What may stand in a trace whose checksums are good."""


def _in_the_log(path: Path) -> None:
    """Write a log of one page, which says that the file has all pages that there can be."""
    change(path, sql("PRAGMA user_version = 4"))
    content = bytearray(path.read_bytes())
    content[18:20] = b"\2\2"  # the WAL mode
    path.write_bytes(content)
    salts = b"saltsalt"
    head = struct.pack(">IIII", 0x377F0682, 3007000, PAGE, 0) + salts
    sums = _sums(head, (0, 0))
    frame = struct.pack(">II", 1, LAST_PAGE)
    content[28:32] = struct.pack(">I", LAST_PAGE)
    page = bytes(content[:PAGE])
    total = _sums(page, _sums(frame, sums))
    log = head + struct.pack(">II", *sums) + frame + salts + struct.pack(">II", *total) + page
    path.with_name(f"{path.name}-wal").write_bytes(log)


def _sums(data: bytes, start: tuple[int, int]) -> tuple[int, int]:
    """Return SQLite's checksums of a log."""
    one, two = start
    words = struct.unpack(f"<{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        one = (one + even + two) & 0xFFFFFFFF
        two = (two + odd + one) & 0xFFFFFFFF
    return one, two


def _sparse(path: Path) -> None:
    """Make the file a thousand times as long as the disk, of which it takes nothing."""
    with path.open("r+b") as file:
        file.seek(28)
        file.write(struct.pack(">I", SPARSE_PAGES))
        os.truncate(file.fileno(), SPARSE_PAGES * PAGE)


FILES: MappingProxyType[str, Callable[[Path], None]] = MappingProxyType(
    {
        "a log that claims all pages that there can be": _in_the_log,
        "four terabytes of nothing": _sparse,
    }
)
"""What may lie there as the file of a trace."""
