"""Every scene of the repository is a test case: it is told from its first second to its last."""

from itertools import product
from typing import get_args

import numpy as np
import pytest

from nnviz.opening import open_show
from nnviz.picture.camera import project
from nnviz.picture.frame import same_picture
from nnviz.stage.activity import activity
from nnviz.stage.look import Look
from nnviz.stage.panels.caption import typeset_caption
from nnviz.stage.panels.choice import panels_of, regions_of, with_room
from nnviz.story.storyboard import Preset
from nnviz.story.text import Language
from tests.repository import ALL_SCENES, SCENES
from tests.stage.equations import equation_area, written
from tests.stage.judging import boxes, overlaps

SMALLEST_TEXT = 1 / 45  # of the picture's height
LOOKS_PER_SHOT = 6


@pytest.fixture(
    scope="module",
    params=product(ALL_SCENES, get_args(Language)),
    ids=lambda pair: f"{pair[0].stem}-{pair[1]}",
)
def show(request, open_scene):
    scene, language = request.param
    with open_scene(scene, language=language) as opened:
        yield opened


@pytest.fixture(scope="module")
def looks(show):
    """Frames of every shot: while the camera comes, while it is told, and at its end."""
    shares = np.linspace(0.02, 0.999, LOOKS_PER_SHOT)
    seconds = [start + share * (end - start) for start, end in show.shot_spans for share in shares]
    return {second: show.frame_at(second) for second in seconds}


def test_text_is_large_enough_and_stays_in_the_picture(show, looks):
    for seconds, frame in looks.items():
        labels = frame.labels
        assert (labels.height >= SMALLEST_TEXT).all()
        areas = boxes(labels)
        assert (areas >= 0).all(), seconds
        outside = areas[:, 2] > show.aspect
        assert not outside.any(), (seconds, np.array(labels.text)[outside])
        assert (areas[:, 3] <= 1).all(), seconds


def test_no_two_texts_overlap(looks):
    for seconds, frame in looks.items():
        labels = frame.labels
        found = [(labels.text[i], labels.text[j]) for i, j in overlaps(boxes(labels))]
        assert not found, f"at {seconds:.2f} s: {found}"


def test_captions_can_be_read_from_the_back_row(show):
    for caption in show.captions:
        labels = show.frame_at((caption.start_seconds + caption.end_seconds) / 2).labels
        lines = typeset_caption(caption.text, show.aspect).lines
        heights = [labels.height[labels.text.index(line)] for line in lines]
        assert min(heights) >= 1 / 27


def test_frames_do_not_depend_on_the_order_of_visits(show, looks):
    for seconds, frame in list(looks.items())[::-3]:
        assert same_picture(show.frame_at(seconds), frame), seconds


@pytest.mark.parametrize("preset", get_args(Preset))
def test_at_every_camera_numbers_keep_apart_in_the_picture_and_off_the_nodes(show, preset):
    look = Look(preset=preset)
    shares = (0.35, 0.999) if show.language == "en" else (0.75,)
    for shot, (start, end) in zip(show.timeline.shots, show.shot_spans, strict=True):
        for share in shares:
            seconds = start + share * (end - start)
            frame = show.frame_at(seconds, look)
            areas = boxes(frame.labels)
            assert not overlaps(areas)
            assert (areas >= 0).all()
            assert (areas[:, 2] <= show.aspect).all()
            assert (areas[:, 3] <= 1).all()
            if len(show.networks_at(seconds)) == 1:
                covered = on_nodes(show, shot, seconds, frame)
                assert not covered.any(), np.array(frame.labels.text)[covered]


def on_nodes(show, shot, seconds, frame):
    """Return which of the labels lie over the middle of a node.

    Close by, nodes at the edges leave the stage, and panels may cover them. Under an equation nodes
    that take no part step back.
    """
    panels = with_room(panels_of(shot, "", show.setting), show.aspect)
    layout, regions = show.setting.layout, regions_of(panels, show.aspect)
    stage = regions.stage.scaled(regions.scale)
    nodes = project(frame.camera, show.aspect, np.concatenate([*layout.nodes, layout.targets]))
    low, high = (stage.left, stage.top), (stage.right, stage.bottom)
    inside = ((nodes.position >= low) & (nodes.position <= high)).all(axis=1)
    assert inside.any()
    active = activity(show.moment_at(seconds), layout.widths)
    compared = active.targets > 0 and active.direction == 0 and active.lit_nodes[-1].any()
    lit = np.concatenate([*active.lit_nodes, np.full(len(layout.targets), compared)])
    area, in_equation = equation_area(show, frame), np.zeros(len(frame.labels.text), dtype=bool)
    if area is not None:
        in_equation[written(frame, area)] = True
    x, y = nodes.position.T[:, None]
    left, top, right, bottom = boxes(frame.labels).T[:, :, None]
    over = (left < x) & (x < right) & (top < y) & (y < bottom) & inside
    return (over & (lit | ~in_equation[:, None])).any(axis=1)


@pytest.mark.parametrize("preset", get_args(Preset))
def test_at_every_camera_the_numbers_keep_apart_and_in_the_picture(preset, tmp_path):
    scene = f'[experiment]\nepochs = 2\n[[shots]]\ncamera = "{preset}"\ntell = "steps"\n'
    (tmp_path / "lesson.toml").write_text(scene)
    with open_show(tmp_path / "lesson.toml") as show:
        for seconds in np.linspace(0, show.duration_seconds, 40):
            areas = boxes(show.frame_at(seconds).labels)
            assert not overlaps(areas)
            assert (areas >= 0).all()
            assert (areas[:, 2] <= show.aspect).all()
            assert (areas[:, 3] <= 1).all()


@pytest.mark.parametrize(("scene", "least"), [("digits", 0.95), ("spiral", 0.95), ("circle", 0.95)])
def test_the_shipped_classifiers_tell_what_they_have_not_seen(scene, least, open_scene):
    with open_scene(SCENES / f"{scene}.toml") as show:
        accuracy = show.trace.series("held_out_accuracy")
        assert accuracy[-1] >= least
        assert accuracy[0] < least  # it is training that does it


@pytest.mark.parametrize("scene", ["digits", "two_layer_net", "dropout"])
def test_every_class_is_named_beside_its_box_at_every_camera(scene, open_scene):
    with open_scene(SCENES / f"{scene}.toml") as show:
        end = show.shot_spans[1][1] - 0.01
        for preset in set(get_args(Preset)) - {"close"}:  # which shows a part of the network
            texts = show.frame_at(end, Look(preset=preset)).labels.text
            named = [text[0] for text in texts if text[1:2] == ":"]
            assert sorted(named) == list(show.setting.dataset.classes), preset
