"""The file of a scene, read as TOML, of which a stranger may have written anything."""

import re
import tomllib
from pathlib import Path
from stat import S_ISREG
from typing import Any

from nnviz.errors import SceneError

LARGEST_FILE_BYTES = 100_000  # what pydantic says of more can take 200 MB and many seconds
TRACE_BEGINS = b"SQLite format 3\0"  # a recording
MOST_DOTS = 50  # in a row: the time to parse a key grows with the square of its parts
TOO_MANY_DIGITS = "one of its numbers has more than 4300 digits; correct it."


def read_tables(path: Path) -> dict[str, Any]:
    """Return the tables of a file.

    Raises:
        SceneError: it cannot be read, or is no TOML of a scene's size.

    """
    text = _text(path)
    _check_keys(text, path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SceneError(f"{path}: not TOML: {error!s:.200}.") from None
    except ValueError:  # of an integer
        raise SceneError(f"{path}: {TOO_MANY_DIGITS}") from None
    except RecursionError:
        raise SceneError(f"{path}: its tables are nested too deeply for a scene.") from None


def _text(path: Path) -> str:
    try:
        facts = path.stat()
        if not S_ISREG(facts.st_mode):  # what has no end, or waits for somebody to write
            raise SceneError(
                f"{path}: is no ordinary file; give the path of a scene (a .toml file)."
            )
        with path.open("rb") as file:
            if file.read(len(TRACE_BEGINS)) == TRACE_BEGINS:
                raise SceneError(
                    f"{path}: is a recording, no scene; name the scene that it was made from."
                )
        if facts.st_size > LARGEST_FILE_BYTES:
            raise SceneError(f"{path}: larger than 100 kB; a scene is a short text.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SceneError(f"{path}: not UTF-8 text; save the scene as UTF-8.") from None
    except OSError as error:
        raise SceneError(
            f"{path}: cannot be read: {error.strerror}; give the path of a scene (a .toml file)."
        ) from None


def _check_keys(text: str, path: Path) -> None:
    if max(part.count(".") for part in re.split("[\n,=]", text)) > MOST_DOTS:
        raise SceneError(f"{path}: more than {MOST_DOTS} dots in a row of words; shorten it.")
