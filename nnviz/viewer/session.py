"""The session: what was opened, where its playhead is, how it is looked at, and what is shown.

It knows no widgets. The window lays out what moves it and what follows it; every feature hears of
it by its signals.
"""

from contextlib import ExitStack
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal

from nnviz.errors import NnvizError
from nnviz.picture.frame import Camera, Floats
from nnviz.picture.orbit import focus
from nnviz.stage.geometry.pickable_network import PickableNetwork
from nnviz.stage.show import Show
from nnviz.story.moment import Moment
from nnviz.story.story_track import StoryTrack
from nnviz.story.text import Language
from nnviz.story.theme import Theme
from nnviz.viewer.player import Player, TrackKind
from nnviz.viewer.shown_picture import ComposeWith, ShownPicture
from nnviz.viewer.source import Source, are_same
from nnviz.viewer.variants import Variants
from nnviz.viewer.view_settings import ViewSettings


class Session(QObject):
    """Plays and shows one source at a time.

    Attributes:
        player: the playhead and what moves it.
        view_settings: from where the picture is taken, which panels are in it, what stands out.
        variants: which of the trainings of a scene is gone through.
        source: where what is shown comes from; None: nothing was opened yet.
        show: it as a show; None likewise.
        shown: the picture that is shown; None: none of this show yet.
        in_place: whether what was opened last stands where another training stood before it.
        opened: signal, another source is shown, or the same in other words or colours; carries its
            `Show`, not yet drawn.
        picture_shown: signal, another picture is shown; carries its `ShownPicture`.
        failed: signal, something cannot be shown; carries the `NnvizError`.
        closed: signal, nothing is shown any more, and the files are about to be closed.

    """

    opened = pyqtSignal(object)
    picture_shown = pyqtSignal(object)
    failed = pyqtSignal(object)
    closed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.player = Player(self)
        self.view_settings = ViewSettings(self)
        self.variants = Variants(self.player)
        self.source: Source | None = None
        self.show: Show | None = None
        self.shown: ShownPicture | None = None
        self.in_place = False
        self._opened = ExitStack()
        self.picture_shown.connect(self.variants.follow)

    def begin(self, source: Source, show: Show, opened: ExitStack) -> None:
        """Show another source, or the same anew, from its beginning.

        Args:
            source: where it comes from.
            show: the show of it.
            opened: closes its files; it is called when something else is shown.

        """
        self.in_place = False
        self._opened.close()
        before = self.player.training_track if are_same(source, self.source) else None
        self.source, self.show, self._opened = source, show, opened
        self._turn_to(show)
        self.player.load(StoryTrack(show.timeline), self.variants.training_track(before))
        self.opened.emit(show)

    def begin_in_place(self, source: Source, show: Show, opened: ExitStack) -> None:
        """Show another training where one is shown: at the same epoch, phase and record.

        Args:
            source: where it comes from.
            show: the show of it.
            opened: as in `begin`.

        """
        self.in_place = True
        before, kind, moment = self.player.transport, self.player.track_kind, self.player.moment
        training_track = self.player.training_track
        self._opened.close()
        self.source, self.show, self._opened = source, show, opened
        self._turn_to(show)
        self.player.load(StoryTrack(show.timeline), self.variants.training_track(training_track))
        if moment is not None:
            self.player.go_on_at(moment, kind, before)
        self.opened.emit(show)

    def retell(self, *, language: Language, theme: Theme) -> None:
        """Show the same in another language or other colours, if anything is shown."""
        if self.show is None:
            return
        try:
            self.show = self.show.retold(language=language, theme=theme)
        except NnvizError as error:  # a font that the other language needs is missing
            self.failed.emit(error)
        self._turn_to(self.show)
        self.opened.emit(self.show)

    def compose(self) -> ShownPicture | None:
        """Return the picture of where the playhead is; None: there is nothing to show.

        Raises:
            NnvizError: what was recorded cannot be read.

        """
        moment, look = self.player.moment, self.view_settings.look
        if self.show is None or moment is None:
            return None
        compose, networks = self._composing(self.show, moment)
        return ShownPicture(
            show=self.show,
            moment=moment,
            look=look,
            frame=compose(look),
            networks=networks,
            compose=compose,
        )

    def note_shown(self, picture: ShownPicture) -> None:
        """Say that a picture is on the screen now."""
        self.shown = picture
        self.picture_shown.emit(picture)

    def camera(self) -> Camera | None:
        """Return where the camera stands, or will as soon as what was last done is drawn."""
        shown, look = self.shown, self.view_settings.look
        if shown is None:
            return None
        own = look.places_camera(self._crowd()) and not look.room_changed
        return look.camera if own else shown.frame.camera

    def place_camera(self, camera: Camera) -> None:
        """Look from exactly there, while as many networks stand on the stage as now."""
        self.view_settings.place(camera, networks=self._crowd())

    def look_at(self, point: Floats | None) -> None:
        """Look at a point of the stage; None: as the story says."""
        camera = self.camera()
        if camera is None or point is None:
            self.view_settings.see_from(None)
        else:
            self.place_camera(focus(camera, point))

    def close(self) -> None:
        """Stop the clock, and close the files."""
        self.player.pause()
        self.show, self.shown = None, None
        self.closed.emit()
        self._opened.close()

    def _turn_to(self, show: Show) -> None:
        self.shown = None
        self.view_settings.highlight(())  # what stood out was of the show before
        self.variants.load(show)

    def _composing(
        self, show: Show, moment: Moment
    ) -> tuple[ComposeWith, tuple[PickableNetwork, ...]]:
        """Return what composes the picture at the playhead, and the networks that stand in it."""
        if self.player.track_kind is TrackKind.TRAINING:
            own = self.variants.show
            return partial(own.frame_of, moment), own.network_of(moment)
        seconds = self.player.transport.playhead_seconds
        return partial(show.frame_at, seconds), show.networks_at(seconds)

    def _crowd(self) -> int:
        """Return how many networks stand on the stage."""
        if self.show is None or self.player.track_kind is TrackKind.TRAINING:
            return 1
        return self.show.crowd_at(self.player.transport.playhead_seconds)
