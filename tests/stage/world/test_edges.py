"""How bright rods are that take part."""

import numpy as np

from nnviz.picture.palette import DARK
from nnviz.story.moment import Moment, Phase


def test_a_rod_that_carries_a_zero_is_quieter_than_one_that_carries_a_number(show):
    moment = Moment(epoch=2, phase=Phase.FORWARD, layer=1, node=1, record=0)
    rods, step = show.frame_of(moment).cylinders, show.step(2)
    inputs, weights = step.activations[0][0], step.weights[0]
    assert sorted(inputs) == [0, 0, 1]
    for sender, carried in enumerate(inputs):
        weight = weights[sender, [1]]
        colour = rods.colour[sender * weights.shape[1] + 1]  # edges come first, layer by layer
        full, quiet = DARK.of_sign(weight)[0], DARK.of_part(weight, np.zeros(1, bool))[0]
        if carried:
            assert np.allclose(colour, full, atol=1e-3)
        else:
            assert 0.1 < np.linalg.norm(colour - quiet) < 0.6 * np.linalg.norm(full - quiet)
