"""Cameras: from where a show is seen at each of its seconds, or by somebody who looks around."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from nnviz.picture.frame import Camera
from nnviz.picture.viewpoints import between, carried
from nnviz.stage.look import Look
from nnviz.stage.views import View, Views
from nnviz.story.easing import smooth
from nnviz.story.storyboard import Shot

CAMERA_MOVE_SECONDS = 1.6


class Cameras:
    """The cameras of a show.

    Args:
        views: from where its shots are seen.
        shot_starts: the second at which each of them begins.

    """

    def __init__(self, views: Views, shot_starts: tuple[float, ...]) -> None:
        self._views, self._shot_starts = views, shot_starts

    def at(self, index: int, seconds: float, look: Look) -> Camera:
        """Return the camera of a shot: it comes from the shot before, then rests.

        Where other networks stand on the stage than before, the film cuts.
        """
        view = self._views.of(index, look)
        own = _own_camera(look, view, partial(self._views.of, index))
        if own is not None:
            return own
        before = self._views.of(max(index - 1, 0), look)
        if index == 0 or before.networks != view.networks:
            return view.camera
        since = seconds - self._shot_starts[index]
        return between(before.camera, view.camera, smooth(since / CAMERA_MOVE_SECONDS))

    def of_shot(self, shot: Shot, look: Look) -> Camera:
        """Return the camera of a shot that the storyboard does not have."""
        view = self._views.of_shot(shot, look)
        return _own_camera(look, view, partial(self._views.of_shot, shot)) or view.camera


def _own_camera(look: Look, view: View, seen: Callable[[Look], View]) -> Camera | None:
    """Return the camera that somebody placed where such a view is; None: nobody did.

    It goes with the room that the panels leave, which may be another one than when it was placed.
    """
    if look.camera is None or not look.places_camera(view.networks):
        return None
    if not look.room_changed:
        return look.camera
    before = seen(replace(look, hidden=look.hidden_then))
    return carried(look.camera, before.camera, view.camera)
