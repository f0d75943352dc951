"""The equation on the stage: whole from its first moment, steady, in the colours of the bodies."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.picture.camera import project
from nnviz.picture.palette import LARGEST_HALF_BOX
from nnviz.stage.activity import activity
from nnviz.stage.look import AS_TOLD, Look
from nnviz.stage.show import Show
from nnviz.story.moment import Phase
from nnviz.story.storyboard import Shot, Storyboard
from tests.repository import ALL_SCENES
from tests.stage.equations import equation_area, written
from tests.stage.judging import boxes, overlaps

WORKED = {Phase.FORWARD, Phase.ERROR, Phase.MEAN, Phase.BACKWARD, Phase.UPDATE}
MOST_MOMENTS = 14  # of a scene
LEAST = 1 / 40 - 1e-6
CORNERS = np.array(list(np.ndindex(2, 2, 2))) * 2.0 - 1.0


def told(frame, area):
    labels = frame.labels
    return [
        (labels.text[i], tuple(labels.position[i]), float(labels.height[i]))
        for i in written(frame, area)
    ]


def beats(show):
    """Return some beats that calculate, of shots whose panels nobody chose."""
    found = [
        beat
        for beat in show.timeline.beats
        if beat.moment.phase in WORKED and show.timeline.shots[beat.shot].panels is None
    ]
    return found[:: max(len(found) // MOST_MOMENTS, 1)]


def at(beat, progress):
    return beat.start_seconds + beat.seconds * progress


@pytest.fixture(scope="module", params=ALL_SCENES, ids=lambda path: path.stem)
def scene(request, open_scene):
    with open_scene(request.param) as show:
        yield show


def lit_boxes(show, moment, camera):
    """Return the boxes of nodes that take part, as a camera sees them: half of what 1.0 takes."""
    layout, active = show.setting.layout, activity(moment, show.setting.layout.widths)
    found = []
    for layer, centres in enumerate(layout.nodes):
        half = LARGEST_HALF_BOX * layout.pitches[layer]
        for centre in centres[active.lit_nodes[layer]]:
            seen = project(camera, show.aspect, centre + half * CORNERS).position
            found.append([*seen.min(axis=0), *seen.max(axis=0)])
    return np.array(found).reshape(-1, 4)


def test_it_stands_in_the_picture_clear_of_panels_and_of_what_is_lit(scene):
    looked_at = 0
    for beat in beats(scene):
        frame = scene.frame_at(at(beat, 0.999))
        area = equation_area(scene, frame)
        if area is None:
            continue
        looked_at += 1
        where = beat.moment
        assert area.min() >= 0 and area[2] <= scene.aspect and area[3] <= 1, where
        panels = (frame.rectangles.colour == scene.setting.palette.panel).all(axis=1)
        corner, size = frame.rectangles.corner[panels], frame.rectangles.size[panels]
        grounds = np.hstack([corner, corner + size]).astype(np.float64)
        resting = scene.frame_of(replace(where, progress=1.0)).camera
        if (frame.camera.eye == resting.eye).all():
            grounds = np.vstack([grounds, lit_boxes(scene, where, frame.camera)])
        shared = np.minimum(grounds[:, 2:], area[2:]) > np.maximum(grounds[:, :2], area[:2])
        assert not shared.all(axis=1).any(), where
    assert looked_at or not beats(scene)


def test_its_numbers_are_large_enough_and_do_not_overlap(scene):
    for beat in beats(scene):
        frame = scene.frame_at(at(beat, 0.5))
        area = equation_area(scene, frame)
        if area is None:
            continue
        chosen = written(frame, area)
        assert (frame.labels.height[chosen] >= LEAST).all(), beat.moment
        places = boxes(frame.labels)[chosen] + [0.001, 0.001, -0.001, -0.001]
        assert not overlaps(places), beat.moment


def test_it_is_whole_from_the_first_moment_and_stays_where_it_is(scene):
    for beat in beats(scene)[::2]:
        frames = [scene.frame_at(at(beat, progress)) for progress in (0.01, 0.4, 0.999)]
        areas = [equation_area(scene, frame) for frame in frames]
        if areas[0] is None:
            assert all(area is None for area in areas)
            continue
        first, *others = (told(frame, areas[0]) for frame in frames)
        assert all(np.array_equal(areas[0], area) for area in areas)
        assert first
        for other in others:
            assert [text for text, *_ in first] == [text for text, *_ in other], beat.moment
            assert first == other


NODES = Storyboard(shots=(Shot(detail="nodes"),))


def test_it_is_there_unasked_and_the_panels_at_the_right_are_not(trace):
    show = Show(trace, NODES)
    for beat in show.timeline.beats:
        frame = show.frame_at(at(beat, 0.9))
        assert (equation_area(show, frame) is not None) == (beat.moment.phase in WORKED)
        assert not any(text.startswith("Activation function") for text in frame.labels.text)


def test_who_names_the_panels_gets_these(trace):
    named = Shot(detail="nodes", panels=("headline", "calculation", "slope"))
    show = Show(trace, Storyboard(shots=(named,)))
    beat = next(b for b in show.timeline.beats if b.moment.phase is Phase.FORWARD)
    frame = show.frame_at(at(beat, 0.9))
    assert equation_area(show, frame) is None
    assert any(text.startswith("Activation func") for text in frame.labels.text)


def test_it_can_be_hidden(trace):
    show = Show(trace, NODES)
    beat = next(b for b in show.timeline.beats if b.moment.phase is Phase.FORWARD)
    hidden = Look(hidden=frozenset({"equation"}))
    assert equation_area(show, show.frame_at(at(beat, 0.9), AS_TOLD)) is not None
    assert equation_area(show, show.frame_at(at(beat, 0.9), hidden)) is None


def test_it_rests_while_the_camera_comes(trace):
    shots = (Shot(tell="introduce", camera="top", seconds=2.0), Shot(detail="nodes", seconds=90.0))
    show = Show(trace, Storyboard(shots=shots))
    beat = next(b for b in show.timeline.beats if b.moment.phase is Phase.FORWARD)
    areas = [equation_area(show, show.frame_at(at(beat, progress))) for progress in (0.02, 0.98)]
    assert np.array_equal(*areas)
