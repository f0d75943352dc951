"""Which nodes have a line, what is said of softmax and dropout, and how both are marked."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.picture.numerals import MINUS
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.setting import setting_for
from nnviz.stage.show import Show
from nnviz.stage.worked.calculation import calculation
from nnviz.stage.worked.softmax import softmax_of
from nnviz.stage.worked.told_nodes import told_nodes
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.reading import as_read

EXPERIMENT = Experiment(
    data=Data(name="digits", records=12),
    layers=(
        Layer(units=16, activation="relu", dropout=0.5),
        Layer(units=10, activation="softmax"),
    ),
    loss="categorical_cross_entropy",
    learning_rate=0.5,
    epochs=2,
    recording=Recording(records="all"),
)


@pytest.fixture(scope="module")
def trace(tmp_path_factory):
    path = tmp_path_factory.mktemp("told") / "told.nntrace"
    record(EXPERIMENT, path)
    with open_trace(path) as opened:
        yield opened


@pytest.fixture(scope="module", params=["en", "ja"])
def setting(request, trace):
    return setting_for(trace, aspect=16 / 9, language=request.param, theme="dark")


def lines_of(setting, trace, phase, layer, *, row=0, most=3, epoch=1):
    step = step_arrays(trace, epoch)
    moment = Moment(epoch=epoch, phase=phase, layer=layer, record=row)
    return calculation(setting, step, moment, most_terms=most).lines


@pytest.mark.parametrize("phase", [Phase.FORWARD, Phase.ERROR, Phase.BACKWARD])
@pytest.mark.parametrize("row", range(12))
def test_what_is_said_and_what_should_be_come_first(setting, trace, phase, row):
    step = step_arrays(trace, 1)
    said, wanted = step.activations[-1][row].argmax(), step.targets[row].argmax()
    lines = lines_of(setting, trace, phase, 2, row=row)
    labels = [line.label for line in lines if line.label]
    first = {f"{said}:", f"{wanted}:"}
    assert set(labels[: len(first)]) == first
    if phase is Phase.FORWARD:
        assert labels[0] == f"{said}:"
    assert len(set(labels)) == len(labels) == 3


def test_a_softmax_is_a_quotient_of_numbers_that_are_written(setting, trace):
    total, first, *_ = lines_of(setting, trace, Phase.FORWARD, 2)
    sums = step_arrays(trace, 1).preactivations[2][0]
    assert float(total.right) == pytest.approx(np.exp(sums).sum(), abs=5e-5)
    written = np.exp(float(as_read(first.parts[1].text))) / float(total.right)
    assert float(as_read(first.right)) == pytest.approx(written, abs=1e-4)
    assert first.left.endswith(f" ÷ {total.right}")


@pytest.mark.parametrize("shift", [800.0, -800.0, 40.0, 0.0])
def test_a_softmax_that_overflows_is_written_so_that_it_does_not(shift):
    sums = np.array([0.5, -1.0, 2.0]) + shift
    softmax = softmax_of(sums)
    assert softmax.plain == (shift == 0.0)
    text = f"{MINUS}{-sums[2]:.4f}" if sums[2] < 0 else f"{sums[2]:.4f}"
    expected = np.exp(2.0) / np.exp([0.5, -1.0, 2.0]).sum()
    assert softmax.of(text) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("most", [2, 3, 5])
@pytest.mark.parametrize("row", range(12))
def test_of_a_layer_with_dropout_a_silent_node_and_a_living_one_are_told(setting, trace, row, most):
    silent = step_arrays(trace, 1).masks[1][row] == 0
    told = told_nodes(setting, step_arrays(trace, 1), 1, row, most)
    assert len(told) == most and told == sorted(told)
    assert silent[told].any() and not silent[told].all()
    (zero,) = {
        line.right
        for line in lines_of(setting, trace, Phase.FORWARD, 1, row=row)[1:]
        if " × 0" in line.left
    }
    assert zero == "0.0000"


def test_the_factor_of_dropout_is_said_where_it_stands(setting, trace):
    first = lines_of(setting, trace, Phase.FORWARD, 1)[0]
    assert (first.label, first.left, first.right) == (
        setting.wording.dropout_factor,
        "1 ÷ (1 − 0.5)",
        "2",
    )
    step = step_arrays(trace, 1)
    for node, silent in enumerate(step.masks[1][0] == 0):
        moment = Moment(epoch=1, phase=Phase.FORWARD, layer=1, node=node)
        lines = calculation(setting, step, moment).lines
        assert any(line.left == "1 ÷ (1 − 0.5)" for line in lines) == (not silent)
    own = replace(step, masks=(step.masks[0], step.masks[1] * 3, step.masks[2]))
    moment = Moment(epoch=1, phase=Phase.FORWARD, layer=1)
    assert "1 ÷" not in calculation(setting, own, moment).lines[0].left


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_tiles_with_a_line_have_a_rim_and_silent_ones_are_dark(trace, theme):
    board = Storyboard(shots=(Shot(phases=("forward",), detail="layers"),))
    show = Show(trace, board, theme=theme)
    (beat,) = [b for b in show.timeline.beats if b.moment.layer == 1 and b.moment.record == 0]
    frame = show.frame_at(beat.start_seconds + 0.99 * beat.seconds)
    layout, palette = show.setting.layout, show.setting.palette
    bars, nodes = frame.cylinders, layout.nodes[1]
    rims = (bars.colour == palette.accent).all(axis=1)
    assert rims.sum() == 4
    current = (bars.start[rims] + bars.end[rims]).mean(axis=0) / 2
    node = int(np.abs(nodes[:, :2] - current[:2]).sum(axis=1).argmin())
    assert np.allclose(nodes[node][:2], current[:2], atol=1e-4)
    assert frame.floor is not None
    silent = step_arrays(trace, 1).masks[1][0] == 0
    tiles = [
        np.isclose(frame.solids.centre, each, atol=1e-5).all(axis=1).argmax() for each in nodes
    ]
    away = np.abs(frame.solids.colour[tiles] - palette.dark_pixel)[:, :3].max(axis=1)
    assert away[silent].max() <= away[~silent].max()
    images = [
        np.abs(frame.solids.centre[:, :2] - each[:2]).max(axis=1) < 0.37 * layout.pitches[1]
        for each in nodes
    ]
    spread = np.array(
        [np.abs(frame.solids.colour[own] - palette.dark_pixel)[:, :3].max() for own in images]
    )
    assert spread[silent].max() < 0.5 * spread[~silent].max()


@pytest.mark.parametrize("aspect", [16 / 9, 4 / 3, 1.0])
def test_probabilities_have_bars_below_each_other_and_the_target_a_ring(trace, aspect):
    board = Storyboard(shots=(Shot(phases=("error",), detail="layers"),))
    show = Show(trace, board, aspect=aspect)
    beat = next(b for b in show.timeline.beats if b.moment.phase is Phase.ERROR)
    frame, palette = show.frame_at(beat.start_seconds + 0.99 * beat.seconds), show.setting.palette
    drawn, step = frame.rectangles, step_arrays(trace, 1)
    high = drawn.size[:, 1].astype(float)
    outputs = step.activations[-1][beat.moment.record]
    grooves = np.flatnonzero((drawn.colour == palette.rule).all(axis=1) & (high < 0.01))
    assert len(grooves) == 10
    assert np.ptp(drawn.corner[grooves, 0]) < 1e-6
    bars = np.flatnonzero(
        (drawn.colour == palette.positive).all(axis=1) & np.isin(high, high[grooves])
    )
    shares = drawn.size[bars, 0] / drawn.size[grooves, 0]
    assert np.allclose(np.sort(shares), np.sort(outputs), atol=1e-5)
    thin = (drawn.colour == palette.accent).all(axis=1) & (high > high[grooves[0]]) & (high < 0.02)
    assert thin.sum() == step.targets[beat.moment.record].sum()


def test_the_winner_stands_out_among_the_outputs(trace):
    show = Show(trace, Storyboard(shots=(Shot(phases=("forward",), detail="layers"),)))
    beat = next(b for b in show.timeline.beats if b.moment.layer == 2)
    frame = show.frame_at(beat.start_seconds + 0.99 * beat.seconds)
    winner = step_arrays(trace, 1).activations[-1][beat.moment.record].argmax()
    bold = [
        t
        for t, f in zip(frame.labels.text, frame.labels.font, strict=True)
        if f == "bold" and ": " in t
    ]
    assert [text.partition(":")[0] for text in bold] == [str(winner)]
