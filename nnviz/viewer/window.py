"""The window: a picture, the timelines and controls that move it, and the menus.

It keeps no state of the training: the player knows where the playhead is, the show what the picture
of that moment is, and the window carries the one to the other.
"""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QByteArray, QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import (
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from nnviz.errors import NnvizError
from nnviz.picture.orbit import focus
from nnviz.picture.palette import THEMES
from nnviz.render.view import StageView
from nnviz.story.story_track import StoryTrack
from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.viewer.camera_controller import CameraController
from nnviz.viewer.error_box import show_error
from nnviz.viewer.export.exporter import Exporter
from nnviz.viewer.inspector.inspector import Inspector
from nnviz.viewer.inspector.inspector_panel import WIDTH
from nnviz.viewer.menus import Menus
from nnviz.viewer.opening.file_drop import FileDrop
from nnviz.viewer.opening.follower import Follower
from nnviz.viewer.opening.opener import Opener
from nnviz.viewer.opening.progress_strip import ProgressStrip
from nnviz.viewer.opening.recent_files import RecentFiles
from nnviz.viewer.player import Player, TrackKind
from nnviz.viewer.qt_theme import apply_palette
from nnviz.viewer.redraw import RedrawRequest
from nnviz.viewer.scale import Scale
from nnviz.viewer.settings import settings
from nnviz.viewer.shown_picture import ShownPicture
from nnviz.viewer.timeline.state_line import StateLine
from nnviz.viewer.timeline.timeline_panel import TimelinePanel
from nnviz.viewer.timeline.transport_bar import TransportBar
from nnviz.viewer.translation import retranslate, set_interface_language, tr
from nnviz.viewer.variants import Variants
from nnviz.viewer.view_settings import ViewSettings

if TYPE_CHECKING:
    from nnviz.picture.frame import Camera, Frame
    from nnviz.stage.geometry.pickable_network import PickableNetwork
    from nnviz.stage.show import Show
    from nnviz.story.moment import Moment

FIRST_SIZE = QSize(1280 + WIDTH, 940)  # a picture of 1280 × 720 and what stands around it
ASPECT = 16 / 9  # of what every file is opened with


class ViewerWindow(QMainWindow):
    """Plays, scrubs and shows one training at a time.

    Args:
        language: of all texts; None: what was chosen last, or the scene's, or the desktop's.

    Attributes:
        scale: how large everything around the picture is.
        player: the playhead and what moves it.
        view: the picture of the moment there, drawn by the renderer.
        camera_controller: turns, moves and enlarges the picture.
        view_settings: from where the picture is taken, and which panels are in it.
        variants: which of the trainings of a scene is gone through.
        timelines: the scrubbers below the picture.
        bar: the controls below them.
        opener: opens files.
        menus: everything that can be done, with its keys.
        path: the file that is shown; None: none yet.
        inspector: the numbers of what is pointed at.
        export: films, pictures and arrays of what is shown.
        follow: goes along with a training that is being recorded.
        recent: the menu of the files that were opened last.
        opened: signal, another file is shown, or the same in other words or colours; carries its
            `Show`, not yet drawn.
        picture_shown: signal, another picture is shown; carries its `ShownPicture`.

    """

    opened = pyqtSignal(object)
    picture_shown = pyqtSignal(object)

    def __init__(self, *, language: Language | None = None) -> None:
        super().__init__()
        self.setWindowTitle("nnviz")
        self.scale = Scale()
        self.player = Player(self)
        self.view = StageView()
        self.view_settings = ViewSettings(self)
        self.variants = Variants(self.player)
        self.timelines = TimelinePanel(self.player, self.variants)
        self.bar = TransportBar(self.player)
        self._strip = ProgressStrip()
        self.opener = Opener(self._strip, self, language=language)
        set_interface_language(self.opener.language_for(None))
        self.path: Path | None = None
        self._show: Show | None = None
        self._opened = ExitStack()
        self.camera_controller = CameraController(self.view.native, self._camera, aspect=ASPECT)
        self._redraw = RedrawRequest(self)
        self._lay_out()
        self.menus = Menus(self)
        self._connect()
        self.inspector = Inspector(self)
        self.export = Exporter(self)
        self.follow = Follower(self)
        self._begin_status_bar()
        self.recent = RecentFiles(self)
        FileDrop(self)
        self._recall()

    def open(self, path: Path) -> None:
        """Show a scene or a trace; if it cannot be opened, say why and keep what was shown.

        A scene is recorded first, beside the window's own work: it is shown some time later.
        """
        self.opener.open(path)

    def dock(self, widget: QWidget, *, title: str, name: str) -> QDockWidget:
        """Put a widget beside the picture, at the right; the View menu can hide it.

        Args:
            widget: what is put there.
            title: what stands above it, in English.
            name: by which its place is remembered from one session to the next.

        """
        dock = QDockWidget(self)
        retranslate(dock, lambda: dock.setWindowTitle(tr(title)))
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.menus.view.addAction(dock.toggleViewAction())
        return dock

    def set_theme(self, theme: Theme) -> None:
        """Show picture and window in other colours, from now on."""
        settings().setValue("theme", theme)
        apply_palette(THEMES[theme])
        if self._show is not None:
            self._retell(self._show.language, theme)

    def set_language(self, language: Language) -> None:
        """Speak another language, in the picture and around it, from now on."""
        settings().setValue("language", language)
        self.opener.language = language
        set_interface_language(language)
        if self._show is not None:
            self._retell(language, self._show.theme)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Stop the clock and the recording, remember the lay-out, close the file."""
        self.player.pause()
        self._redraw.cancel()
        self.opener.stop()
        self.follow.stop()
        settings().setValue("geometry", self.saveGeometry())
        settings().setValue("layout", self.saveState())
        self._show = None
        self._opened.close()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Leave the whole screen to picture and controls, however full screen was chosen."""
        super().changeEvent(event)
        bar = self.menuBar()
        if event is not None and event.type() == QEvent.Type.WindowStateChange and bar is not None:
            bar.setVisible(not self.isFullScreen())

    def _replace(self, path: Path, show: "Show", opened: ExitStack) -> None:
        self._opened.close()
        before = self.player.training_track if path == self.path else None
        self.path, self._show, self._opened = path, show, opened
        apply_palette(THEMES[show.theme])
        self.variants.load(show)
        self.player.load(StoryTrack(show.timeline), self.variants.training_track(before))
        self._begin(show)
        self.bar.load()
        self._draw()  # now: a window that was never painted is painted once, with its picture

    def _retell(self, language: Language, theme: Theme) -> None:
        if self._show is None:
            return
        try:
            self._show = self._show.retold(language=language, theme=theme)
            self.variants.load(self._show)
        except NnvizError as error:  # a font that the other language needs is missing
            self._report(error)
        self._begin(self._show)
        self._redraw.ask()

    def _begin(self, show: "Show") -> None:
        set_interface_language(show.language)
        self.setWindowTitle(f"{show.title} – nnviz")
        self.timelines.load(show)
        self._show_training()
        self.menus.begin(show.theme, show.language)
        self.opened.emit(show)

    def _show_training(self) -> None:
        """Show in the timelines and the controls which training is gone through."""
        gone, name = self.variants.show, self.variants.names[self.variants.number]
        self.timelines.show_training(gone, name)
        if self.player.training_track is not None:
            self.bar.load()

    def _draw(self) -> None:
        """Draw what the playhead has come to; however often it moved, only that."""
        self._redraw.cancel()
        show, moment = self._show, self.player.moment
        if show is None or moment is None:
            return
        try:
            frame = self._compose(show)
            self.view.draw(frame)
            networks = self._networks(show, moment)
        except NnvizError as error:
            self.player.pause()
            self._report(error)
        else:
            self.picture_shown.emit(
                ShownPicture(show=show, moment=moment, frame=frame, networks=networks)
            )

    def _compose(self, show: "Show") -> "Frame":
        moment, look = self.player.moment, self.view_settings.look
        if self.player.track_kind is TrackKind.TRAINING and moment is not None:
            return self.variants.show.frame_of(moment, look)
        return show.frame_at(self.player.transport.playhead_seconds, look)

    def _networks(self, show: "Show", moment: "Moment") -> "tuple[PickableNetwork, ...]":
        """Return the networks that stand on the stage."""
        if self.player.track_kind is TrackKind.TRAINING:
            return self.variants.show.network_of(moment)
        return show.networks_at(self.player.transport.playhead_seconds)

    def _crowd(self) -> int:
        """Return how many networks stand on the stage."""
        if self._show is None or self.player.track_kind is TrackKind.TRAINING:
            return 1
        return self._show.crowd_at(self.player.transport.playhead_seconds)

    def _camera(self) -> "Camera | None":
        """Return where the camera stands, or will as soon as what was last done is drawn."""
        frame, look = self.view.frame, self.view_settings.look
        if frame is None or self._show is None:
            return None
        own = look.places_camera(self._crowd()) and not look.room_changed
        return look.camera if own else frame.camera

    def _place_camera(self, camera: "Camera") -> None:
        self.view_settings.place(camera, networks=self._crowd())

    def _focus(self) -> None:
        """Look at the node under the pointer; beside all of them, as the story says."""
        point, camera = self.inspector.middle_of_node(), self._camera()
        if camera is None or point is None:
            self.view_settings.see_from(None)
        else:
            self._place_camera(focus(camera, point))

    def _report(self, error: NnvizError) -> None:
        show_error(self, str(error))

    def ask_for_file(self) -> None:
        """Open what somebody chooses."""
        kinds = f"{tr('Scenes and traces')} (*.toml *.nntrace);;{tr('All files')} (*)"
        title = tr("Open a scene or a trace")
        name, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if name:
            self.open(Path(name))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or give it back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_theme(self) -> None:
        """Show dark what is light, and light what is dark."""
        light = self._show is not None and self._show.theme == "light"
        self.set_theme("dark" if light else "light")

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

    def _begin_status_bar(self) -> None:
        """Say at the foot how the training is gone through.

        What comes and goes there moves nothing: the bar is as high as the highest of it, always.
        """
        bar = self.statusBar()
        if bar is not None:
            bar.setSizeGripEnabled(False)
            bar.addWidget(StateLine(self.player, self.follow))
            bar.addPermanentWidget(self._strip)

    def _picture(self) -> QWidget:
        picture: QWidget = self.view.native
        retranslate(picture, partial(_retranslate, picture), watched=self)
        picture.setMinimumSize(320, 180)
        return picture

    def _connect(self) -> None:
        self._redraw.due.connect(self._draw)
        self.player.moved.connect(self._redraw.ask)
        self.player.played.connect(self._draw)  # play passes over nothing before it was shown
        self.view_settings.changed.connect(self._redraw.ask)
        self.variants.changed.connect(self._show_training)
        self.picture_shown.connect(self.variants.follow)
        self.camera_controller.placed.connect(self._place_camera)
        self.camera_controller.double_clicked.connect(self._focus)
        self.opener.opened.connect(self._replace)
        self.opener.failed.connect(self._report)
        # Not at once: what the curve needs takes long to load, and others wait for the swap, too.
        queued = Qt.ConnectionType.QueuedConnection
        self.view.native.frameSwapped.connect(self._go_on, queued)

    def _go_on(self) -> None:
        """Draw the curve of the error behind the first picture, and say if there is none."""
        try:
            self.view.check()
        except NnvizError as error:
            self.player.pause()
            self._report(error)
        if self.view.frame is not None:
            self.timelines.training.show_curve()

    def _recall(self) -> None:
        """Give the window the place and the lay-out that it had last."""
        for name, restore in (("geometry", self.restoreGeometry), ("layout", self.restoreState)):
            state = settings().value(name)
            if isinstance(state, QByteArray):
                restore(state)


def _retranslate(picture: QWidget) -> None:
    picture.setAccessibleName(tr("Picture of the network"))
