"""Deltas have bodies of their own that point backwards, on one scale for the whole film."""

import numpy as np
import pytest

from nnviz.picture.camera import project
from nnviz.picture.frame import Shape
from nnviz.stage.facts.survey import survey
from nnviz.stage.show import Show
from nnviz.story.moment import Moment, Phase
from tests.stage.conftest import STORYBOARD


def arrowheads(show, epoch, record, layer):
    """Return the centres and volumes of the bodies of the deltas of a layer."""
    moment = Moment(epoch=epoch, phase=Phase.BACKWARD, layer=1, record=record)
    frame, nodes = show.frame_of(moment), show.setting.layout.nodes[layer]
    own = frame.solids.shape == Shape.ARROWHEAD
    own &= np.abs(frame.solids.centre[:, :1] - nodes[:, 0]).max(axis=1) < 1e-4
    return frame, frame.solids.centre[own], frame.solids.half[own].astype(float)


def test_the_largest_delta_of_the_whole_training_sets_the_scale(show, trace):
    facts = survey(trace)
    largest = max(
        np.abs(trace.between(f"deltas/{layer}", first=1, last=60)).max() for layer in (1, 2)
    )
    assert facts.largest_delta == largest
    assert show.setting.scales.largest_delta == largest


@pytest.mark.parametrize("epoch", [1, 20, 60])
def test_volumes_are_proportional_to_the_deltas_in_all_epochs_and_layers(show, epoch):
    step = show.step(epoch)
    rates = []
    for layer in (1, 2):
        _, _, half = arrowheads(show, epoch, 1, layer)
        rates += (half.prod(axis=1) / np.abs(step.deltas[layer][1])).tolist()
    _, _, first = arrowheads(show, 1, 0, 2)
    rates += (first.prod(axis=1) / np.abs(show.step(1).deltas[2][0])).tolist()
    assert rates == pytest.approx([rates[0]] * len(rates), rel=1e-3)


def test_a_small_delta_is_still_seen_beside_a_large_one(show):
    frame, centres, _ = arrowheads(show, 1, 0, 2)
    unit = project(frame.camera, frame.aspect, centres).unit.min()
    scales = show.setting.scales
    half = float(scales.half_delta(np.array([0.0002 * scales.largest_delta]))[0])
    assert 2 * half * unit * 1080 > 1.8  # pixels at 1080p


def test_no_factor_is_told(trace):
    for language in ("en", "ja"):
        told = Show(trace, STORYBOARD, language=language)
        for at in np.linspace(0, 1, 40):
            texts = told.frame_at(at * told.duration_seconds).labels.text
            assert not any("drawn ×" in text or "倍で表示" in text for text in texts)
