"""Maps have the data's own axes, and a colour and a name for each class."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.opening import open_show
from nnviz.picture.palette import THEMES
from nnviz.picture.regions import Region
from nnviz.picture.ticks import round_ticks, tick_text
from nnviz.stage.facts.plane import CELLS, plane_of
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.look import Look
from nnviz.stage.panels.map_axes import map_within
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from tests.picture.seeing import contrast
from tests.picture.test_palette import EYES, difference
from tests.stage.judging import boxes, faults

KINDS = ("Adelie", "Chinstrap", "Gentoo")


def measured(classes=KINDS, count=30):
    """Return records in real units: some columns far from 0 and of very different ranges."""
    random = np.random.default_rng(5)
    kind = np.arange(count) % len(classes)
    bill = 38 + 4 * kind + random.normal(size=count)
    mass = 3500 + 700 * kind + 150 * random.normal(size=count)
    return own(
        Dataset(
            name="birds",
            inputs=np.column_stack([bill, mass]),
            targets=np.eye(len(classes))[kind],
            source="this test",
            classes=classes,
        )
    )


def told(classes=KINDS):
    return Experiment(
        data=measured(classes),
        layers=(Layer(units=len(classes), activation="softmax", bias=True),),
        loss="categorical_cross_entropy",
        learning_rate=1e-6,
        epochs=3,
    )


def test_each_axis_has_the_range_of_its_own_data(recorded):
    trace = recorded(told())
    plane, inputs = plane_of(trace), trace.dataset.inputs
    reach = np.ptp(inputs, axis=0)
    assert (plane.low < inputs.min(axis=0)).all()
    assert (plane.high > inputs.max(axis=0)).all()
    assert (plane.high - plane.low < 1.2 * reach).all()


def test_a_column_that_is_always_the_same_has_an_axis(recorded):
    data = measured().dataset
    flat = data.inputs.copy()
    flat[:, 1] = 7.0
    trace = recorded(replace(told(), data=own(replace(data, inputs=flat))))
    plane = plane_of(trace)
    assert plane.low[1] < 7.0 < plane.high[1]


def test_the_record_on_the_stage_lies_where_its_dot_does(recorded):
    trace = recorded(told())
    plane, step = plane_of(trace), step_arrays(trace, 2)
    assert plane.place_of(step, 4).tolist() == trace.dataset.inputs[4].tolist()


def test_the_axes_have_the_names_of_the_columns(tmp_path):
    rows = ["bill,mass,kind", *(f"{38 + i},{3500 + 90 * i},{'ABC'[i % 3]}" for i in range(12))]
    (tmp_path / "birds.csv").write_text("\n".join(rows))
    scene = """
[experiment]
data = {{ name = "csv", path = "birds.csv", {named} classify = true }}
layers = [{{ units = 3, activation = "softmax", bias = true }}]
loss = "categorical_cross_entropy"
learning_rate = 1e-7
epochs = 2
[[shots]]
tell = "lapse"
epochs = [1, 2]
panels = ["plane"]
"""
    for named, names in (('inputs = ["mass", "bill"],', {"bill", "mass"}), ("", {"bill", "mass"})):
        (tmp_path / "birds.toml").write_text(scene.format(named=named))
        with open_show(tmp_path / "birds.toml") as show:
            frame = show.frame_at(1.0)
            assert names <= set(frame.labels.text)
            assert faults(show, frame) == []


def test_every_class_has_its_region_its_dots_and_its_name(recorded):
    trace = recorded(told())
    show = Show(trace, Storyboard(shots=(Shot(tell="lapse", epochs=(1, 3), panels=("plane",)),)))
    palette, plane, step = show.setting.palette, show.setting.plane, show.step(3)
    outputs = plane.outputs_at(step)
    assert outputs.shape == (CELLS, CELLS, 3)
    colours = plane.colours(palette, step, 1.0)
    for number in range(3):
        way = palette.classes[number] - palette.zero
        here = colours[outputs.argmax(axis=-1) == number] - palette.zero
        if len(here):
            along = here[:, :3] @ way[:3] / (way[:3] @ way[:3])
            assert np.abs(here[:, :3] - along[:, None] * way[:3]).max() < 1e-5
            assert (along > 0.3).all()
    frame = show.frame_at(1.0)
    assert set(KINDS) <= set(frame.labels.text)
    drawn = {tuple(np.round(each, 3)) for each in frame.strokes.colour}
    assert {tuple(np.round(each, 3)) for each in palette.classes[:3]} <= drawn


@pytest.mark.parametrize("count", [2, 3, 5, 10])
@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
def test_nothing_of_a_map_overlaps_however_many_classes_there_are(recorded, count, aspect):
    classes = tuple(f"a long name of class {number}" for number in range(count))
    trace = recorded(told(classes))
    for panels in (("headline", "plane"), ("headline", "plane", "loss_curve")):
        shot = Shot(tell="lapse", epochs=(1, 3), panels=panels)
        show = Show(trace, Storyboard(shots=(shot,)), aspect=aspect)
        assert faults(show, show.frame_at(1.0)) == []


def test_more_classes_than_colours_have_no_map(recorded):
    assert plane_of(recorded(told(tuple(f"c{n}" for n in range(11))))) is None


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eyes", EYES)
def test_the_first_classes_are_told_apart_by_all_eyes(theme, eyes):
    palette = THEMES[theme]
    for one, other in combinations(palette.classes[:3], 2):
        assert difference(one, other, eyes) > 15
    for each in palette.classes:
        assert contrast(each, palette.background) >= 3


@pytest.mark.parametrize(
    ("low", "high"),
    [(-5.8, 5.8), (13.2, 18.9), (3400.0, 6100.0), (1e-6, 3e-6), (-3e7, 9e7), (0.0, 1.0)],
)
def test_ticks_are_round_lie_inside_and_are_few(low, high):
    for most in (4, 6):
        ticks = round_ticks(low, high, most=most)
        assert 2 <= len(ticks) <= most
        assert (ticks >= low).all()
        assert (ticks <= high).all()
        assert np.ptp(np.diff(ticks)) < 1e-9 * (high - low)
        assert max(len(tick_text(float(tick))) for tick in ticks) <= 8


@pytest.mark.parametrize("names", [("x₁", "x₂"), ("bill length, mm", "body mass, g")])
@pytest.mark.parametrize("low", [0.0, 3400.0, -1e-7])
def test_the_numbers_of_a_map_stay_in_its_room(names, low):
    region = Region(0.1, 0.1, 0.42, 0.42)
    reach = max(abs(low), 1.0)
    axes = map_within(region, np.array([low, low]), np.array([low + reach] * 2), names)
    square = axes.square
    assert square.left > region.left + 0.01
    assert square.right <= region.right
    assert square.bottom + 0.032 <= region.bottom
    assert square.width > 0.18


def test_numbers_on_a_map_can_be_read(recorded):
    show = Show(recorded(told()), default_storyboard(3))
    only_map = Look(hidden=frozenset({"records"}))
    labels = show.frame_of(Moment(epoch=3, phase=Phase.EPOCH), only_map).labels
    places = boxes(labels)
    names = [i for i, text in enumerate(labels.text) if text in {*KINDS, "x₁", "x₂"}]
    assert len(names) >= 5
    assert labels.height[names].min() >= 1 / 40 - 1e-6
    assert len(places) == len(labels.text)
