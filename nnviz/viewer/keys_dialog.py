"""The list of all keys, made of the commands that they belong to."""

import re
from collections.abc import Mapping, Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.viewer.commands import Command
from nnviz.viewer.wording import said

MOUSE = (
    ("Turn", "drag"),
    ("Move", "right button, or Shift, and drag"),
    ("Nearer, farther", "wheel"),
    ("Inspect a node or a weight", "point at it, or click"),
    ("Look at a node, or from the beginning again", "double click"),
)


class KeysDialog(QDialog):
    """Lists what each key does, by menu, and what the mouse does."""

    def __init__(self, menus: Mapping[str, Sequence[Command]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("Keys"))
        layout = QVBoxLayout(self)
        columns = QHBoxLayout()
        columns.setSpacing(28)
        tables = [_table(plain(title), key_rows(commands)) for title, commands in menus.items()]
        tables.append(_table(said("Mouse"), [(said(what), said(how)) for what, how in MOUSE]))
        longest = max(range(len(tables)), key=lambda number: len(tables[number].text()))
        columns.addLayout(_column([tables[longest]]))
        columns.addLayout(_column(tables[:longest] + tables[longest + 1 :]))
        layout.addLayout(columns)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


def plain(text: str) -> str:
    """Return what the window says for a menu's text, without the letter that chooses it."""
    return re.sub(r"\(&.\)|&", "", said(text))


def key_rows(commands: Sequence[Command]) -> list[tuple[str, str]]:
    """Return what each command that has keys does, and the keys as people read them."""
    return [
        (
            plain(command.text),
            said(" or ").join(
                keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in command.sequences
            ),
        )
        for command in commands
        if command.keys
    ]


def _column(tables: list[QLabel]) -> QVBoxLayout:
    column = QVBoxLayout()
    for table in tables:
        column.addWidget(table)
    column.addStretch(1)
    return column


def _table(title: str, rows: list[tuple[str, str]]) -> QLabel:
    lines = "".join(
        f"<tr><td style='padding-right: 18px'>{text}</td><td><b>{keys}</b></td></tr>"
        for text, keys in rows
    )
    label = QLabel(f"<h4>{title}</h4><table>{lines}</table>")
    label.setTextFormat(Qt.TextFormat.RichText)
    return label
