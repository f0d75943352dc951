"""The timelines below the picture: the whole training, the epoch inside it, and the story."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QToolButton, QWidget

from nnviz.picture.palette import THEMES
from nnviz.stage.facts.survey import Survey
from nnviz.story.moment import Phase
from nnviz.story.timeline import Course
from nnviz.story.tour import Stretch, Tour
from nnviz.trace.divergence import Divergence
from nnviz.viewer.curve_scrubber import CurveScrubber, Training
from nnviz.viewer.player import Player, Way
from nnviz.viewer.stretch_scrubber import Named, StretchScrubber
from nnviz.viewer.variant_box import VariantBox
from nnviz.viewer.variants import Variants
from nnviz.viewer.wording import said, saying

if TYPE_CHECKING:
    from nnviz.stage.show import Show

NAMES = {  # and what marks it where there is little room
    Phase.FORWARD: ("Forward", "→"),
    Phase.MEAN: ("Mean error", "ē"),
    Phase.BACKWARD: ("Backward", "←"),
    Phase.UPDATE: ("Update", "Δw"),
    Phase.EPOCH: ("Epoch", ""),
}


class TimelinePanel(QWidget):
    """Three scrubbers that follow a player, and move it.

    Attributes:
        training: over all recorded epochs.
        inside: over the phases of the epoch.
        story: over the chapters of the story.
        variant_box: names and chooses the training that the first two are of.
        ways: the buttons that say, and choose, which way is gone.

    """

    def __init__(self, player: Player, variants: Variants, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.variant_box = VariantBox(variants)
        self._loaded: Tour | None = None
        self.training = CurveScrubber()
        self.inside = StretchScrubber("Place inside the epoch")
        self.story = StretchScrubber("Position in the story")
        self.ways = {
            Way.TRAINING: _way_button("Training", "Go through the whole training (S)"),
            Way.STORY: _way_button("Story", "Go along the story that the scene tells (S)"),
        }
        saying(self, self._load_inside)
        self._lay_out()
        self._connect()
        self.setEnabled(False)

    def load(self, show: "Show") -> None:
        """Show the timelines of another show, or of the same in another language."""
        chapters = [
            Named(c.title, c.start_seconds, c.end_seconds, mark=str(number))
            for number, c in enumerate(show.chapters, 1)
        ]
        self.story.load(show.duration_seconds, tuple(chapters))
        self._load_inside()
        self.setEnabled(True)
        self.show_position()

    def show_training(self, show: "Show", name: str) -> None:
        """Show the timeline of another training, which may have a name."""
        self.training.strange = THEMES[show.theme].strange
        training = training_of(show.setting.survey, show.setting.divergence)
        self.training.load(replace(training, name=name))
        self.show_position()

    def show_position(self) -> None:
        """Show where the playhead is, on all three."""
        tour, moment = self._player.tour, self._player.moment
        if tour is None or moment is None:
            return
        seconds = self._player.transport.playhead_seconds
        touring = self._player.way is Way.TRAINING
        inside = tour.split(seconds if touring else tour.seconds_near(moment))[1]
        self.training.show_value(tour.index_near(moment.epoch))
        self.inside.show_seconds(inside)
        if not touring:
            self.story.show_seconds(seconds)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 2)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        grid.addWidget(self.ways[Way.TRAINING], 0, 0)
        grid.addWidget(self.variant_box, 1, 0)
        grid.addWidget(self.training, 0, 1)
        grid.addWidget(self.inside, 1, 1)
        grid.addWidget(self.ways[Way.STORY], 2, 0)
        grid.addWidget(self.story, 2, 1)
        grid.setColumnStretch(1, 1)
        group = QButtonGroup(self)
        for button in self.ways.values():
            group.addButton(button)

    def _connect(self) -> None:
        self.training.scrubbed.connect(self._to_index)
        self.inside.scrubbed.connect(self._to_inside)
        self.story.scrubbed.connect(lambda ms: self._player.seek_in(Way.STORY, ms / 1000))
        for way, button in self.ways.items():
            button.clicked.connect(lambda _checked, way=way: self._player.go(way))
        self._player.moved.connect(self.show_position)
        self._player.changed.connect(self._show_state)

    def _to_index(self, index: int) -> None:
        if self._player.tour is not None:
            self._player.to_epoch(int(self._player.tour.epochs[index]))

    def _to_inside(self, milliseconds: int) -> None:
        tour, moment = self._player.tour, self._player.moment
        if tour is not None and moment is not None:
            index = tour.index_near(moment.epoch)
            self._player.seek_in(Way.TRAINING, tour.join(index, milliseconds / 1000))

    def _load_inside(self) -> None:
        tour = self._player.tour
        if tour is not None:
            self._loaded = tour
            named = tuple(_named(stretch, tour.course) for stretch in tour.stretches)
            self.inside.load(tour.epoch_seconds, named)

    def _show_state(self) -> None:
        """Show which way is gone and what is looped; follow another detail of the tour."""
        tour, transport = self._player.tour, self._player.transport
        if tour is None:
            return
        if tour is not self._loaded:
            self._load_inside()
            self.show_position()
        touring = self._player.way is Way.TRAINING
        self.ways[self._player.way].setChecked(True)  # which does not click it
        for way, button in self.ways.items():
            font = QFont()
            font.setBold(way is self._player.way)
            button.setFont(font)
        self.training.set_active(touring)
        self.inside.set_active(touring)
        self.story.set_active(not touring)
        marked = transport.marked if transport.looping else None
        ends = (marked.start_seconds, marked.end_seconds) if marked else None
        epochs = (ends[0] / tour.epoch_seconds, ends[1] / tour.epoch_seconds) if ends else None
        self.training.set_marked(epochs if touring else None)
        self.story.set_marked(None if touring else ends)


def training_of(survey: Survey, divergence: Divergence | None) -> Training:
    """Return what the scrubber shows of a training; it diverged where the picture says so."""
    return Training(
        epochs=survey.epochs,
        error=survey.watched,
        diverged_epoch=None if divergence is None else divergence.epoch,
        highest=np.inf if survey.runs_away is None else _highest(survey),
        is_loss=survey.watched is not survey.error,
    )


def _highest(survey: Survey) -> float:
    """Return the largest finite value before a training runs away."""
    values = survey.watched[: survey.settled]
    return float(values.max(initial=0.0, where=np.isfinite(values)))


def _named(stretch: Stretch, course: Course) -> Named:
    name, mark = NAMES[stretch.phase]
    name, record = said(name), ""
    number = None if stretch.sample is None else course.number_of(stretch.sample)
    if number is not None:
        record = f" {number}"
    return Named(
        name + record, stretch.start_seconds, stretch.end_seconds, mark=mark + record.strip()
    )


def _way_button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    saying(button, partial(_say, button, text, tip))
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return button


def _say(button: QToolButton, text: str, tip: str) -> None:
    button.setText(said(text))
    button.setAccessibleName(said(text))
    button.setToolTip(said(tip))
