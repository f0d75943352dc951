"""The list of all keys, made of the commands that they belong to."""

import re
from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnviz.viewer.commands import Command
from nnviz.viewer.export.buttons import without_icons
from nnviz.viewer.menu_titles import TITLES
from nnviz.viewer.translation import tr

MOST_SIZE = QSize(1300, 900)
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
        self.setWindowTitle(tr("Keys"))
        layout = QVBoxLayout(self)
        columns = QHBoxLayout()
        columns.setSpacing(28)
        rows = {name: key_rows(commands) for name, commands in menus.items()}
        tables = [_table(plain(TITLES[name]), keys) for name, keys in rows.items() if keys]
        tables.append(_table(tr("Mouse"), [(tr(what), tr(how)) for what, how in MOUSE]))
        tables.sort(key=lambda table: table.sizeHint().height(), reverse=True)
        for column in _divided(tables):
            columns.addLayout(_column(column))
        layout.addWidget(_scrolled(columns))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        without_icons(buttons)
        layout.addWidget(buttons)


def _scrolled(columns: QHBoxLayout) -> QScrollArea:
    """Return columns that can be scrolled where the screen, or the scale, has no room for them."""
    inside, area = QWidget(), QScrollArea()
    inside.setLayout(columns)
    area.setWidget(inside)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    screen = area.screen()
    room = screen.availableSize() * 0.85 if screen else inside.sizeHint()
    area.setMinimumSize(inside.sizeHint().boundedTo(room).boundedTo(MOST_SIZE))
    area.setAccessibleName(tr("Keys"))
    return area


def plain(text: str) -> str:
    """Return what the window says for a menu's text, without the letter that chooses it."""
    return re.sub(r"\(&.\)|&", "", tr(text))


def key_rows(commands: Sequence[Command]) -> list[tuple[str, str]]:
    """Return what each command that has keys does, and the keys as people read them."""
    return [
        (plain(command.text), keys_read(command.sequences)) for command in commands if command.keys
    ]


def keys_read(sequences: Sequence[QKeySequence]) -> str:
    """Return alternative keys as people read them on this platform."""
    return tr(" or ").join(
        keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in sequences
    )


def _divided(tables: list[QLabel]) -> list[list[QLabel]]:
    """Return tables in columns, in their order, none longer than the longest table."""
    room = max(table.sizeHint().height() for table in tables)
    columns: list[list[QLabel]] = []
    for table in tables:
        used = sum(each.sizeHint().height() for each in columns[-1]) if columns else room
        if used + table.sizeHint().height() <= room:
            columns[-1].append(table)
        else:
            columns.append([table])
    return columns


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
