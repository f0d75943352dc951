"""The text of a table's file: its encoding, and its lines, none of them without an end."""

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from nnviz.errors import ExperimentError
from nnviz.learning.tables.file_limits import check_gap
from nnviz.learning.tables.table import TableFormError

ENCODINGS: Final = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "shift_jis", "cp932", "euc_jp"),
    *("iso2022_jp", "gb18030", "big5", "euc_kr", "iso8859-1", "iso8859-15"),
    *("cp1250", "cp1251", "cp1252", "koi8-r", "mac-roman"),
)
"""The encodings that a table may be said to have, by the names that Python gives them."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED: Final = ("shift_jis", "cp932", "euc_jp")  # which refuse most of what is something else
_JAPANESE: Final = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]+")  # no narrow letters
LONGEST_RECORD: Final = 4 << 20  # characters, line ends within quotes included
_PROBED: Final = 1 << 16
COMMENT: Final = "#"


def python_name(encoding: str) -> str:
    """Return what Python calls an encoding; empty: it is none that a table may have."""
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return ""
    return name if name in ENCODINGS else ""


@contextmanager
def opened_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a text file.

    Args:
        path: the file.
        encoding: one of `ENCODINGS`; empty: UTF-8, or what a mark at its beginning says.

    Raises:
        ExperimentError: it holds other text; says which encodings are likely.
        OSError: it cannot be read.

    """
    used = python_name(encoding) if encoding else _marked(path)
    try:
        with path.open(encoding=used, newline="") as file:
            yield file
    except UnicodeError as error:
        likely = _likely(path, used)
        said = " or ".join(f'encoding = "{name}"' for name in likely)
        remedy = f"say {said}, or save it as UTF-8" if likely else "save it as UTF-8"
        message = f"{path}: is no text in {encoding or used}: {error}; {remedy}"
        if encoding or not likely:
            raise ExperimentError(message) from error
        raise TableFormError(message, encoding=likely[0]) from error


def _marked(path: Path) -> str:
    with path.open("rb") as file:
        first = file.read(4)
    return next((encoding for mark, encoding in _MARKS if first.startswith(mark)), "utf-8")


def _likely(path: Path, used: str) -> list[str]:
    """Return the encodings that a file may have besides this one."""
    with path.open("rb") as file:
        part = file.read(_PROBED)
    if b"\0" in part:
        low = part[1::2].count(0) > part[0::2].count(0)
        likely = ["utf-16-le" if low else "utf-16-be"]
    else:
        japanese = [name for name in _GUESSED if _is_japanese(part, name)]
        likely = japanese or ["cp1252"]
    return [name for name in likely if name != used]


def _is_japanese(part: bytes, encoding: str) -> bool:
    """Return whether bytes, of which the last may be half of a character, are Japanese so."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(part)
    except UnicodeError:
        return False
    return _JAPANESE.fullmatch("".join(c for c in text if not c.isascii())) is not None


class Lines:
    """The lines of a table that are not left out, and where the last one that was given stands.

    Attributes:
        number: of the last line, from 1, those that are left out included.
        comments: how many lines were left out because they begin with `#`.

    """

    def __init__(self, path: Path, file: TextIO, *, skipped: int) -> None:
        self._path, self._file, self._left = path, file, LONGEST_RECORD
        self.number = self.comments = self._last = 0
        self._inside = False
        for _ in range(skipped):
            self._next()

    def end_record(self, *, holds_values: bool) -> None:
        """Note that the next line begins a record, which may be as long as any."""
        self._left, self._inside = LONGEST_RECORD, False
        if holds_values:
            self._last = self.number

    def __iter__(self) -> Iterator[str]:
        """Yield the lines."""
        while line := self._next():
            if not self._inside and line.lstrip().startswith(COMMENT):
                self.comments += 1
                self._left = LONGEST_RECORD
                continue
            self._inside = True
            yield line

    def _next(self) -> str:
        line = self._file.readline(self._left + 1)
        self._left -= len(line)
        self.number += bool(line)
        check_gap(self._path, self.number, self._last)
        if self._left < 0:
            raise ExperimentError(
                f"{self._path}: line {self.number}: a record of more than {LONGEST_RECORD:,} "
                "characters is not possible; look for a quotation mark without its like, or "
                "leave columns out"
            )
        return line
