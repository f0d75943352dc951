"""The port of a main window of Qt: where its features put their docks, strips and messages."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDockWidget, QMainWindow, QWidget

from nnviz.viewer.commands import Command
from nnviz.viewer.error_box import show_error
from nnviz.viewer.menus import Menus
from nnviz.viewer.translation import retranslate, tr


class WindowPort:
    """Gives the features of a window their places in it; a `Port`.

    Args:
        window: the window.

    Attributes:
        parent: the same.
        menus: its menus.

    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.parent: QWidget = window
        self.menus = Menus(window)

    def dock(
        self, widget: QWidget, *, name: str, title: str, toggle: Command, left: bool = False
    ) -> QDockWidget:
        """Put a widget beside the picture, at the right; the View menu can hide it."""
        dock = QDockWidget(self._window)
        retranslate(dock, lambda: dock.setWindowTitle(tr(title)))
        dock.setObjectName(name)
        dock.setWidget(widget)
        area = Qt.DockWidgetArea
        side = area.LeftDockWidgetArea if left else area.RightDockWidgetArea
        self._window.addDockWidget(side, dock)
        dock.setVisible(not left)
        action = dock.toggleViewAction()
        if action is not None:
            self.menus.add_action("view", action, toggle, topic=name)
        return dock

    def resize_dock(self, dock: QDockWidget, width: int) -> None:
        """Give a dock so many pixels."""
        self._window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)

    def add_strip(self, widget: QWidget) -> None:
        """Put a widget at the foot, at the right."""
        bar = self._window.statusBar()
        if bar is not None:
            bar.addPermanentWidget(widget)

    def say(self, message: str, milliseconds: int) -> None:
        """Say something at the foot for a while."""
        bar = self._window.statusBar()
        if bar is not None:
            bar.showMessage(message, milliseconds)

    def report(self, message: str) -> None:
        """Say what went wrong, until somebody has read it."""
        show_error(self._window, message)
