"""The window: a picture, the timelines and controls that move it, and the menus.

It lays them out and carries from one to the other. What is shown, and how, the session knows; the
picture is drawn by one owner, and every feature gets the session and a port, never the window.
"""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QByteArray, QEvent, QSize
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from nnviz.errors import NnvizError
from nnviz.render.view import StageView
from nnviz.story.text import Language
from nnviz.viewer.appearance import Appearance
from nnviz.viewer.camera_controller import CameraController
from nnviz.viewer.drawing import Drawing
from nnviz.viewer.export.exporter import Exporter
from nnviz.viewer.inspector.inspector import Inspector
from nnviz.viewer.inspector.inspector_panel import WIDTH
from nnviz.viewer.main_menus import MainMenus, WindowParts
from nnviz.viewer.opening.file_drop import FileDrop
from nnviz.viewer.opening.follower import Follower
from nnviz.viewer.opening.opener import Opener
from nnviz.viewer.opening.progress_strip import ProgressStrip
from nnviz.viewer.opening.recent_files import RecentFiles
from nnviz.viewer.playground.experimenting import Experimenting
from nnviz.viewer.scale import Scale
from nnviz.viewer.session import Session
from nnviz.viewer.settings import settings
from nnviz.viewer.source import FileSource, Source
from nnviz.viewer.timeline.state_line import StateLine
from nnviz.viewer.timeline.timeline_panel import TimelinePanel
from nnviz.viewer.timeline.transport_bar import TransportBar
from nnviz.viewer.translation import retranslate, tr
from nnviz.viewer.window_port import WindowPort

if TYPE_CHECKING:
    from nnviz.stage.show import Show

FIRST_SIZE = QSize(1280 + WIDTH, 940)  # a picture of 1280 × 720 and what stands around it
ASPECT = 16 / 9  # of what every file is opened with


class ViewerWindow(QMainWindow):
    """Plays, scrubs and shows one training at a time.

    Args:
        language: of all texts; None: what was chosen last, or the scene's, or the desktop's.

    Attributes:
        scale: how large everything around the picture is.
        session: what is shown, where its playhead is, and how it is looked at.
        view: the picture of the moment there, drawn by the renderer.
        drawing: the one owner that draws it.
        camera_controller: turns, moves and enlarges the picture.
        timelines: the scrubbers below the picture.
        bar: the controls below them.
        opener: opens files and scenes.
        appearance: colours and language of everything.
        port: where features put their docks, menus, strips and messages.
        menus: what the menus offer.
        inspector: the numbers of what is pointed at.
        export: films, pictures and arrays of what is shown.
        experimenting: changes the experiment and has it trained anew.
        follow: goes along with a training that is being recorded.
        recent: the menu of the files that were opened last.

    """

    def __init__(self, *, language: Language | None = None) -> None:
        super().__init__()
        self.setWindowTitle("nnviz")
        self.scale = Scale()
        self.session = Session(self)
        self.view = StageView()
        self.timelines = TimelinePanel(self.session.player, self.session.variants)
        self.bar = TransportBar(self.session.player)
        self._strip = ProgressStrip()
        self.opener = Opener(self._strip, self, language=language)
        self.appearance = Appearance(self.session, self.opener)
        self.camera_controller = CameraController(
            self.view.native, self.session.camera, aspect=ASPECT
        )
        self.drawing = Drawing(self.session, self.view, self)
        self._lay_out()
        self.port = WindowPort(self)
        self.menus = MainMenus(self.port, self._parts())
        self._connect()
        self._add_features()
        self._recall()

    def open(self, path: Path) -> None:
        """Show a scene or a trace; if it cannot be opened, say why and keep what was shown.

        A scene is recorded first, beside the window's own work: it is shown some time later.
        """
        self.opener.open(FileSource(path))

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Stop what runs, remember the lay-out, close the file."""
        settings().setValue("geometry", self.saveGeometry())
        settings().setValue("layout", self.saveState())
        self.session.close()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Leave the whole screen to picture and controls, however full screen was chosen."""
        super().changeEvent(event)
        bar = self.menuBar()
        if event is not None and event.type() == QEvent.Type.WindowStateChange and bar is not None:
            bar.setVisible(not self.isFullScreen())

    def _show_source(self, source: Source, show: "Show", opened: ExitStack) -> None:
        self.session.begin(source, show, opened)
        self.drawing.draw()  # now: a window that was never painted is painted once, with it

    def _begin(self, show: "Show") -> None:
        self.setWindowTitle(f"{show.title} – nnviz")
        self.timelines.load(show)
        self._show_training()

    def _show_training(self) -> None:
        """Show in the timelines and the controls which training is gone through."""
        variants = self.session.variants
        self.timelines.show_training(variants.show, variants.names[variants.number])
        if self.session.player.training_track is not None:
            self.bar.load()

    def _report(self, error: NnvizError) -> None:
        self.port.report(str(error))

    def _parts(self) -> WindowParts:
        return WindowParts(
            session=self.session,
            opener=self.opener,
            appearance=self.appearance,
            camera_controller=self.camera_controller,
            timelines=self.timelines,
            bar=self.bar,
            scale=self.scale,
        )

    def _lay_out(self) -> None:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._picture(), stretch=1)
        for widget in (self.timelines, self.bar):
            layout.addWidget(widget)
        self.setCentralWidget(whole)
        screen = self.screen()
        self.resize(FIRST_SIZE.boundedTo(screen.availableSize()) if screen else FIRST_SIZE)

    def _add_features(self) -> None:
        session, port = self.session, self.port
        self.inspector = Inspector(session, self.view, port)
        self.export = Exporter(session, port)
        self.experimenting = Experimenting(session, port, lambda: self.inspector.pinned)
        self.inspector.pin_changed.connect(self.experimenting.hands.show)
        self.inspector.pin_changed.connect(self.experimenting.comparing.show)
        self.experimenting.comparing.ghosts_changed.connect(self.timelines.training.set_ghosts)
        self.follow = Follower(session, self.opener, port)
        self._begin_status_bar()
        self.recent = RecentFiles(session, self.opener, port)
        FileDrop(self, self.opener)

    def _begin_status_bar(self) -> None:
        """Say at the foot how the training is gone through.

        What comes and goes there moves nothing: the bar is as high as the highest of it, always.
        """
        bar = self.statusBar()
        if bar is not None:
            bar.setSizeGripEnabled(False)
            bar.addWidget(StateLine(self.session.player, self.follow))
            bar.addPermanentWidget(self._strip)

    def _picture(self) -> QWidget:
        picture: QWidget = self.view.native
        retranslate(picture, partial(_retranslate, picture), watched=self)
        picture.setMinimumSize(320, 180)
        return picture

    def _connect(self) -> None:
        session = self.session
        session.variants.changed.connect(self._show_training)
        session.opened.connect(self._begin)
        session.failed.connect(self._report)
        session.closed.connect(self.opener.stop)
        self.camera_controller.placed.connect(session.place_camera)
        self.camera_controller.double_clicked.connect(
            lambda: session.look_at(self.inspector.middle_of_node())
        )
        self.opener.opened.connect(self._show_source)
        self.opener.failed.connect(self._report)
        self.drawing.painted.connect(self.timelines.training.show_curve)

    def _recall(self) -> None:
        """Give the window the place and the lay-out that it had last."""
        for name, restore in (("geometry", self.restoreGeometry), ("layout", self.restoreState)):
            state = settings().value(name)
            if isinstance(state, QByteArray):
                restore(state)


def _retranslate(picture: QWidget) -> None:
    picture.setAccessibleName(tr("Picture of the network"))
