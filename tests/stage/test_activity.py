from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.stage.activity import activity, pulse_of
from nnviz.story.moment import Moment, Phase

WIDTHS = (3, 4, 2, 1)
LAYERS = len(WIDTHS) - 1


@st.composite
def moments(draw):
    phase = draw(st.sampled_from(Phase))
    low, high = {
        Phase.INPUT: (0, 0),
        Phase.FORWARD: (1, LAYERS),
        Phase.ERROR: (LAYERS, LAYERS),
        Phase.MEAN: (LAYERS, LAYERS),
        Phase.BACKWARD: (1, LAYERS),
    }.get(phase, (0, LAYERS - 1))
    layer = draw(st.integers(low, high))
    node = sender = None
    if phase in {Phase.FORWARD, Phase.BACKWARD}:
        node = draw(st.none() | st.integers(0, WIDTHS[layer] - 1))
    if phase is Phase.UPDATE and draw(st.booleans()):
        node = draw(st.integers(0, WIDTHS[layer + 1] - 1))
        sender = draw(st.integers(0, WIDTHS[layer] - 1))
    progress = draw(st.floats(0.0, 1.0))
    return Moment(epoch=1, phase=phase, layer=layer, node=node, sender=sender, progress=progress)


@given(moments())
def test_every_share_lies_between_nothing_and_everything(moment):
    active = activity(moment, WIDTHS)
    for shares in (*active.grown, *active.updated, *active.activations, *active.deltas):
        assert ((shares >= 0) & (shares <= 1)).all()
    assert 0.0 <= active.targets <= 1.0


@given(moments())
def test_nodes_and_edges_have_the_shapes_of_the_network(moment):
    active = activity(moment, WIDTHS)
    for nodes in (active.activations, active.deltas, active.lit_nodes):
        assert [values.shape for values in nodes] == [(width,) for width in WIDTHS]
    for edges in (active.grown, active.updated, active.lit_edges):
        assert [values.shape for values in edges] == list(pairwise(WIDTHS))


@given(moments())
def test_the_input_has_no_delta(moment):
    assert not activity(moment, WIDTHS).deltas[0].any()


@given(moments())
def test_no_layer_is_computed_before_the_one_that_it_depends_on(moment):
    active = activity(moment, WIDTHS)
    for before, after in pairwise(active.activations):
        assert before.min() >= after.max()
    for before, after in pairwise(active.deltas):
        assert before.max() <= after.min()
    for before, after in pairwise(active.updated):
        assert before.max() <= after.min()


def at(phase, layer, progress=1.0, **which):
    return activity(Moment(epoch=1, phase=phase, layer=layer, progress=progress, **which), WIDTHS)


def pulse_at(phase, layer, progress):
    return pulse_of(Moment(epoch=1, phase=phase, layer=layer, progress=progress), WIDTHS)


def test_a_layer_grows_only_after_the_pulses_have_arrived():
    assert pulse_at(Phase.FORWARD, 2, 0.3) is not None
    assert not at(Phase.FORWARD, 2, 0.3).activations[2].any()
    assert pulse_at(Phase.FORWARD, 2, 0.9) is None
    assert at(Phase.FORWARD, 2, 0.9).activations[2].all()


def test_while_pulses_travel_nothing_else_changes():
    early, late = (at(Phase.FORWARD, 2, progress) for progress in (0.1, 0.4))
    assert early is late
    with pytest.raises(ValueError, match="read-only"):
        early.activations[2][:] = 1.0


def test_pulses_go_the_way_of_the_numbers():
    forward, backward = pulse_at(Phase.FORWARD, 2, 0.3), pulse_at(Phase.BACKWARD, 1, 0.3)
    assert (forward.direction, forward.layer) == (1, 1)
    assert (backward.direction, backward.layer) == (-1, 1)


def test_a_node_is_computed_from_all_edges_that_lead_to_it_and_no_others():
    active = at(Phase.FORWARD, 1, node=2)
    assert active.activations[1].tolist() == [1, 1, 1, 0]
    assert active.lit_edges[0].tolist() == [[False, False, True, False]] * 3
    assert active.lit_nodes[1].tolist() == [False, False, True, False]
    assert active.lit_nodes[0].all()


def test_an_error_comes_back_along_the_edges_that_lead_from_its_node():
    active = at(Phase.BACKWARD, 1, node=1)
    assert active.deltas[1].tolist() == [1, 1, 0, 0]
    assert active.lit_edges[1].tolist() == [[row == 1] * 2 for row in range(4)]


def test_the_output_delta_comes_from_the_error_and_not_along_an_edge():
    assert pulse_at(Phase.BACKWARD, LAYERS, 0.3) is None


def test_updates_begin_at_the_output_and_earlier_layers_keep_their_old_weights():
    updated = at(Phase.UPDATE, 1).updated
    assert [(shares.min(), shares.max()) for shares in updated] == [(0, 0), (1, 1), (1, 1)]


def test_edges_are_updated_one_after_the_other():
    active = at(Phase.UPDATE, 0, node=1, sender=1)
    assert active.updated[0].tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [1, 0, 0, 0]]
    assert active.lit_edges[0].sum() == 1
    assert active.lit_edges[0][1, 1]


def test_the_change_is_named_before_it_happens():
    told = [at(Phase.UPDATE, 0, progress).numbers for progress in (0.0, 0.4, 1.0)]
    assert told == ["old", "change", "new"]
    assert not at(Phase.UPDATE, 0, 0.4).updated[0].any()


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_ends_with_something_lit(phase):
    layer = {Phase.FORWARD: 1, Phase.BACKWARD: 1}.get(phase, 0)
    assert any(mask.any() for mask in at(phase, layer).lit_nodes)
