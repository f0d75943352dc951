"""The parts of an equation: columns, colours, bars and where it may stand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import DARK, THEMES
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent
from nnviz.stage.equation.charts import add_bars
from nnviz.stage.equation.drawing import text_colour
from nnviz.stage.equation.fitting import SIZES
from nnviz.stage.equation.free_places import CELL, FreePlaces
from nnviz.stage.equation.measuring import MeasuredEquation
from nnviz.stage.equation.typeset import typeset
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.setting import setting_for
from nnviz.stage.wording import WORDINGS
from nnviz.stage.worked.calculation import calculation
from nnviz.stage.worked.lines import Role, strongest
from nnviz.story.moment import Moment, Phase
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.picture.seeing import contrast
from tests.reading import as_read

MOMENTS = [
    {"phase": Phase.FORWARD, "layer": 1, "node": 0},
    {"phase": Phase.FORWARD, "layer": 2, "node": 0},
    {"phase": Phase.FORWARD, "layer": 1},
    {"phase": Phase.ERROR, "layer": 2},
    {"phase": Phase.MEAN, "layer": 2},
    {"phase": Phase.BACKWARD, "layer": 2, "node": 0},
    {"phase": Phase.BACKWARD, "layer": 1, "node": 2},
    {"phase": Phase.BACKWARD, "layer": 1},
    {"phase": Phase.UPDATE, "layer": 1, "node": 0, "sender": 2},
    {"phase": Phase.UPDATE, "layer": 0},
]
EM = SIZES[0]


@pytest.fixture(scope="module", params=["en", "ja"])
def setting(trace, request):
    return setting_for(trace, aspect=16 / 9, language=request.param, theme="dark")


@pytest.fixture(scope="module")
def step(trace):
    return step_arrays(trace, 1)


def equation(setting, step, **which):
    worked = calculation(setting, step, Moment(epoch=1, **which))
    return typeset(MeasuredEquation(worked, setting.wording), EM)


@pytest.mark.parametrize("which", MOMENTS, ids=str)
def test_everything_that_is_calculated_is_written_in_the_block(setting, step, which):
    found = equation(setting, step, **which)
    for index, line in enumerate(found.worked.lines):
        texts = "".join(text.text for text in found.texts if text.line == index)
        said = f"{line.label}{line.left}={line.right}{line.name}".replace("=≈ ", "≈")
        assert texts == (said if line.right else said[:-1])
    for text in found.texts:
        assert text.x >= 0
        assert text.x + extent(text.text, "sans") * text.height <= found.width + 1e-9
        assert 0 < text.base <= found.height


@pytest.mark.parametrize("which", MOMENTS, ids=str)
def test_results_stand_below_each_other_by_their_points(setting, step, which):
    found = equation(setting, step, **which)
    points = []
    for index, line in enumerate(found.worked.lines):
        if not line.right:
            continue  # "and 7 more"
        number = line.right.removeprefix("≈ ")
        (text,) = [t for t in found.texts if t.line == index and t.text == number][-1:]
        points.append(text.x + extent(number.partition(".")[0], "sans") * EM)
    assert np.ptp(points) < 1e-9


def test_columns_of_products_stand_below_each_other(setting, step):
    found = equation(setting, step, phase=Phase.UPDATE, layer=1, node=0, sender=0)
    for role in (Role.ACTIVATION, Role.DELTA):
        texts = [text for text in found.texts if text.role is role]
        points = [t.x + extent(t.text.partition(".")[0], "sans") * EM for t in texts]
        assert len(points) == 4
        assert np.ptp(points) < 1e-9
    heads = {text.text for text in found.texts if text.line == -1}
    words = setting.wording
    assert heads == {words.record_number, words.activation, words.delta}


def signs(found):
    for text in found.texts:
        if text.role.has_body:
            yield text, text.text.replace(" ", "")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("which", MOMENTS, ids=str)
def test_each_number_has_the_colour_of_its_body(setting, step, which, theme):
    palette = THEMES[theme]
    for text, number in signs(equation(setting, step, **which)):
        colour = text_colour(palette, text, 99)[:3]
        value = float(as_read(number))
        if value == 0:
            assert np.array_equal(colour, palette.quiet_text[:3])
            continue
        body, other = palette.of_sign(np.array([value, -value]))
        assert np.abs(colour - body[:3]).max() < np.abs(colour - other[:3]).max()
        assert np.abs(colour - body[:3]).max() < 0.4


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("which", MOMENTS, ids=str)
def test_it_is_read_well_and_so_is_what_is_to_come(setting, step, which, theme):
    palette = THEMES[theme]
    for text in equation(setting, step, **which).texts:
        done, to_come = (text_colour(palette, text, now) for now in (99, -1))
        assert contrast(done, palette.background) >= 4.5, text
        if text.line >= 0:
            assert 2.5 <= contrast(to_come, palette.background) < contrast(done, palette.background)
        assert not np.array_equal(done[:3], palette.accent[:3])


def bars(setting, step, now, **which):
    builder, found = FrameBuilder(), equation(setting, step, **which)
    add_bars(builder, DARK, found, np.zeros(2, np.float32), now)
    return found, builder.flat()


def test_contributions_are_a_waterfall_from_a_drawn_zero(setting, step):
    node = {"phase": Phase.UPDATE, "layer": 1, "node": 0, "sender": 0}
    found, flat = bars(setting, step, 99, **node)
    zero = flat.strokes.start[0, 0]
    left, wide = flat.rectangles.corner[:, 0], flat.rectangles.size[:, 0]
    values = [line.value for line in found.worked.lines if line.value is not None]
    ends = np.cumsum([0.0, *values])
    scale = wide[0] / abs(values[0])
    for begin, end, low, size in zip(ends[:-1], ends[1:], left, wide, strict=False):
        assert low == pytest.approx(zero + min(begin, end) * scale, abs=1e-5)
        assert size == pytest.approx(abs(end - begin) * scale, abs=1e-5)
    total = step.updates[1][0, 0]
    assert left[4] == pytest.approx(zero + min(0, total) * scale, abs=1e-5)
    assert wide[4] == pytest.approx(abs(total) * scale, abs=1e-5)
    assert len(left) == 5
    colours = flat.rectangles.colour
    assert (colours[:4] == DARK.of_sign(np.array(values))).all()


def test_an_error_has_no_bars(setting, step):
    found, flat = bars(setting, step, 99, phase=Phase.ERROR, layer=2, record=1)
    assert found.bars is None
    assert not len(flat.rectangles.corner)


def test_bars_that_are_to_come_are_fainter(setting, step):
    node = {"phase": Phase.UPDATE, "layer": 1, "node": 0, "sender": 0}
    colours = [bars(setting, step, now, **node)[1].rectangles.colour for now in (1, 99)]
    assert (colours[0][:2] == colours[1][:2]).all()
    assert (colours[0][2:] != colours[1][2:]).any(axis=1).all()


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=12), st.integers(1, 12))
def test_the_strongest_terms_keep_their_order(values, most):
    chosen = strongest(np.array(values), most)
    assert chosen == sorted(chosen)
    assert len(chosen) == min(most, len(values))
    left = np.abs(np.delete(values, chosen))
    assert not len(left) or left.max() <= np.abs(np.array(values)[chosen]).min()


def test_of_many_terms_the_strongest_are_named_and_the_rest_is_counted(tmp_path):
    layers = (Layer(units=9, activation="tanh"), Layer(units=1))
    record(Experiment(epochs=1, layers=layers), tmp_path / "wide.nntrace")
    with open_trace(tmp_path / "wide.nntrace") as trace:
        setting = setting_for(trace, aspect=16 / 9, language="en", theme="dark")
        step = step_arrays(trace, 1)
        moment = Moment(epoch=1, phase=Phase.FORWARD, layer=2, node=0)
        lines = calculation(setting, step, moment, most_terms=3).lines
    products = step.activations[1][0] * step.weights[1][:, 0]
    told = sorted(np.argsort(-np.abs(products))[:3])
    assert [line.label for line in lines[:3]] == [f"node {index + 1}" for index in told]
    assert lines[3].left == "and 6 more"
    assert lines[3].exact == pytest.approx(np.delete(products, told).sum())


ROOM = Region(0.0, 0.0, 1.0, 0.6)
SIDES = st.floats(0.05, 0.3)


@given(
    st.lists(st.tuples(st.floats(0, 0.9), st.floats(0, 0.5), SIDES, SIDES), max_size=6),
    SIDES,
    SIDES,
)
def test_a_place_is_in_its_room_and_clear_of_what_is_taken(taken, wide, high):
    boxes = np.array([[x, y, x + w, y + h] for x, y, w, h in taken]).reshape(-1, 4)
    free = FreePlaces(ROOM)
    free.take(boxes)
    place = free.best((wide, high), Region(0.4, 0.3, 0.5, 0.4), firmly=True)
    if place is None:
        return
    right, bottom = place.left + wide, place.top + high
    assert place.left >= 0 and place.top >= 0 and right <= ROOM.right and bottom <= ROOM.bottom
    for left, top, end, foot in boxes:
        assert place.left >= end or right <= left or place.top >= foot or bottom <= top


def test_where_nothing_is_taken_it_stands_at_its_node():
    free, node = FreePlaces(ROOM), Region(0.4, 0.2, 0.5, 0.3)
    free.take(np.array([[node.left, node.top, node.right, node.bottom]]))
    place = free.best((0.3, 0.1), node, firmly=True)
    assert 0 <= place.left - node.right <= 2 * CELL
    assert abs(place.top - node.top) <= CELL


def test_it_keeps_away_from_what_costs_much():
    free, node = FreePlaces(ROOM), Region(0.4, 0.2, 0.5, 0.3)
    free.take(np.array([[node.left, node.top, node.right, node.bottom]]))
    free.charge(np.array([[0.5, 0.0, 1.0, 0.6]]), 50.0)
    place = free.best((0.3, 0.1), node, firmly=True)
    assert place.left + 0.3 <= node.left + CELL


def test_where_nothing_is_free_it_covers_as_little_as_it_can():
    free = FreePlaces(ROOM)
    free.take(np.array([[0.0, 0.0, 0.9, 0.6]]))
    assert free.best((0.3, 0.1), ROOM, firmly=True) is None
    place = free.best((0.3, 0.1), ROOM, firmly=False)
    assert place.left == pytest.approx(0.7, abs=2 * CELL)


def test_a_softmax_says_what_its_outputs_have_in_common(tmp_path):
    experiment = Experiment(
        data=Data(name="digits", records=6),
        layers=(Layer(units=3), Layer(units=10, activation="softmax")),
        loss="categorical_cross_entropy",
        epochs=1,
    )
    record(experiment, tmp_path / "soft.nntrace")
    with open_trace(tmp_path / "soft.nntrace") as trace:
        setting = setting_for(trace, aspect=16 / 9, language="en", theme="dark")
        moment = Moment(epoch=1, phase=Phase.FORWARD, layer=2)
        worked = calculation(setting, step_arrays(trace, 1), moment)
    first, *others = worked.lines
    assert first.left == "Σ exp(z)"
    assert [line.left.startswith("exp(") for line in others] == [True] * 5 + [False]
    assert others[-1].left == "and 5 more"
    assert [line.label[-1] for line in others[:5]] == [":"] * 5
    assert worked.formula == "output = exp(z) ÷ Σ exp(z)"


def test_what_an_optimizer_adds_is_named_after_it(tmp_path):
    experiment = Experiment(epochs=2)
    optimizer = replace(experiment.optimizer, name="adam")
    record(replace(experiment, optimizer=optimizer), tmp_path / "adam.nntrace")
    with open_trace(tmp_path / "adam.nntrace") as trace:
        moment = Moment(epoch=2, phase=Phase.UPDATE, layer=1, node=0, sender=0)
        for language, words in WORDINGS.items():
            setting = setting_for(trace, aspect=16 / 9, language=language, theme="dark")
            first, last = calculation(setting, step_arrays(trace, 2), moment).lines
            assert first.left == words.step_of.format(optimizer="adam")
            assert last.name == words.new_weight
