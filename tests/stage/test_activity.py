import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.stage.activity import activity
from nnviz.story.moment import Moment, Phase

LAYERS = 3


@st.composite
def moments(draw):
    phase = draw(st.sampled_from(Phase))
    low, high = {
        Phase.INPUT: (0, 0),
        Phase.FORWARD: (1, LAYERS),
        Phase.ERROR: (LAYERS, LAYERS),
        Phase.BACKWARD: (1, LAYERS),
    }.get(phase, (0, LAYERS - 1))
    return Moment(
        epoch=1,
        phase=phase,
        layer=draw(st.integers(low, high)),
        progress=draw(st.floats(0.0, 1.0)),
    )


@given(moments())
def test_every_share_lies_between_nothing_and_everything(moment):
    active = activity(moment, LAYERS)
    shares = (*active.weights, *active.updated, *active.activations, *active.deltas, active.targets)
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert (len(active.weights), len(active.updated)) == (LAYERS, LAYERS)
    assert (len(active.activations), len(active.deltas)) == (LAYERS + 1, LAYERS + 1)


@given(moments())
def test_the_input_has_no_delta(moment):
    assert activity(moment, LAYERS).deltas[0] == 0.0


@given(moments())
def test_no_layer_is_computed_before_the_one_that_it_depends_on(moment):
    active = activity(moment, LAYERS)
    assert list(active.activations) == sorted(active.activations, reverse=True)
    assert list(active.deltas) == sorted(active.deltas)
    assert list(active.updated) == sorted(active.updated)


def grown(phase, layer, progress):
    return activity(Moment(epoch=1, phase=phase, layer=layer, progress=progress), LAYERS)


def test_a_layer_grows_only_after_the_pulses_have_arrived():
    assert grown(Phase.FORWARD, 2, 0.3).pulse is not None
    assert grown(Phase.FORWARD, 2, 0.3).activations[2] == 0.0
    assert grown(Phase.FORWARD, 2, 0.9).pulse is None
    assert grown(Phase.FORWARD, 2, 0.9).activations == (1.0, 1.0, 1.0, 0.0)


def test_pulses_go_the_way_of_the_numbers():
    assert grown(Phase.FORWARD, 2, 0.3).pulse.direction == 1
    assert grown(Phase.FORWARD, 2, 0.3).pulse.layer == 1
    assert grown(Phase.BACKWARD, 1, 0.3).pulse.direction == -1
    assert grown(Phase.BACKWARD, 1, 0.3).pulse.layer == 1


def test_the_output_delta_comes_from_the_error_and_not_along_an_edge():
    assert grown(Phase.BACKWARD, LAYERS, 0.3).pulse is None


def test_updates_begin_at_the_output_and_earlier_layers_keep_their_old_weights():
    assert grown(Phase.UPDATE, 1, 1.0).updated == (0.0, 1.0, 1.0)
    assert grown(Phase.UPDATE, 1, 0.1).updated == (0.0, 0.0, 1.0)


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_ends_with_something_lit(phase):
    layer = {Phase.FORWARD: 1, Phase.BACKWARD: 1}.get(phase, 0)
    assert activity(Moment(epoch=1, phase=phase, layer=layer), LAYERS).lit_layers
