"""A show: a training, told by a storyboard. The one thing that window and film both read."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from nnviz.errors import SceneError
from nnviz.stage.compose import compose, compose_comparison
from nnviz.stage.frame import Camera, Frame
from nnviz.stage.layout import LAYER_GAP, TARGET_GAP, Layout
from nnviz.stage.palette import Theme
from nnviz.stage.panels import panels_of, stage_between
from nnviz.stage.regions import Regions
from nnviz.stage.setting import setting_for
from nnviz.stage.step import step_of
from nnviz.stage.viewpoints import between, viewpoint
from nnviz.story.easing import smooth
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Panel, Shot, Storyboard, Telling
from nnviz.story.text import Language, Text, text_in
from nnviz.story.timeline import Chapter, Course, Timeline
from nnviz.trace.trace import Trace

CAMERA_MOVE_SECONDS = 1.6
STEPS_KEPT = 8  # epochs whose arrays stay at hand


@dataclass(frozen=True, slots=True)
class View:
    """From where a shot is seen, and its networks.

    Attributes:
        camera: where it stands once it has come to rest.
        pair: the layouts of the two networks of a comparison, or None.
        panels: what stands around the stage.

    """

    camera: Camera
    pair: tuple[Layout, Layout] | None
    panels: frozenset[Panel]


class Show:
    """A trace, a storyboard and a layout: a picture for every second.

    Args:
        trace: the recorded training; the caller closes it after the show.
        storyboard: how it is told.
        aspect: width of the picture divided by its height.
        title: of the whole show.
        language: of the texts in the picture.
        theme: its colours.

    Attributes:
        trace: the recorded training.
        title: of the whole show, in its language.
        aspect: width of the picture divided by its height.
        language: of the texts in the picture.
        duration_seconds: its length.
        chapters: its titled stretches.

    Raises:
        SceneError: the storyboard asks for what the trace lacks.
        TraceError: the trace is damaged.

    """

    def __init__(
        self,
        trace: Trace,
        storyboard: Storyboard,
        *,
        aspect: float = 16 / 9,
        title: Text = "",
        language: Language = "en",
        theme: Theme = "dark",
    ) -> None:
        self.trace = trace
        self.title = text_in(title, language)
        self.aspect = aspect
        self.language: Language = language
        self._setting = setting_for(trace, aspect=aspect, language=language, theme=theme)
        self._timeline = Timeline(storyboard, self._course())
        self._views = tuple(
            self._view(shot, f"shot {number}") for number, shot in enumerate(storyboard.shots, 1)
        )
        self._step = lru_cache(maxsize=STEPS_KEPT)(lambda epoch: step_of(trace, epoch))
        self.duration_seconds = self._timeline.duration_seconds
        self.chapters: tuple[Chapter, ...] = self._timeline.chapters(language)

    def moment_at(self, seconds: float) -> Moment:
        """Return the moment that is told at `seconds`."""
        return self._timeline.moment_at(seconds)

    def frame_at(self, seconds: float) -> Frame:
        """Return what the show looks like at `seconds`; depends on nothing else."""
        beat = self._timeline.beat_at(seconds)
        shot, moment = self._timeline.shots[beat.shot], beat.moment_at(seconds)
        return self._compose(shot, beat.shot, moment, self._camera_at(beat.shot, seconds))

    def frame_of(self, moment: Moment) -> Frame:
        """Return the picture of a moment, from the camera of the first shot.

        Raises:
            TraceError: the moment's epoch was not recorded.

        """
        telling: Telling = "lapse" if moment.phase is Phase.EPOCH else "steps"
        view = self._view(Shot(tell=telling), "moment")
        step = self._step(moment.epoch)
        return compose(self._setting, step, moment, view.camera, panels=view.panels, caption="")

    def seconds_of(
        self, *, epoch: int, phase: Phase, layer: int | None = None, sample: int | None = None
    ) -> float:
        """Return the end of the first beat that tells a phase.

        Raises:
            SceneError: the story does not tell it.

        """
        for beat in self._timeline.beats:
            moment = beat.moment
            if (
                (moment.epoch, moment.phase) == (epoch, phase)
                and layer in {None, moment.layer}
                and sample in {None, moment.sample}
            ):
                return beat.start_seconds + beat.seconds
        raise SceneError(f"The story does not tell phase {phase.value!r} of epoch {epoch}.")

    def _course(self) -> Course:
        setting = self._setting
        return Course(
            widths=setting.layout.widths,
            samples=len(setting.dataset.inputs),
            epochs=setting.survey.epochs,
            error=setting.survey.error,
        )

    def _compose(self, shot: Shot, index: int, moment: Moment, camera: Camera) -> Frame:
        view, step = self._views[index], self._step(moment.epoch)
        caption = text_in(shot.caption, self.language)
        if view.pair is None:
            return compose(self._setting, step, moment, camera, panels=view.panels, caption=caption)
        steps = (self._step(shot.epochs[0]), step)
        return compose_comparison(
            self._setting, view.pair, steps, moment, camera, panels=view.panels, caption=caption
        )

    def _camera_at(self, index: int, seconds: float) -> Camera:
        """Return the camera of a shot: it comes from the shot before, then rests."""
        camera = self._views[index].camera
        if index == 0:
            return camera
        since = seconds - self._timeline.shot_starts[index]
        return between(self._views[index - 1].camera, camera, smooth(since / CAMERA_MOVE_SECONDS))

    def _view(self, shot: Shot, where: str) -> View:
        regions = Regions(self.aspect)
        layout = self._setting.layout
        panels = panels_of(shot, where)
        if shot.tell != "compare":
            region, corners, pair = stage_between(panels, regions), layout.corners, None
        else:
            pair = _beside(layout)
            region = regions.wide_stage
            corners = np.concatenate([pair[0].corners, pair[1].corners])
        camera = viewpoint(shot.camera, corners, region, self.aspect)
        return View(camera, pair, panels)


def _beside(layout: Layout) -> tuple[Layout, Layout]:
    """Return two layouts of the same network, side by side."""
    width = (len(layout.widths) - 1) * LAYER_GAP + TARGET_GAP
    aside = (width + LAYER_GAP / 2) / 2
    return replace(layout, x=-aside), replace(layout, x=aside)
