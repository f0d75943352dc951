"""What is checked of a file that a command is to write, before it does any work."""

from pathlib import Path

from nnviz.errors import UsageError


def require_ending(path: Path, ending: str, *, option: str = "--output") -> None:
    """Raise an error where a file's name promises another format than it would get.

    Raises:
        UsageError: the name ends otherwise.

    """
    if path.suffix.lower() != ending:
        raise UsageError(
            f"{option} {path}: is written as {ending}; name it {path.with_suffix(ending).name}"
        )
