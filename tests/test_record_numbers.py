"""A record has one number: its place in the training set, from 1, wherever it is named."""

import re

import numpy as np
import pytest

from nnviz.cli.moments import moment_asked_for
from nnviz.errors import SceneError, TraceError, UsageError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.stage.show import Show
from nnviz.story.moment import Phase
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

HELD = Data(name="xor_points", records=60, held_out=0.5, seed=3)
KINDS = {
    "all": {},
    "chosen": {"recording": Recording(records=(3, 7, 30))},
    "so many": {"recording": Recording(records=4)},
    "probes": {"batch_size": 5},
    "batches as they were": {"batch_size": 5, "recording": Recording(records="all")},
    "one batch, shuffled": {"batch_size": 30, "recording": Recording(records="all")},
}
VARYING = ("batches as they were", "one batch, shuffled")
EPOCH = 2


@pytest.fixture(scope="module", params=KINDS)
def trained(request, tmp_path_factory):
    """An experiment with all its records, and its trace, which may hold only some of them."""
    layers = (Layer(units=2, activation="tanh", bias=True), Layer(units=1, bias=True))
    experiment = Experiment(
        data=HELD, layers=layers, epochs=3, learning_rate=0.1, **KINDS[request.param]
    )
    path = tmp_path_factory.mktemp("numbers") / "a.nntrace"
    record(experiment, path)
    with open_trace(path) as trace:
        yield experiment.dataset, trace


def numbers_of(trace):
    return trace.record_numbers[trace.rows(epoch=EPOCH)]


def texts_at(show, moment):
    return show.frame_of(moment).labels.text


def test_every_row_is_the_record_of_its_number(trained):
    every, trace = trained
    rows = numbers_of(trace) - 1
    assert (trace.at("activations/0", epoch=EPOCH) == every.inputs[rows]).all()
    with_targets = Show(trace, Storyboard(shots=(Shot(epochs=(EPOCH, EPOCH)),))).step(EPOCH)
    assert (with_targets.targets == every.targets[rows]).all()
    assert (with_targets.records == rows).all()


def test_a_shot_and_a_still_show_the_record_that_they_name(trained):
    every, trace = trained
    for number in numbers_of(trace)[[0, -1]].tolist():
        shot = Shot(epochs=(EPOCH, EPOCH), records=(number,), phases=("input",))
        show = Show(trace, Storyboard(shots=(shot,)))
        told = show.moment_at(0.5)
        asked = moment_asked_for(
            show.outline, epoch=EPOCH, phase=Phase.INPUT, layer=None, record=number
        )
        assert told.record == asked.record
        shown = show.step(EPOCH).activations[0][told.record]
        assert (shown == every.inputs[number - 1]).all()
        assert any(f"record {number} of 30" in text for text in texts_at(show, told))


def test_a_record_that_was_not_recorded_names_those_that_were(trained):
    _, trace = trained
    there = numbers_of(trace).tolist()
    missing = next((n for n in range(1, 31) if n not in there), None)
    if missing is None:
        return
    board = Storyboard(shots=(Shot(epochs=(EPOCH, EPOCH), records=(missing,)),))
    with pytest.raises(SceneError) as refused:
        Show(trace, board)
    said = str(refused.value)
    assert said.startswith(f"shot 1: records: record {missing} was not recorded")
    assert [int(n) for n in re.findall(r"\d+", said.partition("; ")[2])][: len(there)] == sorted(
        there
    )
    assert f"recording = {{ records = [{missing}] }}" in said
    outline = Show(trace, Storyboard(shots=(Shot(),))).outline
    with pytest.raises(UsageError, match=f"--record {missing}: record {missing} was not recorded"):
        moment_asked_for(outline, epoch=EPOCH, phase=Phase.INPUT, layer=None, record=missing)


@pytest.mark.parametrize("number", [31, 10**30])
def test_a_record_that_there_is_not_names_how_many_there_are(trained, number):
    board = Storyboard(shots=(Shot(records=(number,)),))
    with pytest.raises(SceneError, match=rf"record {number} does not exist; .* records 1 to 30"):
        Show(trained[1], board)


def test_a_lapse_cannot_follow_a_record_through_batches_of_others(trained):
    _, trace = trained
    number = int(numbers_of(trace)[0])
    board = Storyboard(shots=(Shot(tell="lapse", epochs=(1, EPOCH), records=(number,)),))
    if not trace.batches_vary:
        assert Show(trace, board).moment_at(0).record == 0
        return
    with pytest.raises(SceneError, match=r"shot 1: records: .*hold other records.*recording"):
        Show(trace, board)


def test_the_scrubber_and_the_table_call_a_record_the_same(trained):
    _, trace = trained
    outline = Show(trace, Storyboard(shots=(Shot(epochs=(EPOCH, EPOCH)),))).outline
    numbers = [outline.number_of(row) for row in range(outline.n_records)]
    assert numbers == (
        [None] * outline.n_records if trace.batches_vary else numbers_of(trace).tolist()
    )


def test_batches_without_the_names_of_their_records_have_no_picture(tmp_path):
    tensors = (
        "activations",
        "preactivations",
        "derivatives",
        "activation_deltas",
        "deltas",
        "weights",
    )
    wanted = Recording(records="all", tensors=(*tensors, "updates"))
    path = tmp_path / "a.nntrace"
    record(Experiment(batch_size=2, epochs=2, recording=wanted), path)
    with open_trace(path) as trace, pytest.raises(TraceError, match="holds no records"):
        Show(trace, Storyboard(shots=(Shot(),)))


def test_kinds_that_vary_are_those_that_say_so(trained, request):
    _, trace = trained
    kind = request.node.callspec.params["trained"]
    assert trace.batches_vary == (kind in VARYING)
    assert np.array_equal(trace.record_numbers[trace.rows(epoch=1)], numbers_of(trace)) != (
        kind in VARYING
    )
