"""The list of all keys, made of the commands that they belong to."""

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from nnviz.viewer.commands import Command

COLUMNS = 2
MOUSE = (
    ("Turn", "drag"),
    ("Move", "drag with the right button, or with Shift"),
    ("Nearer, farther", "wheel"),
    ("Look at a node; beside it: as the story says", "double click"),
)


class KeysDialog(QDialog):
    """Lists what each key does, by menu, and what the mouse does."""

    def __init__(self, menus: Mapping[str, Sequence[Command]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        layout = QVBoxLayout(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        groups = [(title, list(key_rows(commands))) for title, commands in menus.items()]
        groups.append(("Mouse", list(MOUSE)))
        for number, (title, rows) in enumerate(_balanced(groups)):
            grid.addWidget(_table(title, rows), *divmod(number, COLUMNS), Qt.AlignmentFlag.AlignTop)
        layout.addLayout(grid)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


def key_rows(commands: Sequence[Command]) -> list[tuple[str, str]]:
    """Return what each command that has keys does, and the keys as people read them."""
    return [
        (
            command.text.replace("&", ""),
            " or ".join(
                keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in command.sequences
            ),
        )
        for command in commands
        if command.keys
    ]


def _balanced(
    groups: list[tuple[str, list[tuple[str, str]]]],
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return groups that have rows, the longest first."""
    return sorted((g for g in groups if g[1]), key=lambda group: -len(group[1]))


def _table(title: str, rows: list[tuple[str, str]]) -> QLabel:
    lines = "".join(
        f"<tr><td style='padding-right: 18px'>{text}</td><td><b>{keys}</b></td></tr>"
        for text, keys in rows
    )
    label = QLabel(f"<h4>{title}</h4><table>{lines}</table>")
    label.setTextFormat(Qt.TextFormat.RichText)
    return label
