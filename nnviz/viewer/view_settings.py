"""How somebody at the window looks at the picture, and the verbs that change it."""

from dataclasses import replace

from PyQt6.QtCore import QObject, pyqtSignal

from nnviz.picture.frame import Camera
from nnviz.stage.look import AS_TOLD, Look
from nnviz.stage.panels import NAMES
from nnviz.stage.world.picking import Picked
from nnviz.story.storyboard import Preset


class ViewSettings(QObject):
    """Keeps the look that the picture is drawn with.

    Attributes:
        look: the look.
        changed: signal, it is another one.

    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = AS_TOLD

    def see_from(self, preset: Preset | None) -> None:
        """Look from a place of that name; None: from where the storyboard says."""
        self._take(replace(self.look, preset=preset, camera=None))

    def place(self, camera: Camera, *, networks: int) -> None:
        """Look from exactly there, while so many networks stand on the stage."""
        look = self.look
        self._take(replace(look, camera=camera, networks=networks, hidden_then=look.hidden))

    def show_panel(self, panel: str, shown: bool) -> None:
        """Let a panel be seen where a shot has it, or never."""
        hidden = self.look.hidden - {panel} if shown else self.look.hidden | {panel}
        self._take(replace(self.look, hidden=hidden))

    def toggle_panels(self) -> None:
        """Hide all panels; if any is hidden, show all of them."""
        hidden = frozenset[str]() if self.look.hidden else frozenset(NAMES)
        self._take(replace(self.look, hidden=hidden))

    def highlight(self, things: tuple[Picked, ...]) -> None:
        """Let nodes and edges stand out, and nothing else."""
        if things != self.look.highlight:
            self._take(replace(self.look, highlight=things))

    def _take(self, look: Look) -> None:
        self.look = look
        self.changed.emit()
