"""The composition: in every shape a network fills its room; what is around it says something."""

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment
from nnviz.listing.program import listing, running
from nnviz.picture.builder import FrameBuilder
from nnviz.picture.camera import project
from nnviz.picture.regions import MARGIN, Place, Regions
from nnviz.stage.geometry.layout import Layout
from nnviz.stage.look import AS_TOLD, Look
from nnviz.stage.panels import NAMES, panels_named
from nnviz.stage.panels.code import ROWS, add_code, lines_around
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard
from tests.repository import ALL_SCENES
from tests.stage.judging import faults

SHAPES = {"16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1.0, "9:16": 9 / 16, "21:9": 7 / 3}
SIZES = {**SHAPES, "16:10": 1.6, "3:2": 1.5, "4:5": 0.8}
ALL = frozenset(Place)


def share(show, camera):
    """Return which share of width and height a network takes, from outline to target.

    What many outputs say stands in a column right of their targets and is a part of the network.
    """
    layout, scales = show.setting.layout, show.setting.scales
    points = []
    for layer, nodes in enumerate([*layout.nodes, layout.targets]):
        at = min(layer, len(layout.widths) - 1)
        pitch = layout.pitches[at]
        half = pitch / 2 if layout.in_grid(at) else scales.half_side_of_one(at) * pitch
        for across in (-half, half):
            points += [nodes + np.float32([across, up, 0]) for up in (-half, half)]
    if layout.has_names_beside and not layout.upright:
        points.append(layout.targets + np.float32([layout.ends[1] - layout.targets[0, 0], 0, 0]))
    places = project(camera, show.aspect, np.concatenate(points)).position
    return np.ptp(places, axis=0) / [show.aspect, 1.0]


@pytest.mark.parametrize("aspect", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("scene", ALL_SCENES, ids=lambda path: path.stem)
def test_a_network_alone_fills_half_of_width_and_height_in_every_shot(scene, aspect, open_scene):
    with open_scene(scene, aspect=aspect) as show:
        for index, shot in enumerate(show.timeline.shots):
            view = show._views.of(index, AS_TOLD)
            if view.networks != 1 or view.row:
                continue
            assert not any(panel.tells_calculation for panel in panels_named(view.panels)), index
            assert (share(show, view.camera) >= 0.5).all(), (index, shot.camera)


@pytest.mark.parametrize("aspect", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("widths", [(1, 1), (2, 1), (3, 4, 1), (2, *(6,) * 7, 1), (2, 12, 16)])
def test_the_gaps_between_layers_follow_the_shape_of_the_stage(widths, aspect):
    regions = Regions(aspect)
    layout = Layout(widths, shape_of_room=regions.network_shape, upright=aspect < 0.8)
    wide, high = np.ptp(layout.corners, axis=0)[:2]
    if max(widths) > 1:
        assert wide / high == pytest.approx(regions.network_shape, rel=0.35)
    along = 1 if layout.upright else 0
    middles = [nodes[:, along].mean() for nodes in (*layout.nodes, layout.targets)]
    assert (np.diff(middles) > 0).all()


def test_an_upright_network_reads_from_left_to_right_and_upwards():
    layout = Layout((3, 4, 1), shape_of_room=0.8, upright=True)
    assert (np.diff(layout.nodes[0][:, 0]) > 0).all()
    assert np.ptp(layout.nodes[1][:, 1]) == 0
    start, end = layout.edges(0)
    assert (start[:, 1] > layout.nodes[0][0, 1]).all()
    assert (end[:, 1] < layout.nodes[1][0, 1]).all()


@pytest.mark.parametrize("aspect", SHAPES.values(), ids=SHAPES)
def test_regions_lie_in_the_picture_and_not_upon_each_other(aspect):
    regions = Regions(aspect)
    named = ("upper_left", "lower_left", "key", "upper_right", "lower_right")
    areas = [regions.headline, regions.stage] + [getattr(regions, name) for name in named]
    for one in areas:
        assert -1e-9 <= one.left < one.right <= regions.width + 1e-9
        assert 0 <= one.top < one.bottom <= regions.bottom + 1e-9
        for other in areas:
            apart = (
                one.right <= other.left + 1e-9
                or other.right <= one.left + 1e-9
                or one.bottom <= other.top + 1e-9
                or other.bottom <= one.top + 1e-9
            )
            assert one is other or apart, (one, other)


def test_text_is_smaller_in_parts_of_the_height_only_where_the_width_is_short():
    assert Regions(16 / 9).scale == Regions(4 / 3).scale == 1.0
    assert 0.7 < Regions(9 / 16).scale < Regions(1.0).scale < 1.0


@pytest.mark.parametrize("aspect", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("tell", ["steps", "lapse", "initialise"])
def test_in_every_shape_nothing_overlaps_or_is_cut(trace, aspect, tell):
    epochs = (1, 9) if tell == "lapse" else (1, 1)
    shot = Shot(tell=tell, epochs=epochs, seconds=6.0)
    show = Show(trace, Storyboard(shots=(shot,)), aspect=aspect)
    for moment in np.linspace(0.1, 5.9, 9):
        assert not faults(show, show.frame_at(moment))


def test_the_code_is_the_running_line_between_its_neighbours():
    program = listing(Experiment())
    now = running(program, Moment(epoch=1, phase=Phase.FORWARD, layer=1))
    shown = lines_around(program, now)
    assert len(shown) == ROWS
    assert shown[1] == now.start
    assert lines_around(program, range(0)) == []


def test_code_of_which_nothing_runs_is_not_drawn(trace):
    setting = Show(trace, Storyboard(shots=(Shot(epochs=(1, 1)),))).setting
    builder, nothing = FrameBuilder(), Moment(epoch=1, phase=Phase.FORWARD, layer=9)
    add_code(builder, setting.palette, setting.listing, nothing, Regions(16 / 9).lower_left)
    assert not builder.flat().labels.text
    assert not builder.kept_clear


def test_records_lead_to_targets_and_the_current_one_is_ringed(trace):
    show = Show(trace, Storyboard(shots=(Shot(epochs=(1, 1)),)))
    moment = Moment(epoch=1, phase=Phase.FORWARD, layer=1, record=2)
    frame = show.frame_of(moment)
    assert frame.labels.text.count("→") == 4
    rings = (frame.rectangles.colour == show.setting.palette.accent).all(axis=1)
    high = frame.rectangles.size[:, 1]
    tokens = (frame.rectangles.colour == show.setting.palette.panel).all(axis=1) & (high < 0.05)
    assert (rings & (frame.rectangles.corner[:, 0] < MARGIN) & (high > high[tokens][0])).sum() == 1


def test_outputs_and_errors_are_columns_once_one_is_known(trace):
    show = Show(trace, Storyboard(shots=(Shot(epochs=(1, 1)),)))
    early = show.frame_of(Moment(epoch=1, phase=Phase.FORWARD, layer=1)).labels.text
    late = show.frame_of(Moment(epoch=1, phase=Phase.BACKWARD, layer=2)).labels.text
    assert not {"output", "error"} & set(early)
    assert {"x₁", "x₂", "x₃", "target", "output", "error"} <= set(late)


@pytest.mark.parametrize("phase", [Phase.FORWARD, Phase.EPOCH])
def test_the_key_is_there_beside_code_and_curves_and_as_large_as_the_bodies(trace, phase):
    show = Show(trace, Storyboard(shots=(Shot(epochs=(1, 1)),)))
    frame = show.frame_of(Moment(epoch=1, phase=phase, layer=1))
    assert {"positive", "negative", "value 1"} <= set(frame.labels.text)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("aspect", SIZES.values(), ids=SIZES)
def test_the_key_names_signs_and_sizes_in_every_shape(trace, aspect, language):
    show = Show(trace, Storyboard(shots=(Shot(epochs=(1, 1)),)), aspect=aspect, language=language)
    texts = show.frame_of(Moment(epoch=1, phase=Phase.FORWARD, layer=1)).labels.text
    words = show.setting.wording
    assert {words.positive, words.negative, words.outline} <= set(texts)
    assert any(text.startswith(words.thickness.partition("{")[0]) for text in texts)


def test_without_panels_the_network_is_larger(trace):
    show = Show(trace, Storyboard(shots=(Shot(epochs=(1, 1)),)))
    bare = show.frame_at(1.0, Look(hidden=frozenset(NAMES)))
    assert (share(show, bare.camera) > share(show, show.frame_at(1.0).camera)).all()
