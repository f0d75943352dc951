import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.stage.facts.strongest_edges import MOST_EDGES, strongest_edges
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
    assert f"the strongest {MOST_EDGES:,} of 6,289 weights" in frame.labels.text


def test_the_same_edges_are_drawn_at_every_epoch(wide):
    show = Show(wide, default_storyboard(5))
    starts = [
        show.frame_of(Moment(epoch=epoch, phase=Phase.EPOCH)).cylinders.start for epoch in (1, 5)
    ]
    assert np.array_equal(*starts)
