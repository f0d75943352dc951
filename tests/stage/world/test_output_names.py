"""Many outputs are called what their classes are, wherever the network is seen from."""

import re
from typing import get_args

import numpy as np
import pytest

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.stage.look import Look
from nnviz.stage.show import Show
from nnviz.story.storyboard import Preset, Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.judging import faults

NAMES = ("Homo sapiens", "とても長い日本語の名前", "setosa", "M" * 30, *"abcdef")
# From close by a part is seen; from above rows lie nearer to each other than lines of text.
SEEN_WHOLE = sorted(set(get_args(Preset)) - {"close", "top"})
LAPSE = Storyboard(shots=(Shot(tell="lapse", epochs=(1, 2)),))


@pytest.fixture(scope="module", params=[(), (4,), (20,)], ids=str)
def trace(request, tmp_path_factory):
    inputs = np.random.default_rng(0).normal(size=(10, 6))
    data = own(Dataset(name="d", inputs=inputs, targets=np.eye(10), source="t", classes=NAMES))
    hidden = tuple(Layer(units=units, activation="tanh") for units in request.param)
    last = Layer(units=10, activation="softmax")
    path = tmp_path_factory.mktemp("names") / "named.nntrace"
    record(
        Experiment(data=data, layers=(*hidden, last), loss="categorical_cross_entropy", epochs=2),
        path,
    )
    with open_trace(path) as opened:
        yield opened


@pytest.mark.parametrize("preset", SEEN_WHOLE)
@pytest.mark.parametrize("aspect", [16 / 9, 2.37])
def test_long_names_of_classes_find_room_beside_the_panels(trace, aspect, preset):
    show = Show(trace, LAPSE, aspect=aspect)
    frame = show.frame_at(show.duration_seconds, Look(preset=preset))
    found = (re.fullmatch(r"(.+): \d\.[\d.·⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", text) for text in frame.labels.text)
    named = [text[1] for text in found if text]
    assert len(named) == len(NAMES), named
    assert not faults(show, frame)
