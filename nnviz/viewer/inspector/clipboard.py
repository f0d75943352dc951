"""Copying numbers: what is copied can be pasted into Python and into a spreadsheet.

It is ASCII and has every digit, whatever the screen shows: a minus sign is one that Python reads,
and what is pasted is the recorded number to the bit. Arrays are written as Python writes lists; in
the clipboard they are a table of HTML, too, which spreadsheets prefer. Tables are rows of cells
with tabs between them.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QMimeData, Qt
from PyQt6.QtGui import QAction, QGuiApplication, QKeySequence
from PyQt6.QtWidgets import QWidget

from nnviz.viewer.translation import retranslate, tr

ASCII = str.maketrans(
    {"−": "-", "×": "*", "÷": "/", "·": "*", "σ": "sigma", "∂": "d", "→": "->", "∞": "inf"}
    | {chr(ord("₀") + digit): str(digit) for digit in range(10)}
)


def plain(text: str) -> str:
    """Return a calculation as it is written in ASCII; words of a language stay as they are."""
    return text.translate(ASCII)


def exact(value: float) -> str:
    """Return a number with every digit, as float() reads it."""
    return repr(float(value))


def _expression(value: float) -> str:
    """Return the same as Python evaluates it."""
    return exact(value) if math.isfinite(value) else f'float("{exact(value)}")'


def literal(values: NDArray[np.float64]) -> str:
    """Return an array as Python writes a list of its numbers, every row on a line."""
    if values.ndim == 0:
        return _expression(float(values))
    if values.ndim == 1:
        return f"[{', '.join(map(_expression, values))}]"
    return f"[{(',' + chr(10) + ' ').join(map(literal, values))}]"


def tabbed(rows: Iterable[Sequence[str]]) -> str:
    """Return the cells of a table with tabs between them, every row on a line."""
    return "\n".join("\t".join(row) for row in rows)


def array_to_paste(values: NDArray[np.float64]) -> QMimeData:
    """Return an array for the clipboard: a list for Python, a table for spreadsheets."""
    data = QMimeData()
    data.setText(literal(values))
    rows = np.atleast_2d(values)
    cells = ("".join(f"<td>{exact(value)}</td>" for value in row) for row in rows)
    data.setHtml(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
    return data


def copy_text(text: str) -> None:
    """Put a text on the clipboard, unless it is empty."""
    clipboard = QGuiApplication.clipboard()
    if clipboard is not None and text:
        clipboard.setText(text)


def offer_copy(widget: QWidget, copy: Callable[[], object]) -> QAction:
    """Let a widget be copied from, by the usual keys while it has the focus, and by its menu."""
    action = QAction(widget)
    retranslate(action, lambda: action.setText(tr("&Copy")), watched=widget)
    action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda _: copy())
    widget.addAction(action)
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return action
