"""What is checked of a file that a command is to write, before it does any work."""

from pathlib import Path

from nnviz.errors import NnvizError, UsageError


def require_free(path: Path, *, force: bool) -> None:
    """Raise an error where a file would be replaced that nobody asked to replace.

    Raises:
        NnvizError: a file is there and `force` is false.

    """
    if path.exists() and not force:
        raise NnvizError(f"{path}: is there already; choose another name, or say --force")


def require_ending(path: Path, ending: str) -> None:
    """Raise an error where a file's name promises another format than it would get.

    Raises:
        UsageError: the name ends otherwise.

    """
    if path.suffix.lower() != ending:
        raise UsageError(
            f"--output {path}: is written as {ending}; name it {path.with_suffix(ending).name}"
        )
