"""No number stands upon a body or another number, at many moments of all scenes."""

from itertools import product

import numpy as np
import pytest

from nnviz.picture.camera import project
from nnviz.picture.frame import Shape
from nnviz.picture.palette import OUTLINE_RADIUS
from nnviz.stage.look import Look
from nnviz.stage.world.edges import MOST_AT_ONCE
from nnviz.story.moment import Phase
from tests.repository import ALL_SCENES
from tests.stage.judging import CORNERS, PLATE_ROUNDING, _shared, _smaller, boxes, overlaps

MOMENTS = 24
NO_SAMPLES = Look(hidden=frozenset({"legend"}))  # whose outline is as thin as a tie


@pytest.fixture(params=product(ALL_SCENES, ("en", "ja")), ids=lambda of: f"{of[0].stem}-{of[1]}")
def show(request, open_scene):
    scene, language = request.param
    with open_scene(scene, language=language) as opened:
        yield opened


def seen(frame, centres, halves):
    """Return (n, 4) what boxes cover in the picture."""
    corners = (centres[:, None] + CORNERS * halves[:, None]).reshape(-1, 3)
    places = project(frame.camera, frame.aspect, corners).position.reshape(-1, 8, 2)
    return np.hstack([places.min(axis=1), places.max(axis=1)])


def bodies(frame):
    """Return (n, 4) what boxes, deltas and outlines cover, but no tiles, plates or pulses."""
    solids, bars = frame.solids, frame.cylinders
    there = np.isin(solids.shape, [Shape.BOX, Shape.ARROWHEAD]) & (solids.half > 0).all(axis=1)
    there &= solids.half.min(axis=1) > 0.35 * solids.half.max(axis=1)
    edges = np.flatnonzero((bars.outward != 0).any(axis=1)).reshape(-1, 12)  # of an outline
    ends = np.concatenate([bars.start[edges], bars.end[edges]], axis=1)
    low, high = ends.min(axis=1) - OUTLINE_RADIUS, ends.max(axis=1) + OUTLINE_RADIUS
    outlines = seen(frame, (low + high) / 2, (high - low) / 2)
    return np.vstack([seen(frame, solids.centre[there], solids.half[there]), outlines])


def on_stage(frame):
    """Return which texts stand on the stage: those that have grounds of their own."""
    plates = frame.rectangles.rounding == PLATE_ROUNDING
    middles = (frame.rectangles.corner + frame.rectangles.size / 2)[plates]
    own = boxes(frame.labels)
    at = (own[:, :2] + own[:, 2:]) / 2
    near = np.abs(at[:, None] - middles).max(axis=2).min(axis=1, initial=1.0) < 2e-3
    return np.flatnonzero(near)


def test_no_number_stands_upon_a_body_or_another_number(show):
    for at in np.linspace(0.01, 0.99, MOMENTS):
        frame = show.frame_at(at * show.duration_seconds)
        told, texts = on_stage(frame), boxes(frame.labels)
        assert not overlaps(_smaller(texts[told]))
        covered = _shared(_smaller(texts[told]), _smaller(bodies(frame))).any(axis=1)
        assert not covered.any(), [frame.labels.text[told[i]] for i in np.flatnonzero(covered)]


@pytest.mark.parametrize("phase", [Phase.FORWARD, Phase.BACKWARD, Phase.UPDATE])
def test_of_many_weights_only_the_four_that_count_most_bear_numbers(phase, open_scene):
    with open_scene(ALL_SCENES[-1]) as show:
        assert show.setting.layout.widths == (3, 4, 1)
        for beat in show.timeline.beats:
            moment = beat.moment
            if moment.phase is not phase or moment.node is not None or moment.epoch > 2:
                continue
            frame = show.frame_at(beat.start_seconds + 0.9 * beat.seconds, NO_SAMPLES)
            ties = frame.strokes.width == np.float32(0.0016)
            assert ties.sum() <= MOST_AT_ONCE
