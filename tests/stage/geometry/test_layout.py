from itertools import pairwise

import numpy as np
import pytest

from nnviz.stage.geometry.layout import FLAT_TALLEST, LAYER_GAP, Layout, side_by_side
from nnviz.stage.geometry.number_places import Density

XOR = Layout(widths=(3, 4, 1))


def test_each_layer_is_a_column_around_the_middle():
    for layer, width in zip(XOR.nodes, XOR.widths, strict=True):
        assert layer.shape == (width, 3)
        assert layer[:, 1].mean() == pytest.approx(0)
        assert (np.diff(layer[:, 1]) == -1).all()


def test_layers_follow_each_other_to_the_right():
    x = [layer[0, 0] for layer in XOR.nodes]
    assert x == sorted(x)
    assert x[0] + x[-1] == pytest.approx(0)


def test_edges_are_in_the_order_of_the_weights():
    start, end = XOR.edges(0)
    for index, (i, j) in enumerate(np.ndindex(3, 4)):
        assert np.abs(start[index] - XOR.nodes[0][i]).max() < 0.25
        assert np.abs(end[index] - XOR.nodes[1][j]).max() < 0.25


def test_layers_with_more_edges_between_them_stand_further_apart():
    inputs, hidden, output = (nodes[0, 0] for nodes in XOR.nodes)
    assert hidden - inputs > 1.2 * (output - hidden)
    assert output - inputs == pytest.approx(2 * LAYER_GAP)


def test_every_node_lies_within_the_corners():
    low, high = XOR.corners.min(axis=0), XOR.corners.max(axis=0)
    for points in (*XOR.nodes, XOR.targets):
        assert (points > low).all()
        assert (points < high).all()


def test_a_layout_can_stand_aside():
    aside = Layout(widths=(3, 4, 1), x=5.0)
    for here, there in zip(XOR.nodes, aside.nodes, strict=True):
        assert there - here == pytest.approx(np.tile([5.0, 0, 0], (len(here), 1)))


def test_a_wide_layer_is_a_grid_that_is_read_like_a_page():
    layout = Layout(widths=(64, 10))
    grid = layout.nodes[0].reshape(8, 8, 3)
    assert layout.in_grid(0)
    assert not layout.in_grid(1)
    assert (np.diff(grid[..., 1], axis=0) < 0).all()  # rows go down
    assert (np.diff(grid[..., 0], axis=1) > 0).all()  # columns go right
    assert np.ptp(grid[:, 0, 0]) == pytest.approx(0)


def test_an_image_keeps_its_rows_and_columns():
    grid = Layout(widths=(60, 2), image=(6, 10)).nodes[0].reshape(6, 10, 3)
    assert np.ptp(grid[2, :, 1]) == pytest.approx(0)
    assert np.ptp(grid[:, 3, 0]) == pytest.approx(0)


@pytest.mark.parametrize("widths", [(784, 256, 128, 10), (2, 17, 1), (300, 1)])
def test_no_layer_is_higher_than_the_stage_and_none_stands_in_another(widths):
    layout = Layout(widths=widths)
    for nodes in layout.nodes:
        assert np.ptp(nodes[:, 1]) <= FLAT_TALLEST + 1e-4
    for before, after in pairwise(layout.nodes):
        assert before[:, 0].max() < after[:, 0].min()


def test_chosen_edges_are_those_of_their_indices():
    every = XOR.edges(0)
    chosen = XOR.edges(0, np.array([1, 7, 11]))
    for all_ends, ends in zip(every, chosen, strict=True):
        assert np.array_equal(all_ends[[1, 7, 11]], ends)


def test_where_a_layer_has_many_nodes_its_numbers_stand_elsewhere():
    layout = Layout(widths=(3, 8, 12, 13, 16))
    assert [layout.density(layer) for layer in range(5)] == [
        Density.ROOMY,
        Density.DENSE,
        Density.CROWDED,
        Density.GRID,
        Density.CROWDED,
    ]


def test_networks_in_a_row_do_not_touch_and_stand_around_the_middle():
    row = side_by_side([Layout(widths=(64, 32, 10), image=(4, 16)), XOR, XOR])
    assert row[0].image == (4, 16)
    assert all(one.ends[1] < other.ends[0] for one, other in pairwise(row))
    assert row[0].ends[0] == pytest.approx(-row[-1].ends[1], abs=1e-5)


def test_numbers_must_not_cover_nodes_targets_and_grids():
    for widths in ((3, 4, 1), (64, 32, 10), (2, 8, 8, 1)):
        layout = Layout(widths=widths)
        assert layout.cores.shape[1:] == (8, 3)
        grids = sum(layout.in_grid(layer) for layer in range(len(widths)))
        columns = sum(n for layer, n in enumerate(widths) if not layout.in_grid(layer))
        assert len(layout.cores) == grids + columns + widths[-1]
