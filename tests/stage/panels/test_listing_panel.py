import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.learning.experiment import Experiment, Layer
from nnviz.listing.program import listing, running
from nnviz.picture.builder import FrameBuilder
from nnviz.picture.palette import DARK
from nnviz.picture.regions import Region
from nnviz.picture.typography import extent, metrics
from nnviz.stage.panels.listing import add_code, rows_in, window
from nnviz.story.moment import Moment, Phase

REGION = Region(0.035, 0.505, 0.465, 0.885)
XOR = listing(Experiment())
DEEP = listing(
    Experiment(
        layers=(*(Layer(units=5, activation="tanh", bias=True),) * 12, Layer(units=1, bias=True)),
        learning_rate=0.125,
        epochs=60_000,
    )
)


def moments_of(program):
    """Return a moment for everything that a program computes, and the whole of each phase."""
    known = {(line.phase, line.layer) for line in program.code if line.phase}
    known |= {(phase, None) for phase in Phase}
    return [Moment(epoch=1, phase=phase, layer=layer) for phase, layer in known]


def drawn(program, moment, region=REGION):
    builder = FrameBuilder()
    add_code(builder, DARK, program, moment, region, title="The code")
    return builder.flat()


def loop_window(program, phase, layer, rows):
    return window(program, running(program, Moment(epoch=1, phase=phase, layer=layer)), rows=rows)


@pytest.mark.parametrize("program", [XOR, DEEP])
def test_nothing_leaves_the_panel(program):
    for moment in moments_of(program):
        frame = drawn(program, moment)
        labels, boxes = frame.labels, frame.rectangles
        for text, font, (x, y), height in zip(
            labels.text, labels.font, labels.position, labels.height, strict=True
        ):
            assert x >= REGION.left
            assert x + extent(text, font) * height <= REGION.right
            assert y - metrics(font).ascent * height >= REGION.top
            assert y + metrics(font).descent * height <= REGION.bottom
        assert (boxes.corner >= np.float32([REGION.left, REGION.top]) - 1e-6).all()
        ends = boxes.corner + boxes.size
        assert (ends <= np.float32([REGION.right, REGION.bottom]) + 1e-6).all()


def test_the_code_is_large_enough_to_be_read_and_its_lines_do_not_touch():
    labels = drawn(XOR, Moment(epoch=1, phase=Phase.EPOCH)).labels
    code = [index for index, font in enumerate(labels.font) if font == "mono"]
    assert (labels.height[code] >= np.float32(1 / 45)).all()
    apart = np.diff(np.sort(labels.position[code, 1]))
    assert (apart > 1.2 * labels.height[code][0]).all()


@pytest.mark.parametrize("program", [XOR, DEEP])
def test_the_running_lines_and_no_others_are_lit(program):
    for moment in moments_of(program):
        labels = drawn(program, moment).labels
        lit = [
            text
            for text, font, colour in zip(labels.text, labels.font, labels.colour, strict=True)
            if font == "mono" and np.array_equal(colour, DARK.text)
        ]
        now = running(program, moment)
        shown = window(program, now, rows=rows_in(REGION))
        assert lit == [program.lines[index] for index in now if index in shown]


@pytest.mark.parametrize("program", [XOR, DEEP])
def test_the_mark_lies_behind_the_lit_lines_and_behind_no_others(program):
    for moment in moments_of(program):
        frame = drawn(program, moment)
        labels, boxes = frame.labels, frame.rectangles
        middle = labels.position[:, 1] - metrics("mono").cap_height * labels.height / 2
        mono = np.array(labels.font) == "mono"
        lit = mono & (labels.colour == DARK.text).all(axis=1)
        if len(boxes.corner) == 1:
            assert not lit.any()
            continue
        top, height = boxes.corner[1, 1], boxes.size[1, 1]
        behind = (middle > top) & (middle < top + height)
        assert (behind == lit)[mono].all()


def test_where_nothing_runs_nothing_is_marked_and_the_data_begin():
    nothing = Moment(epoch=1, phase=Phase.FORWARD, layer=9)
    frame = drawn(XOR, nothing)
    assert len(frame.rectangles.corner) == 1
    assert frame.labels.text[1] == "# training records"


def test_the_window_stands_still_while_the_lectures_loop_runs():
    inside = [Phase.INPUT, Phase.FORWARD, Phase.ERROR, Phase.MEAN, Phase.BACKWARD, Phase.UPDATE]
    rows = rows_in(REGION)
    windows = {loop_window(XOR, phase, None, rows) for phase in (*inside, Phase.EPOCH)}
    assert len(windows) == 1
    assert XOR.lines[windows.pop()[0]] == "for j in range(2000):"


@given(rows=st.integers(1, 40))
def test_all_running_lines_are_in_sight_where_half_a_panel_holds_them(rows):
    for program in (XOR, DEEP):
        for moment in moments_of(program):
            now = running(program, moment)
            shown = window(program, now, rows=rows)
            assert 0 < len(shown) <= rows
            if len(now) <= rows // 2:
                assert set(now) <= set(shown)
            elif now:
                assert now[0] in shown


def test_a_long_loop_moves_on_seldom_and_never_back():
    rows = rows_in(REGION)
    phases = [(Phase.FORWARD, k) for k in range(1, 14)]
    phases += [(Phase.BACKWARD, k) for k in range(13, 0, -1)]
    starts = [loop_window(DEEP, phase, layer, rows)[0] for phase, layer in phases]
    assert starts == sorted(starts)
    assert len(set(starts)) <= len(starts) / 2


def test_the_data_are_out_of_sight_once_training_is_under_way():
    for moment in moments_of(XOR):
        if moment != Moment(epoch=1, phase=Phase.INITIALISE):
            assert not any("array" in text for text in drawn(XOR, moment).labels.text)
