import numpy as np
import pytest

from nnviz.picture.label_placement import SeenEdges, choose_places

SIZE = (0.1, 0.02)
NOTHING = np.empty((0, 4))


def seen(begin, end, taken=NOTHING):
    begin, end = np.array(begin, float), np.array(end, float)
    shares = np.linspace(0.1, 0.9, 17)[:, None]
    places = begin[:, None] + (end - begin)[:, None] * shares
    return SeenEdges(begin, end, places, np.array(taken))


def chosen(view):
    return view.places[np.arange(len(view.begin)), choose_places([view], SIZE)]


def test_numbers_of_edges_that_cross_stand_apart_and_clear_of_the_crossing():
    one, other = chosen(seen([[0, 0], [0, 0.2]], [[0.4, 0.2], [0.4, 0]]))
    assert (np.abs(one - other) >= SIZE).any()
    assert np.abs(one - [0.2, 0.1]).max() > 0.02
    assert np.abs(other - [0.2, 0.1]).max() > 0.02


def test_a_number_does_not_stand_where_something_else_does():
    (place,) = chosen(seen([[0, 0]], [[0.4, 0]], [[0.1, -0.05, 0.3, 0.05]]))
    assert place[0] <= 0.05 or place[0] >= 0.35


def test_numbers_that_find_no_room_still_take_a_place():
    fan = seen(np.zeros((30, 2)), np.column_stack([np.full(30, 0.1), np.linspace(0, 0.1, 30)]))
    assert chosen(fan).shape == (30, 2)


def test_the_same_edges_have_their_numbers_at_the_same_places():
    fan = seen(np.zeros((5, 2)), np.column_stack([np.full(5, 0.3), np.linspace(0, 0.4, 5)]))
    assert chosen(fan) == pytest.approx(chosen(fan))
