"""A show: a training, told by a storyboard. The one thing that window and film both read."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from nnviz.errors import SceneError
from nnviz.stage.compose import compose, compose_comparison
from nnviz.stage.frame import Camera, Frame
from nnviz.stage.layout import LAYER_GAP, TARGET_GAP, Layout
from nnviz.stage.regions import Regions
from nnviz.stage.setting import setting_for
from nnviz.stage.step import step_of
from nnviz.stage.viewpoints import between, viewpoint
from nnviz.story.easing import smooth
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard
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

    """

    camera: Camera
    pair: tuple[Layout, Layout] | None


class Show:
    """A trace, a storyboard and a layout: a picture for every second.

    Args:
        trace: the recorded training; the caller closes it after the show.
        storyboard: how it is told.
        aspect: width of the picture divided by its height.
        title: of the whole show.

    Attributes:
        trace: the recorded training.
        title: of the whole show.
        aspect: width of the picture divided by its height.
        duration_seconds: its length.
        chapters: its titled stretches.

    Raises:
        SceneError: the storyboard asks for what the trace lacks.
        TraceError: the trace is damaged.

    """

    def __init__(
        self, trace: Trace, storyboard: Storyboard, *, aspect: float = 16 / 9, title: str = ""
    ) -> None:
        self.trace = trace
        self.title = title
        self.aspect = aspect
        self._setting = setting_for(trace, aspect=aspect)
        self._timeline = Timeline(storyboard, self._course())
        self._views = tuple(self._view(shot) for shot in storyboard.shots)
        self._step = lru_cache(maxsize=STEPS_KEPT)(lambda epoch: step_of(trace, epoch))
        self.duration_seconds = self._timeline.duration_seconds
        self.chapters: tuple[Chapter, ...] = self._timeline.chapters

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
        self._step(moment.epoch)
        camera = self._view(replace(self._timeline.shots[0], tell="layers")).camera
        return compose(self._setting, self._step(moment.epoch), moment, camera, "")

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
            layers=len(setting.experiment.layers),
            samples=len(setting.dataset.inputs),
            epochs=setting.survey.epochs,
            error=setting.survey.error,
        )

    def _compose(self, shot: Shot, index: int, moment: Moment, camera: Camera) -> Frame:
        pair = self._views[index].pair
        step = self._step(moment.epoch)
        if pair is None:
            return compose(self._setting, step, moment, camera, shot.caption)
        steps = (self._step(shot.epochs[0]), step)
        return compose_comparison(self._setting, pair, steps, moment, camera, shot.caption)

    def _camera_at(self, index: int, seconds: float) -> Camera:
        """Return the camera of a shot: it comes from the shot before, then rests."""
        camera = self._views[index].camera
        if index == 0:
            return camera
        since = seconds - self._timeline.shot_starts[index]
        return between(self._views[index - 1].camera, camera, smooth(since / CAMERA_MOVE_SECONDS))

    def _view(self, shot: Shot) -> View:
        regions = Regions(self.aspect)
        layout = self._setting.layout
        if shot.tell != "compare":
            region, corners, pair = regions.stage, layout.corners, None
        else:
            pair = _beside(layout)
            region = regions.wide_stage
            corners = np.concatenate([pair[0].corners, pair[1].corners])
        camera = viewpoint(shot.camera, corners, region, self.aspect)
        return View(camera, pair)


def _beside(layout: Layout) -> tuple[Layout, Layout]:
    """Return two layouts of the same network, side by side."""
    width = (len(layout.widths) - 1) * LAYER_GAP + TARGET_GAP
    aside = (width + LAYER_GAP / 2) / 2
    return replace(layout, x=-aside), replace(layout, x=aside)
