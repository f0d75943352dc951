import numpy as np
import pytest

from nnviz.render.quads import FIRST_CAPACITY, RING, Quads


@pytest.fixture
def quads():
    return Quads({"place": 2, "size": 1})


def values(n, size=1.0):
    return {"place": np.arange(2.0 * n).reshape(n, 2), "size": np.full(n, size)}


def sent(quads, name):
    """Return what was queued for a buffer since the last time."""
    return [command[3] for command in quads.buffers[name].glir.clear() if command[0] == "DATA"]


def test_every_vertex_of_an_element_carries_its_values(quads):
    sent(quads, "place")
    quads.put(values(3))
    (data,) = sent(quads, "place")
    assert data.view(np.float32).reshape(3, 4, 2)[1].tolist() == [[2.0, 3.0]] * 4


def test_only_what_changed_is_sent_again(quads):
    quads.put(values(3))
    sent(quads, "place"), sent(quads, "size")
    quads.put(values(3, size=2.0))
    assert not sent(quads, "place")
    assert len(sent(quads, "size")) == 1


def test_fewer_elements_are_sent_as_they_are(quads):
    quads.put(values(5))
    quads.put(values(2))
    assert quads.count == 2
    assert quads.capacity == FIRST_CAPACITY


def test_room_doubles_until_it_is_enough_and_stays(quads):
    quads.put(values(5 * FIRST_CAPACITY))
    assert quads.capacity == 8 * FIRST_CAPACITY
    assert all(buffer.size == 4 * quads.capacity for buffer in quads.buffers.values())
    quads.put(values(1))
    assert quads.capacity == 8 * FIRST_CAPACITY


def test_no_elements_are_no_trouble(quads):
    quads.put(values(0))
    assert quads.count == 0


def test_a_ring_has_eight_vertices():
    ring = Quads({"size": 1}, RING)
    ring.put({"size": np.ones(2)})
    assert ring.buffers["size"].size == 8 * ring.capacity
