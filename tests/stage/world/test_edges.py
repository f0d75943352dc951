"""How bright rods are that take part."""

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.camera import project
from nnviz.picture.numerals import in_column, signed
from nnviz.picture.palette import DARK
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import default_storyboard


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


@pytest.mark.parametrize(("units", "rimmed"), [(3, True), (12, False)])
def test_rims_set_off_only_rods_that_are_few(recorded, units, rimmed):
    trace = recorded(Experiment(layers=(Layer(units=units), Layer(units=units), Layer(units=1))))
    frame = Show(trace, default_storyboard(2)).frame_of(Moment(epoch=2, phase=Phase.EPOCH))
    count = sum(map(len, Show(trace, default_storyboard(2)).setting.layout.drawn))
    assert bool(frame.cylinders.rim[:count].any()) is rimmed


def test_the_number_of_a_lone_outputs_delta_stands_above_it_and_not_beside_its_target(show):
    moment = Moment(epoch=2, phase=Phase.BACKWARD, layer=1, node=0, record=0)
    frame, layout = show.frame_of(moment), show.setting.layout
    text = in_column(signed, show.step(2).deltas[2][0])(show.step(2).deltas[2][0, 0])
    (output,), (target,) = (
        project(frame.camera, frame.aspect, at).position
        for at in (layout.nodes[-1], layout.targets)
    )
    places = frame.labels.position[[each == text for each in frame.labels.text]]
    assert (np.abs(places[:, 0] - output[0]) < np.abs(places[:, 0] - target[0]))[0]
    assert (np.abs(places[:, 0] - output[0]) < 0.05).any()
