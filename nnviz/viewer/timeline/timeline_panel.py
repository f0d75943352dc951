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
from nnviz.story.training_outline import TrainingOutline
from nnviz.story.training_track import TrackSection, TrainingTrack
from nnviz.trace.divergence import Divergence
from nnviz.viewer.player import Player, TrackKind
from nnviz.viewer.timeline.curve_scrubber import CurveScrubber, TrainingCurve
from nnviz.viewer.timeline.section_scrubber import NamedSection, SectionScrubber
from nnviz.viewer.timeline.variant_box import VariantBox
from nnviz.viewer.translation import retranslate, tr
from nnviz.viewer.variants import Variants

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
        track_buttons: the buttons that say, and choose, which way is gone.

    """

    def __init__(self, player: Player, variants: Variants, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.variant_box = VariantBox(variants)
        self._loaded: TrainingTrack | None = None
        self.training = CurveScrubber()
        self.inside = SectionScrubber("Place inside the epoch")
        self.story = SectionScrubber("Position in the story")
        self.track_buttons = {
            TrackKind.TRAINING: _way_button("Training", "Go through the whole training (S)"),
            TrackKind.STORY: _way_button("Story", "Go along the story that the scene tells (S)"),
        }
        retranslate(self, self._load_inside)
        self._lay_out()
        self._connect()
        self.setEnabled(False)

    def load(self, show: "Show") -> None:
        """Show the timelines of another show, or of the same in another language."""
        chapters = [
            NamedSection(c.title, c.start_seconds, c.end_seconds, mark=str(number))
            for number, c in enumerate(show.chapters, 1)
        ]
        self.story.load(show.duration_seconds, tuple(chapters))
        self._load_inside()
        self.setEnabled(True)
        self.show_position()

    def show_training(self, show: "Show", name: str) -> None:
        """Show the timeline of another training, which may have a name."""
        self.training.strange = THEMES[show.theme].strange
        training = training_curve(show.setting.survey, show.setting.divergence)
        self.training.load(replace(training, name=name))
        self.show_position()

    def show_position(self) -> None:
        """Show where the playhead is, on all three."""
        training_track, moment = self._player.training_track, self._player.moment
        if training_track is None or moment is None:
            return
        seconds = self._player.transport.playhead_seconds
        on_training_track = self._player.track_kind is TrackKind.TRAINING
        inside = training_track.split(
            seconds if on_training_track else training_track.seconds_near(moment)
        )[1]
        self.training.show_value(training_track.index_near(moment.epoch))
        self.inside.show_seconds(inside)
        if not on_training_track:
            self.story.show_seconds(seconds)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 2)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        grid.addWidget(self.track_buttons[TrackKind.TRAINING], 0, 0)
        grid.addWidget(self.variant_box, 1, 0)
        grid.addWidget(self.training, 0, 1)
        grid.addWidget(self.inside, 1, 1)
        grid.addWidget(self.track_buttons[TrackKind.STORY], 2, 0)
        grid.addWidget(self.story, 2, 1)
        grid.setColumnStretch(1, 1)
        group = QButtonGroup(self)
        for button in self.track_buttons.values():
            group.addButton(button)

    def _connect(self) -> None:
        self.training.scrubbed.connect(self._to_index)
        self.inside.scrubbed.connect(self._to_inside)
        self.story.scrubbed.connect(lambda ms: self._player.seek_in(TrackKind.STORY, ms / 1000))
        for track_kind, button in self.track_buttons.items():
            button.clicked.connect(
                lambda _checked, track_kind=track_kind: self._player.go_along(track_kind)
            )
        self._player.moved.connect(self.show_position)
        self._player.changed.connect(self._show_state)

    def _to_index(self, index: int) -> None:
        if self._player.training_track is not None:
            self._player.to_epoch(int(self._player.training_track.epochs[index]))

    def _to_inside(self, milliseconds: int) -> None:
        training_track, moment = self._player.training_track, self._player.moment
        if training_track is not None and moment is not None:
            index = training_track.index_near(moment.epoch)
            self._player.seek_in(
                TrackKind.TRAINING, training_track.join(index, milliseconds / 1000)
            )

    def _load_inside(self) -> None:
        training_track = self._player.training_track
        if training_track is not None:
            self._loaded = training_track
            named = tuple(
                _named(section, training_track.outline) for section in training_track.sections
            )
            self.inside.load(training_track.epoch_seconds, named)

    def _show_state(self) -> None:
        """Show which way is gone and what is looped; follow another detail of the training."""
        training_track, transport = self._player.training_track, self._player.transport
        if training_track is None:
            return
        if training_track is not self._loaded:
            self._load_inside()
            self.show_position()
        on_training_track = self._player.track_kind is TrackKind.TRAINING
        self.track_buttons[self._player.track_kind].setChecked(True)  # which does not click it
        for track_kind, button in self.track_buttons.items():
            font = QFont()
            font.setBold(track_kind is self._player.track_kind)
            button.setFont(font)
        self.training.set_active(on_training_track)
        self.inside.set_active(on_training_track)
        self.story.set_active(not on_training_track)
        marked = transport.marked if transport.looping else None
        ends = (marked.start_seconds, marked.end_seconds) if marked else None
        epochs = (
            (ends[0] / training_track.epoch_seconds, ends[1] / training_track.epoch_seconds)
            if ends
            else None
        )
        self.training.set_marked(epochs if on_training_track else None)
        self.story.set_marked(None if on_training_track else ends)


def training_curve(survey: Survey, divergence: Divergence | None) -> TrainingCurve:
    """Return what the scrubber shows of a training; it diverged where the picture says so."""
    return TrainingCurve(
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


def _named(section: TrackSection, outline: TrainingOutline) -> NamedSection:
    name, mark = NAMES[section.phase]
    name, record = tr(name), ""
    number = None if section.record is None else outline.number_of(section.record)
    if number is not None:
        record = f" {number}"
    return NamedSection(
        name + record, section.start_seconds, section.end_seconds, mark=mark + record.strip()
    )


def _way_button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    retranslate(button, partial(_retranslate, button, text, tip))
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return button


def _retranslate(button: QToolButton, text: str, tip: str) -> None:
    button.setText(tr(text))
    button.setAccessibleName(tr(text))
    button.setToolTip(tr(tip))
