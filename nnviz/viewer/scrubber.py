"""The scrubber: a slider over the seconds of a story that goes where it is clicked."""

from typing import cast

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QProxyStyle,
    QSlider,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)


class _GoesWhereClicked(QProxyStyle):
    """The one thing that Qt lets only a style decide: a click takes the handle there."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Slider_AbsoluteSetButtons:
            return cast("int", Qt.MouseButton.LeftButton.value)  # Qt's stubs know no value
        return super().styleHint(hint, option, widget, returnData)


class Scrubber(QSlider):
    """A horizontal slider over a story; its values are milliseconds of the story.

    Attributes:
        scrubbed: signal, somebody moved the handle; carries seconds. Following the playhead
            (`show_seconds`) does not send it.

    """

    scrubbed = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._style = _GoesWhereClicked("Fusion")
        self.setStyle(self._style)
        self.setPageStep(5000)
        self.setAccessibleName("Position in the story")
        self.valueChanged.connect(lambda milliseconds: self.scrubbed.emit(milliseconds / 1000))

    def set_duration(self, seconds: float) -> None:
        """Let the slider's length stand for so many seconds."""
        with QSignalBlocker(self):
            self.setMaximum(round(seconds * 1000))

    def show_seconds(self, seconds: float) -> None:
        """Move the handle to where the playhead is, unless somebody holds it."""
        if not self.isSliderDown():
            with QSignalBlocker(self):
                self.setValue(round(seconds * 1000))
