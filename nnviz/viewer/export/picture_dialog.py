"""The dialog that asks what picture is to be saved."""

from PyQt6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from nnviz.viewer.export.buttons import ExportButtons
from nnviz.viewer.export.file_row import FileRow, may_write
from nnviz.viewer.export.orders import PICTURE_SIZES, QUALITIES, PictureOrder
from nnviz.viewer.export.remembered_choices import (
    remember_picture,
    suggested_file,
    usual_picture_size,
)
from nnviz.viewer.translation import tr


class PictureDialog(QDialog):
    """Asks for file and size of a picture.

    Args:
        name: of what is shown; the file is named after it.

    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export a picture"))
        kinds = f"{tr('Pictures')} (*.png)"
        self.row = FileRow(suggested_file(name, ".png"), what="Picture", kinds=kinds)
        self.file_edit = self.row.edit
        self.size_box = QComboBox()
        for key in PICTURE_SIZES:
            self.size_box.addItem(tr(QUALITIES[key]), key)
        self.size_box.setCurrentIndex(self.size_box.findData(usual_picture_size()))
        self.size_box.setAccessibleName(tr("Size"))
        self.buttons = ExportButtons(self)
        self.export_button = self.buttons.export
        self._lay_out()
        self.file_edit.textChanged.connect(
            lambda text: self.export_button.setEnabled(bool(text.strip()))
        )

    def order(self) -> PictureOrder:
        """Return what is asked for."""
        picture = self.row.file()
        return PictureOrder(
            picture=picture if picture.suffix else picture.with_suffix(".png"),
            size=PICTURE_SIZES[self.size_box.currentData()],
        )

    def accept(self) -> None:
        """Take what is asked for, and replace no file that nobody meant to replace."""
        picture = self.order().picture
        if may_write(self, picture):
            remember_picture(picture, self.size_box.currentData())
            super().accept()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(tr("&Picture"), self.row)
        form.addRow(tr("&Size"), self.size_box)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.buttons.settle()
