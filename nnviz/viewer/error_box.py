"""A message box that says what went wrong."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QMessageBox, QWidget


def show_error(parent: QWidget, message: str) -> None:
    """Show a message until somebody has read it.

    It is shown as it is: one that quotes a stranger's file may look like HTML, of which Qt would
    load the pictures.
    """
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle("nnviz")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message)
    box.exec()
    box.deleteLater()
