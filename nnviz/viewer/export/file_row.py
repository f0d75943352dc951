"""A line of a dialog for the file to be written, and the question before one is replaced."""

from pathlib import Path

from PyQt6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from nnviz.viewer.translation import tr


class FileRow(QWidget):
    """The name of a file, and a button that looks for another.

    Args:
        file: what is suggested.
        what: what the file holds, in English.
        kinds: of files to choose among, as Qt writes them.

    Attributes:
        edit: the name.
        browse_button: looks for another.

    """

    def __init__(self, file: Path, *, what: str, kinds: str) -> None:
        super().__init__()
        self._what, self._kinds = what, kinds
        self.edit = QLineEdit(str(file))
        self.edit.setMinimumWidth(320)
        self.edit.setAccessibleName(tr(what))
        self.browse_button = QPushButton(tr("&Browse…"))
        self.browse_button.setAutoDefault(False)
        self.browse_button.clicked.connect(self._browse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit)
        layout.addWidget(self.browse_button)
        self.setFocusProxy(self.edit)

    def file(self) -> Path:
        """Return the file of that name."""
        return Path(self.edit.text()).expanduser()

    def _browse(self) -> None:
        options = QFileDialog.Option.DontConfirmOverwrite  # that is asked when all is said
        name, _ = QFileDialog.getSaveFileName(
            self, tr(self._what), self.edit.text(), self._kinds, options=options
        )
        if name:
            self.edit.setText(name)


def may_write(parent: QWidget, file: Path) -> bool:
    """Return whether a file may be written; ask where one is there, which Return keeps."""
    if not file.exists():
        return True
    button = QMessageBox.StandardButton
    question = tr("{film} is there already. Replace it?", film=file)
    buttons = button.Yes | button.No
    return QMessageBox.question(parent, "nnviz", question, buttons, button.No) == button.Yes
