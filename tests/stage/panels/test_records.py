"""The table of records: what finds no room in it is named and counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.wrapping import ELLIPSIS, SMALLEST
from nnviz.stage.panels.table import NARROWEST_GAP, Column, fitting_columns
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

ROOM = 0.394
TEXTS = st.sampled_from(
    ["0", "1.00", "−0.1234", "3.1416e200", "a name of a class", "とても長い名前"]
)


def texts_of(tmp_path, dataset, layers, loss="half_squared_error"):
    record(
        Experiment(data=own(dataset), layers=layers, loss=loss, epochs=2), tmp_path / "t.nntrace"
    )
    with open_trace(tmp_path / "t.nntrace") as trace:
        shots = (Shot(tell="lapse", epochs=(1, 2), seconds=2.0, panels=("records",)),)
        return Show(trace, Storyboard(shots=shots)).frame_at(1.0).labels.text


def dataset(inputs, outputs, records=4, classes=()):
    random = np.random.default_rng(0)
    given = random.normal(size=(records, inputs))
    targets = (
        np.eye(outputs)[np.arange(records) % outputs] if classes else np.ones((records, outputs))
    )
    return Dataset(name="d", inputs=given, targets=targets, source="t", classes=classes)


def test_two_outputs_leave_an_input_and_count_what_goes(tmp_path):
    truth = Dataset(
        name="d",
        inputs=np.array([[0, 0], [0, 1], [1, 0], [1, 1]]),
        targets=np.array([[0, 1], [1, 0], [1, 0], [0, 1]]),
        source="t",
    )
    texts = texts_of(tmp_path, truth, (Layer(units=2), Layer(units=2)))
    told = " ".join(texts)
    assert "x₁" in texts
    assert "not shown: 1 inputs, 2 error columns" in told


def test_all_that_does_not_fit_is_counted(tmp_path):
    texts = " ".join(texts_of(tmp_path, dataset(9, 5, records=30), (Layer(units=5),)))
    assert "not shown: 26 records, 8 inputs, 3 targets, 4 outputs, 5 error columns" in texts


@pytest.mark.parametrize("language", ["en", "ja"])
def test_long_names_of_classes_are_shortened_and_what_is_dropped_is_named(tmp_path, language):
    names = ("Homo sapiens neanderthalensis (extinct)", "Pan troglodytes schweinfurthii")
    layers = (Layer(units=2, activation="softmax"),)
    texts = texts_of(tmp_path, dataset(2, 2, classes=names), layers, "categorical_cross_entropy")
    assert {"record", "target", "output"} <= set(texts)
    assert "certainty" in " ".join(texts)
    shortened = [text for text in texts if text.endswith(ELLIPSIS)]
    assert len(shortened) == 8
    assert {text[:3] for text in shortened} == {"Hom", "Pan"}
    on_stage = [text for text in texts if f"{ELLIPSIS}: 0." in text]
    assert len(on_stage) == 2


@given(
    st.lists(
        st.builds(
            Column,
            TEXTS,
            st.tuples(TEXTS, TEXTS),
            st.sampled_from(["inputs", "targets", "outputs"]),
            st.booleans(),
            st.booleans(),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_what_is_kept_fits_and_is_in_its_order(columns):
    fitting, size = fitting_columns(columns, ROOM)
    wide = sum(column.width for column in fitting) * size + (len(fitting) - 1) * NARROWEST_GAP
    assert size >= SMALLEST
    assert wide <= ROOM + 1e-9 or len(fitting) == 1
    kinds = iter(column.kind for column in columns)
    assert all(column.kind in kinds for column in fitting)
