"""The checksum of a finished segment, by which it is known to be whole and itself when it is used.

It is a box at the end of the file that players pass over. It holds the segment's key and a digest
of all that stands before it, so that a file that was cut off, emptied, changed in a bit or put in
another's place is none.
"""

import hashlib
from pathlib import Path

from nnviz.errors import FilmError

_MARK = b"free" + b"nnviz segment"
_KEY_BYTES, _DIGEST_BYTES = 40, hashlib.sha256().digest_size
_LENGTH = 4 + len(_MARK) + _KEY_BYTES + _DIGEST_BYTES
_CHUNK_BYTES = 1 << 20


def append_checksum(file: Path, key: str) -> None:
    """Put the checksum on a segment that is complete.

    Raises:
        OSError: the file cannot be written, or the disk is full.

    """
    with file.open("ab") as end:
        end.write(_checksum_box(key, _digest(file, file.stat().st_size)))


def verify_checksum(file: Path, key: str) -> None:
    """Raise an error where a file is not the segment of that key, as its checksum says.

    Raises:
        FilmError: it is gone, unfinished or changed, or another one.

    """
    try:
        length = max(file.stat().st_size - _LENGTH, 0)
        with file.open("rb") as opened:
            opened.seek(length)
            found = opened.read()
        is_sound = found == _checksum_box(key, _digest(file, length))
    except OSError:
        is_sound = False
    if not is_sound:
        raise FilmError(f"{file}: was removed or changed after it was made")


def _checksum_box(key: str, digest: bytes) -> bytes:
    return _LENGTH.to_bytes(4) + _MARK + key.encode() + digest


def _digest(file: Path, length: int) -> bytes:
    """Return a digest of the first bytes of a file."""
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while length > 0 and (chunk := opened.read(min(length, _CHUNK_BYTES))):
            found.update(chunk)
            length -= len(chunk)
    return found.digest()
