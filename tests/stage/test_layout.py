import numpy as np
import pytest

from nnviz.stage.layout import PORT, Layout

XOR = Layout(widths=(3, 4, 1))


def test_each_layer_is_a_column_around_the_middle():
    for layer, width in zip(XOR.nodes, XOR.widths, strict=True):
        assert layer.shape == (width, 3)
        assert layer[:, 1].mean() == pytest.approx(0)
        assert (np.diff(layer[:, 1]) == -1).all()


def test_layers_follow_each_other_to_the_right():
    x = [layer[0, 0] for layer in XOR.nodes]
    assert x == sorted(x)
    assert sum(x) == pytest.approx(0)


def test_edges_are_in_the_order_of_the_weights():
    start, end = XOR.edges(0)
    for index, (i, j) in enumerate(np.ndindex(3, 4)):
        assert np.array_equal(start[index], XOR.nodes[0][i] + PORT)
        assert np.array_equal(end[index], XOR.nodes[1][j] - PORT)


@pytest.mark.parametrize(("layer", "apart"), [(0, 0.25), (1, 0.38)])
def test_labels_of_a_layer_stand_on_their_edges_and_evenly_apart(layer, apart):
    points = XOR.label_points(layer)
    start, end = XOR.edges(layer)
    way = (points - start)[:, 0] / (end - start)[:, 0]
    assert points == pytest.approx(start + (end - start) * way[:, None], abs=1e-5)
    assert np.diff(np.sort(points[:, 1])) == pytest.approx(apart, abs=1e-5)


def test_every_node_lies_within_the_corners():
    low, high = XOR.corners.min(axis=0), XOR.corners.max(axis=0)
    for points in (*XOR.nodes, XOR.targets):
        assert (points > low).all()
        assert (points < high).all()


def test_a_layout_can_stand_aside():
    aside = Layout(widths=(3, 4, 1), x=5.0)
    for here, there in zip(XOR.nodes, aside.nodes, strict=True):
        assert there - here == pytest.approx(np.tile([5.0, 0, 0], (len(here), 1)))
