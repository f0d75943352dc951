"""Everything that nnviz says when something cannot be done.

    NnvizError                  caught once: printed by the command line, shown by the window
    ├── UsageError              a command's arguments contradict each other or are out of range
    ├── ExperimentError         a field of an experiment is not possible
    ├── SceneError              a scene file cannot be read or contradicts itself
    ├── TraceError              a trace cannot be written or read
    │   ├── NotATraceError      the file is something else
    │   ├── TraceVersionError   a newer nnviz wrote it
    │   └── TraceDamagedError   what it holds is not what was recorded
    ├── FontError               a font is missing or lacks the characters to show
    ├── GraphicsError           this machine cannot draw
    └── FilmError               the film cannot be encoded or written

A message names what was wrong, the value that was found, and what to do about it.
"""


def quoted(value: object, most: int = 100) -> str:
    """Return a value as Python writes it, within its quotes or brackets also where it is cut.

    Args:
        value: what stands where something else belongs; it may be a stranger's, and of any length.
        most: the number of characters that it gets.

    """
    text = repr(value)
    return text if len(text) <= most else f"{text[: most - 2]}…{text[-1]}"


class NnvizError(Exception):
    """Base of all errors that nnviz raises on purpose."""


class UsageError(NnvizError):
    """A command's arguments contradict each other or are out of range."""


class ExperimentError(NnvizError, ValueError):
    """A field of an experiment is not possible.

    Also a `ValueError`, so that a scene file's validator can say where in the file it stands.
    """


class SceneError(NnvizError, ValueError):
    """A scene file cannot be read or contradicts itself."""


class TraceError(NnvizError):
    """A trace cannot be written or read."""


class NotATraceError(TraceError):
    """The file is no trace."""


class TraceVersionError(TraceError):
    """A newer nnviz wrote this trace."""


class TraceDamagedError(TraceError):
    """The trace holds something other than what was recorded."""


class FontError(NnvizError):
    """A font is missing, or lacks the characters that are to be shown."""


class GraphicsError(NnvizError):
    """Drawing is not possible on this machine."""


class FilmError(NnvizError):
    """The film cannot be encoded or written."""


def unforeseen(error: Exception) -> NnvizError:
    """Return what to say of an exception that nobody foresaw, and where it arose."""
    from traceback import extract_tb  # it takes a while to load, and is seldom needed

    place = extract_tb(error.__traceback__)[-1]
    return NnvizError(
        f"did not foresee this: {type(error).__name__}: {error!s:.300} (line {place.lineno} of "
        f"{place.filename}); it is a fault of nnviz: report it, with the file that led to it"
    )
