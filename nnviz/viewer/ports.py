"""What a feature may ask of the window around the picture, whichever window that is."""

from typing import Protocol

from PyQt6.QtWidgets import QDockWidget, QWidget

from nnviz.viewer.commands import Command
from nnviz.viewer.menus import Menus


class Port(Protocol):
    """Docks, menus, strips and messages."""

    @property
    def parent(self) -> QWidget:
        """What dialogs stand before, and what lives as long as the feature."""

    @property
    def menus(self) -> Menus:
        """The menus, to which commands are added."""

    def dock(
        self, widget: QWidget, *, name: str, title: str, toggle: Command, left: bool = False
    ) -> QDockWidget:
        """Put a widget beside the picture, at the right; the View menu can hide it.

        Args:
            widget: what is put there.
            name: by which its place is remembered from one session to the next.
            title: what stands above it, and in the menu, in English.
            toggle: shows and hides it.
            left: whether it stands at the left, and is hidden until somebody wants it.

        """

    def resize_dock(self, dock: QDockWidget, width: int) -> None:
        """Give a dock so many pixels."""

    def add_strip(self, widget: QWidget) -> None:
        """Put a widget at the foot, at the right."""

    def say(self, message: str, milliseconds: int) -> None:
        """Say something at the foot for a while."""

    def report(self, message: str) -> None:
        """Say what went wrong, until somebody has read it."""
