"""Refusals: what the experiment says against a change, in the language of the window."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.errors import NnvizError
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.playground.changes import added_layer, other_layer
from nnviz.playground.model import Playground
from nnviz.playground.starting_points import first_of
from nnviz.viewer.playground.refusals import refusal_said
from nnviz.viewer.translation import set_interface_language

XOR = Experiment(epochs=3)
GIVEN = replace(XOR, initialization=first_of(XOR).initialization)
BIASED = replace(XOR, layers=(Layer(units=4, bias=True), Layer(units=1)))
BIASES = replace(BIASED, initialization=first_of(BIASED).initialization)
ALL = replace(XOR, batch_size=2, drop_last=False, recording=Recording(records="all"))
SIGNED = replace(XOR, data="circle")

WRONG = [
    lambda: replace(GIVEN, **added_layer(GIVEN)),
    lambda: replace(GIVEN, **other_layer(GIVEN, 0, units=2)),
    lambda: replace(BIASES, **other_layer(BIASES, 0, bias=False)),
    lambda: first_of(XOR).with_weight(0, (0, 0), np.nan).initialization,
    lambda: replace(SIGNED, loss="binary_cross_entropy"),
    lambda: replace(XOR, **other_layer(XOR, 0, activation="softmax")),
    lambda: replace(replace(XOR, batch_size=2, shuffle=False), batch_size=3),
    lambda: replace(ALL, batch_size=3),
    lambda: replace(XOR, batch_size=9),
    lambda: replace(XOR, seed=-1),
]


def refused(change):
    with pytest.raises(NnvizError) as refusal:
        change()
    return refusal_said(refusal.value)


@pytest.fixture
def japanese(qapp):
    set_interface_language("ja")
    yield
    set_interface_language("en")


@pytest.mark.parametrize("change", WRONG)
def test_every_refusal_is_in_japanese_where_the_window_is(japanese, change):
    said = refused(change)
    assert said.endswith("。")
    assert "possible" not in said


def test_what_nobody_foresaw_is_said_as_it_is(qapp):
    assert refusal_said(NnvizError("it broke")) == "Not possible: it broke"
    assert refused(WRONG[4]) == "The targets of circle are no probabilities. Choose another loss."


def test_a_run_that_is_not_there_cannot_be_kept(japanese, tmp_path):
    assert "先に学習させて" in refused(Playground(XOR, tmp_path).keep)
