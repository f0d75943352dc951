import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.facts.strongest_edges import MOST_EDGES, strongest_edges
from nnviz.stage.geometry.layout import MOST_AT_A_MOMENT
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import default_storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

WIDE = (Layer(units=120), Layer(units=49, activation="tanh"), Layer(units=1))


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    path = tmp_path_factory.mktemp("wide") / "wide.nntrace"
    record(Experiment(epochs=5, layers=WIDE), path)
    with open_trace(path) as opened:
        yield opened


def test_a_small_network_is_drawn_whole(trace):
    assert [len(chosen) for chosen in strongest_edges(trace)] == [12, 4]


def test_of_many_edges_as_many_are_drawn_as_can_be(wide):
    chosen = strongest_edges(wide)
    assert sum(map(len, chosen)) == MOST_EDGES
    assert [len(each) for each in chosen[::2]] == [360, 49]  # layers that fit are drawn whole


def test_no_edge_that_is_left_out_is_stronger_than_one_that_is_drawn(wide):
    sizes = np.abs(wide.after("weights/1", epoch=5)).ravel()
    chosen = strongest_edges(wide)[1]
    left_out = np.delete(sizes, chosen)
    assert sizes[chosen].min() >= left_out.max()


def test_the_choice_is_said_on_screen(wide):
    show = Show(wide, default_storyboard(5))
    frame = show.frame_of(Moment(epoch=3, phase=Phase.FORWARD, layer=2))
    assert f"the {MOST_AT_A_MOMENT} of 6,289 weights that count most" in frame.labels.text
    rods = frame.cylinders.glow < 0.5  # outlines glow
    assert rods.sum() == MOST_AT_A_MOMENT


def test_at_a_moment_those_are_drawn_that_carry_most(wide):
    """The network is seen as it is in the middle of a sum: of 49 units from 120."""
    show, step = Show(wide, default_storyboard(5)), step_arrays(wide, 3)
    layout = show.setting.layout
    frame = show.frame_of(Moment(epoch=3, phase=Phase.FORWARD, layer=2))
    carried = np.abs(step.activations[1][0][:, None] * step.weights[1]).ravel()
    candidates = layout.drawn[1]
    most = candidates[np.argsort(-carried[candidates])[: layout.shown[1]]]
    drawn = rods_from_to(frame, *layout.edges(1, np.sort(most)), layout.flow)
    assert drawn.all()
    others = np.setdiff1d(candidates, most)
    assert not rods_from_to(frame, *layout.edges(1, others), layout.flow).any()


def rods_from_to(frame, start, end, flow):
    """Return (n,) whether a cylinder joins two ports, with its round ends."""
    bars = frame.cylinders
    tips = bars.radius[:, None] * flow
    ends = np.hstack([bars.start - tips, bars.end + tips])
    wanted = np.hstack([start, end])
    return np.array([np.abs(ends - each).max(axis=1).min() < 1e-4 for each in wanted])


def test_the_faintest_edges_are_as_good_as_those_left_out(wide):
    """In a time-lapse none appears or vanishes at once: at the limit it is as good as gone."""
    show = Show(wide, default_storyboard(5))
    palette = show.setting.palette
    for epoch in (1, 5):
        frame = show.frame_of(Moment(epoch=epoch, phase=Phase.EPOCH))
        rods = frame.cylinders.colour[frame.cylinders.glow < 0.5][:, :3]
        assert np.abs(rods - palette.background[:3]).max(axis=1).min() < 0.15


@pytest.mark.parametrize("node", [0, 48])
def test_of_a_node_that_is_calculated_all_edges_are_drawn_first(wide, node):
    show = Show(wide, default_storyboard(5))
    layout, lit = show.setting.layout, np.arange(120) * 49 + node
    frame = show.frame_of(Moment(epoch=3, phase=Phase.FORWARD, layer=2, node=node))
    own = np.intersect1d(layout.drawn[1], lit)
    assert rods_from_to(frame, *layout.edges(1, own), layout.flow).all()
