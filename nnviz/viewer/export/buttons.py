"""The buttons of a dialog that exports: Return exports, Escape cancels."""

from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from nnviz.viewer.translation import tr


class ExportButtons(QDialogButtonBox):
    """Export and Cancel.

    Attributes:
        export: the button that accepts the dialog.

    """

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(QDialogButtonBox.StandardButton.Cancel)
        self.export = QPushButton(tr("&Export"))
        self.addButton(self.export, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)
        without_icons(self)

    def settle(self) -> None:
        """Let Return export, once the buttons lie in their dialog: Qt takes the first."""
        for button in self.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(button is self.export)
        self.export.setDefault(True)


def without_icons(buttons: QDialogButtonBox) -> None:
    """Take away the pictures that the style paints on the buttons of a dialog."""
    for button in buttons.buttons():
        button.setIcon(QIcon())
