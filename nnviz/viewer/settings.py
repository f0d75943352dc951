"""What is remembered from one session to the next, in a file that a person can read and delete."""

from PyQt6.QtCore import QSettings


def settings() -> QSettings:
    """Return the remembered settings; what is set is written down by Qt."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "nnviz", "viewer")


def remembered(name: str, allowed: tuple[str, ...]) -> str | None:
    """Return a remembered word, or None where there is none or none that is still known."""
    value = settings().value(name)
    return value if value in allowed else None
