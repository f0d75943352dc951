"""A sequence of numbered pictures is there whole, or it is not there.

`frames/%05d.png` names it, as ffmpeg and most editors do: `%05d` stands for the number of the
frame, from 0, with five digits. The pictures are made in a folder of their own and get their
names when all of them are complete.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from nnviz.errors import FilmError, UsageError
from nnviz.files import (
    HOW_TO_REPLACE,
    check_destination,
    folder_beside,
    give_name,
    os_errors_explained,
)

_COUNTER = re.compile(r"%0([1-9])d")


def check_pattern(path: Path) -> None:
    """Raise an error where a name is none of a sequence.

    Raises:
        UsageError: the name has no counter, or more than one, or the folder's name has a %.

    """
    if len(_COUNTER.findall(path.name)) != 1 or _COUNTER.sub("", path.name).count("%"):
        example = path.with_name(f"{path.stem.replace('%', '')}-%05d.png")
        raise UsageError(
            f"{path}: a film of PNG files has one counter like %05d in its name, for the number "
            f"of the frame; write {example}"
        )


def check_sequence(path: Path, *, overwrite: bool) -> None:
    """Raise an error where a sequence cannot be written, before any long work is done for it.

    Raises:
        UsageError: the name is none of a sequence.
        FilmError: the folder is missing or not to be written to, or holds such frames already and
            `overwrite` is false.

    """
    check_pattern(path)
    check_destination(path, overwrite=True, error=FilmError)
    taken = frames_there(path)
    if taken and not overwrite:
        raise FilmError(
            f"{taken[0]}: exists already, one of {len(taken)} such frames; choose another folder, "
            f"or replace them{HOW_TO_REPLACE}"
        )


def frames_there(path: Path) -> list[Path]:
    """Return the frames of a sequence that are there, in order."""
    before, digits, after = _COUNTER.split(path.name)
    frame = re.compile(rf"{re.escape(before)}\d{{{digits}}}{re.escape(after)}", re.ASCII)
    return sorted(each for each in path.parent.iterdir() if frame.fullmatch(each.name))


@contextmanager
def sequence_written_whole(path: Path, *, frames: int, overwrite: bool) -> Iterator[Path]:
    """Give a pattern to write pictures to, which get their names when the block ends well.

    Args:
        path: name of the sequence.
        frames: how many pictures it will have.
        overwrite: whether frames of such names may be replaced; those of a longer sequence that
            was there are removed.

    Yields:
        The pattern to write to, with the counter %d, in a folder of its own; a % of the folder's
        name is doubled, as ffmpeg wants it.

    Raises:
        UsageError: the name is none of a sequence, or has too few digits.
        FilmError: the pictures cannot be written or renamed, or a name is taken, at
            first or meanwhile.

    """
    check_sequence(path, overwrite=overwrite)
    names = numbered(path, frames=frames)
    with folder_beside(path, error=FilmError) as folder:
        yield Path(str(folder).replace("%", "%%")) / "%d.png"
        _give_names([folder / f"{number}.png" for number in range(frames)], names, overwrite)
        if overwrite:
            _remove_older(path, names)


def _give_names(pictures: list[Path], names: list[Path], overwrite: bool) -> None:
    """Give all pictures their names, or where one is taken meanwhile none of them."""
    with ExitStack() as given:
        for picture, name in zip(pictures, names, strict=True):
            give_name(picture, name, overwrite=overwrite, error=FilmError)
            if not overwrite:
                given.callback(name.unlink, missing_ok=True)
        given.pop_all()


def _remove_older(path: Path, names: list[Path]) -> None:
    """Remove the frames of a longer sequence that was there, which would follow these."""
    with os_errors_explained(path, error=FilmError):
        for older in sorted({*frames_there(path)}.difference(names)):
            older.unlink()


def numbered(path: Path, *, frames: int) -> list[Path]:
    """Return the names of the frames of a sequence, in order.

    Raises:
        UsageError: its counter has too few digits.

    """
    (digits,) = map(int, _COUNTER.findall(path.name))
    needed = len(str(frames - 1))
    if needed > digits:
        raise UsageError(
            f"{path}: {frames} frames do not fit into {digits} digits; "
            f"write {path.with_name(_COUNTER.sub(f'%0{needed}d', path.name))}"
        )
    return [
        path.with_name(_COUNTER.sub(f"{number:0{digits}}", path.name)) for number in range(frames)
    ]
