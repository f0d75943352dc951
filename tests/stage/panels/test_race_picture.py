"""A race is read from the back row: one colour and one line per training, wherever it is shown."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.camera import project, unit_at_target
from nnviz.picture.palette import THEMES
from nnviz.picture.regions import Region
from nnviz.picture.training_lines import training_line
from nnviz.stage.facts.curve import Curve
from nnviz.stage.geometry.arrangement import stands_in_grid
from nnviz.stage.panels.epoch_axis import epoch_ticks
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.picture.seeing import contrast, over
from tests.picture.test_palette import EYES, difference
from tests.stage.judging import bodies, boxes, faults

POINTS = Experiment(
    data=Data(name="xor_points", records=40, held_out=0.25),
    layers=(Layer(units=4, activation="tanh", bias=True), Layer(units=1, activation="tanh")),
    epochs=150,
)
ASPECTS = (4 / 3, 16 / 9, 21 / 9)
PANELS = (None, ("headline",), ("headline", "loss_curve"), ("headline", "plane"))


@pytest.fixture(scope="module")
def trainings(tmp_path_factory):
    opened = []
    for number, rate in enumerate((0.01, 0.05, 0.1, 0.2)):
        path = tmp_path_factory.mktemp("picture") / f"{number}.nntrace"
        record(replace(POINTS, learning_rate=rate), path)
        opened.append(Variant(name=f"rate {rate:g}", trace=open_trace(path)))
    yield tuple(opened)
    for each in opened:
        each.trace.close()


def race(trainings, count=4, panels=("headline", "error_curve"), epochs=(1, 150), **chosen):
    shot = Shot(tell="race", epochs=epochs, camera="front", panels=panels, seconds=10)
    story = Storyboard(shots=(shot,))
    return Show(trainings[0].trace, story, variants=trainings[:count], **chosen)


@pytest.mark.parametrize("panels", PANELS, ids=str)
@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_nothing_overlaps_at_any_moment(trainings, count, aspect, panels):
    show = race(trainings, count, panels, aspect=aspect)
    for seconds in (0.1, 3.0, 9.9):
        frame = show.frame_at(seconds)
        assert faults(show, frame) == []


@pytest.mark.parametrize("count", [2, 3, 4])
def test_names_and_figures_can_be_read_from_the_back_row(trainings, count):
    labels = race(trainings, count).frame_at(9.9).labels
    said = labels.height
    assert said.min() >= 1 / 45
    table = [t for t in labels.text if t in {"now", "accuracy", "training", "held out"}]
    assert {"now", "accuracy"} <= set(table)
    figures = [h for t, h in zip(labels.text, labels.height, strict=True) if "%" in t]
    assert len(figures) >= count
    assert min(figures) >= 1 / 40 - 1e-6


def test_four_networks_stand_in_two_rows_where_they_are_larger_so(trainings):
    show = race(trainings)
    layouts = [network.layout for network in show.networks_at(5.0)]
    assert stands_in_grid(layouts)
    assert not stands_in_grid([n.layout for n in race(trainings, 2).networks_at(5.0)])
    frame = show.frame_at(5.0)
    assert unit_at_target(frame.camera) > 0.07
    seen = [project(frame.camera, frame.aspect, each.corners).position for each in layouts]
    spans = [np.array([*each.min(axis=0), *each.max(axis=0)]) for each in seen]
    for one, other in combinations(spans, 2):
        apart = (one[:2] >= other[2:]).any() or (one[2:] <= other[:2]).any()
        assert apart


def test_no_number_of_a_race_stands_on_a_box(trainings):
    for count in (2, 3, 4):
        frame = race(trainings, count).frame_at(5.0)
        solids = bodies(frame)[: int((frame.solids.half > 0).all(axis=1).sum())]
        plates = frame.rectangles.rounding == np.float32(0.006)
        corner, size = frame.rectangles.corner[plates], frame.rectangles.size[plates]
        for (left, top), (wide, high) in zip(corner, size, strict=True):
            covers = (solids[:, 0] < left + wide) & (solids[:, 2] > left)
            covers &= (solids[:, 1] < top + high) & (solids[:, 3] > top)
            assert not covers.any()


def test_a_training_has_one_colour_above_its_network_in_its_curve_and_in_the_table(trainings):
    show = race(trainings)
    frame, palette = show.frame_at(5.0), show.setting.palette
    for number, variant in enumerate(trainings):
        line = training_line(palette, number)
        named = [i for i, text in enumerate(frame.labels.text) if text == variant.name]
        assert len(named) == 2
        assert (frame.labels.colour[named] == line.colour).all()
        drawn = (frame.strokes.colour == line.colour).all(axis=1)
        samples = boxes(frame.labels)[named]
        starts = frame.strokes.start[drawn]
        for left, top, _, bottom in samples:  # a sample of the line stands before each name
            beside = (starts[:, 0] < left) & (starts[:, 0] > left - 0.07)
            assert (beside & (starts[:, 1] > top - 0.01) & (starts[:, 1] < bottom + 0.01)).any()
    dashes = {training_line(palette, number).dash for number in range(4)}
    assert len(dashes) == 4


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eyes", EYES)
def test_trainings_are_told_apart_by_all_eyes_and_from_what_other_colours_mean(theme, eyes):
    palette = THEMES[theme]
    for one, other in combinations(palette.trainings, 2):
        assert difference(one, other, eyes) > 24
    for meant in (palette.positive, palette.negative, palette.accent, palette.strange):
        assert min(difference(each, meant, eyes) for each in palette.trainings) > 18


@pytest.mark.parametrize("theme", THEMES)
def test_trainings_are_told_apart_in_greyscale_and_can_be_read(theme):
    palette = THEMES[theme]
    for one, other in combinations(palette.trainings, 2):
        assert contrast(one, other) > 1.25
    for each in palette.trainings:
        assert contrast(each, palette.background) >= 4.5
        assert contrast(each, over(palette.panel, palette.background)) >= 4.5


def test_the_axis_of_epochs_is_logarithmic_and_says_so(trainings):
    show = race(trainings)
    frame, curve = show.frame_at(9.99), show.setting.variants[0].curves["error"]
    assert "epoch (log scale)" in frame.labels.text
    plot = Region(0.0, 0.0, 1.0, 1.0)
    assert curve.across(np.array([1, 10, 100]), plot) == pytest.approx(
        np.log10([1, 10, 100]) / np.log10(150)
    )
    line = training_line(show.setting.palette, 0)
    solid = (frame.strokes.colour == line.colour).all(axis=1)
    ends = frame.strokes.end[solid & (frame.strokes.width > 0.01)]
    panel = show.frame_at(0.1).rectangles
    wide = panel.size[(panel.colour == show.setting.palette.panel).all(axis=1), 0].max()
    right = max(ends[:, 0])
    assert right > frame.aspect - 0.035 - 0.03  # in a grid the curves end at the right margin
    assert wide > 0.5


@pytest.mark.parametrize("last", [2, 5, 20, 100, 101, 1000, 60_000, 1_000_000])
@pytest.mark.parametrize("width", [0.35, 0.55, 0.9])
def test_ticks_of_a_logarithmic_axis_are_round_and_keep_apart(last, width):
    ends = np.array([1, last])
    curve = Curve("e", ends, np.ones(2), "epoch (log scale)", logarithmic_epochs=True)
    plot = Region(0.1, 0.0, 0.1 + width, 0.2)
    ticks = epoch_ticks(curve, plot)
    assert (ticks[0], ticks[-1]) == (1, last)
    assert all(np.log10(tick).is_integer() for tick in ticks[:-1])
    assert ticks == sorted(set(ticks))


def test_early_epochs_keep_their_shape_on_a_logarithmic_axis():
    epochs = np.arange(1, 60_001)
    curve = Curve("error", epochs, 1.0 / epochs, logarithmic_epochs=True)
    assert {0, 1, 2, 3, 4, 5} <= set(curve.corners.tolist())


def test_the_table_of_results_grows_as_the_race_runs(trainings):
    show = race(trainings, 2)
    told = [f"{each.trace.at('mean_absolute_error', epoch=100):.4f}" for each in trainings[:2]]
    for epoch, there in ((2, False), (50, False), (120, True)):
        seconds = next(s for s in np.linspace(0, 10, 500) if show.moment_at(s).epoch >= epoch)
        texts = show.frame_at(float(seconds)).labels.text
        assert {"100", "now"} <= set(texts)
        assert [value in texts for value in told] == [there, there]


def test_the_table_tells_accuracy_of_training_and_of_what_is_held_out(trainings):
    show = race(trainings, 2)
    texts = show.frame_at(9.99).labels.text
    for each in trainings[:2]:
        for name in ("training_accuracy", "held_out_accuracy"):
            if name in each.trace.names:
                assert f"{float(each.trace.at(name, epoch=150)):.1%}" in texts
    assert "held out" in texts
