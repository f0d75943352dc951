"""One word, one number: the inspector calls a number what the picture calls it."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.recording import Recording
from nnviz.stage.look import AS_TOLD
from nnviz.stage.show import Show
from nnviz.stage.world.picking import PickedEdge, PickedNode
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import default_storyboard
from nnviz.trace.quantities import QUANTITIES
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from nnviz.viewer.inspector.japanese import INSPECTOR
from nnviz.viewer.inspector.picked_facts import arrays_of, calculations_of, facts_of
from nnviz.viewer.inspector.series import read_in_chunks
from nnviz.viewer.inspector.tracked_number import tracked_number
from tests.viewer.inspector.test_inspector import (
    LEFT,
    click_on,
    facts_in,
    point_at,
    shown_anew,
    spot_of,
)

EPOCH, SAMPLE = 4, 1
LOSSES = {  # and an output that it can have
    "half_squared_error": "sigmoid",
    "mean_squared_error": "sigmoid",
    "binary_cross_entropy": "sigmoid",
    "categorical_cross_entropy": "softmax",
}


def recorded(path, loss, **options):
    units = 10 if loss == "categorical_cross_entropy" else 1
    data = Data(name="digits", records=20) if units == 10 else "xor"
    layers = (Layer(units=5), Layer(units=4), Layer(units=units, activation=LOSSES[loss]))
    options = {"epochs": 8, "data": data, "layers": layers, "loss": loss} | options
    record(Experiment(**options), path)
    return path


@pytest.fixture(params=[(loss, size) for loss in LOSSES for size in (None, 2)], ids=str)
def trace(request, tmp_path):
    loss, size = request.param
    kept = Recording(records="all" if size else "auto")
    path = recorded(tmp_path / "told.nntrace", loss, batch_size=size, recording=kept)
    with open_trace(path) as opened:
        yield opened


def show_in(trace, language):
    return Show(trace, default_storyboard(8), language=language)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_error_of_an_output_is_the_one_in_the_picture(trace, language):
    show = show_in(trace, language)
    moment = Moment(epoch=EPOCH, phase=Phase.ERROR, layer=3, record=SAMPLE)
    labels = show.frame_of(moment, AS_TOLD).labels.text
    step, words = show.step(EPOCH), show.setting.wording
    for index in range(step.targets.shape[1]):
        facts = facts_of(show.setting, step, moment, PickedNode(3, index))
        (error,) = [fact for fact in facts if fact.name == words.error]
        assert error.value == (step.targets - step.activations[-1])[SAMPLE, index]
        assert words.error in labels
        said, wanted = (each[SAMPLE].argmax() for each in (step.activations[-1], step.targets))
        if index in {said, wanted}:  # of the others the picture says how many there are
            assert error.text in labels


def test_what_a_node_learns_from_has_a_name_of_its_own_everywhere(trace):
    show = show_in(trace, "en")
    moment = Moment(epoch=EPOCH, phase=Phase.EPOCH, record=SAMPLE)
    step, words = show.step(EPOCH), show.setting.wording
    for layer in (1, 2, 3):
        picked = PickedNode(layer, 0)
        facts = {fact.name: fact.value for fact in facts_of(show.setting, step, moment, picked)}
        assert (words.error in facts) == (layer == 3)
        assert facts["delta"] == trace.at(f"deltas/{layer}", epoch=EPOCH)[SAMPLE, 0]
        if layer < 3 or trace.experiment.loss != "half_squared_error":
            learns_from = trace.at(f"activation_deltas/{layer}", epoch=EPOCH)[SAMPLE, 0]
            assert facts[words.loss_slope] == learns_from
        for worked in calculations_of(show.setting, step, moment, picked):
            errors = [line.exact for line in worked.lines if line.left == words.error]
            assert not errors or (layer, errors) == (3, [facts[words.error]])


def test_every_node_of_many_is_worked_out_as_itself(tmp_path):
    layers, data = (Layer(units=2), Layer(units=10)), Data(name="digits", records=6)
    record(Experiment(data=data, layers=layers, epochs=2), tmp_path / "wide.nntrace")
    with open_trace(tmp_path / "wide.nntrace") as trace:
        show = Show(trace, default_storyboard(2))
        step, moment = show.step(2), Moment(epoch=2, phase=Phase.EPOCH)
        for index in (0, 7, 9):
            worked = calculations_of(show.setting, step, moment, PickedNode(2, index))
            (line,) = worked[1].lines
            assert line.exact == step.differences[0, index]
        assert calculations_of(show.setting, step, moment, PickedNode(0, 40)) == []
        (fact,) = facts_of(show.setting, step, moment, PickedNode(0, 40))
        assert fact.value == trace.dataset.inputs[0, 40]


def test_the_curve_is_that_of_the_record_that_it_names(tmp_path):
    kept = Recording(records="all", steps="epochs")
    options = {"epochs": 30, "batch_size": 2, "recording": kept}
    path = recorded(tmp_path / "dealt.nntrace", "half_squared_error", **options)
    with open_trace(path) as trace:
        show = Show(trace, default_storyboard(30))
        step = show.step(7)
        named = int(step.records[SAMPLE])
        outline = tracked_number(PickedNode(1, 2), SAMPLE, record=named, dealt=True)
        *_, series = read_in_chunks(trace, outline)
        expected = {
            int(epoch): float(trace.at("activations/1", epoch=int(epoch))[row, 2])
            for epoch in trace.epochs
            for row in np.flatnonzero(trace.at("records", epoch=int(epoch)) == named)
        }
    assert 2 < len(expected) < 30
    assert dict(zip(series.epochs.tolist(), series.values.tolist(), strict=True)) == expected
    assert f"record {named + 1}" in outline.title
    assert (series.scattered, series.ends) == (True, (1, 30))


def test_a_window_draws_the_named_record_of_a_batch_as_points(empty_window, qtbot, tmp_path):
    options = {"epochs": 30, "batch_size": 2, "recording": Recording(records="all")}
    window = empty_window
    window.open(recorded(tmp_path / "dealt.nntrace", "half_squared_error", **options))
    qtbot.waitUntil(lambda: window.session.shown is not None)
    with shown_anew(window, qtbot):
        window.session.player.to_epoch(7)
    click_on(window, qtbot, PickedNode(1, 2))
    panel, trace = window.inspector.panel, window.session.shown.show.trace
    record_number = int(trace.at("records", epoch=7)[window.session.shown.moment.record]) + 1
    assert f"record {record_number}" in panel.epoch_label.text()
    assert f"record {record_number}" in panel.curve_title.text()
    qtbot.waitUntil(lambda: len(panel.curve.points.data) > 0)
    assert panel.curve.curve.getData()[0] is None or not len(panel.curve.curve.getData()[0])
    panel.tabs.setCurrentWidget(panel.arrays)
    rows = ", ".join(str(int(row) + 1) for row in trace.at("records", epoch=7))
    assert panel.arrays.meaning.text().endswith(f"Its rows are the records {rows}")


def test_a_dropped_node_shows_the_factor_that_silences_it(tmp_path):
    layers = (Layer(units=16, activation="relu", dropout=0.5), Layer(units=1))
    record(Experiment(epochs=3, layers=layers), tmp_path / "dropout.nntrace")
    with open_trace(tmp_path / "dropout.nntrace") as trace:
        show = Show(trace, default_storyboard(3))
        step, moment = show.step(3), Moment(epoch=3, phase=Phase.EPOCH)
        mask = trace.at("masks/1", epoch=3)[0]
        assert set(mask.tolist()) == {0.0, 2.0}
        for index, factor in enumerate(mask):
            facts = facts_of(show.setting, step, moment, PickedNode(1, index))
            values = {fact.name: fact.value for fact in facts}
            z = values["weighted sum"]
            assert values["dropout factor"] == factor
            assert values["activation"] == max(z, 0.0) * factor
            assert values["slope × factor"] == (z > 0) * factor
        assert "masks/1" in arrays_of(PickedNode(1, 0), trace.names)


@pytest.fixture
def stepped(window, qtbot):
    """Return what lets the window show the end of a phase of the third epoch."""
    qtbot.waitUntil(lambda: window.session.shown is not None)
    window.session.player.to_epoch(3)

    def to(phase, layer=None):
        def here():
            moment = window.session.shown.moment
            return (moment.phase, moment.layer if layer is not None else None) == (phase, layer)

        with shown_anew(window, qtbot):
            training_track = window.session.player.training_track
            beats = [b for b in training_track.beats if b.moment.phase is phase]
            beat = [b for b in beats if layer is None or b.moment.layer == layer][-1]
            index = training_track.index_near(3)
            window.session.player.seek(
                training_track.join(index, beat.start_seconds + beat.seconds - 1e-5)
            )
        assert here()

    return to


NOT_YET = "not computed yet"


def card_of(window, qtbot, picked):
    point_at(window, qtbot, picked)
    return window.inspector.card.text()


def test_nothing_is_shown_before_it_is_computed(window, stepped, qtbot):
    node, output, edge = PickedNode(1, 2), PickedNode(2, 0), PickedEdge(0, 2, 3)
    seen = {}
    for phase, layer in (
        (Phase.INPUT, None),
        (Phase.FORWARD, 2),
        (Phase.ERROR, None),
        (Phase.BACKWARD, 2),
        (Phase.BACKWARD, 1),
        (Phase.UPDATE, 0),
    ):
        stepped(phase, layer)
        seen[phase, layer] = [
            card_of(window, qtbot, each).count(NOT_YET) for each in (node, output, edge)
        ]
    assert list(seen.values()) == [
        [5, 5, 2],
        [2, 2, 2],
        [2, 1, 2],
        [2, 0, 2],
        [0, 0, 2],
        [0, 0, 0],
    ]


def test_the_panel_says_so_too_and_works_out_only_what_is_known(window, stepped, qtbot):
    stepped(Phase.INPUT)
    click_on(window, qtbot, PickedNode(2, 0))
    panel = window.inspector.panel
    titles = []
    for phase, layer in ((Phase.INPUT, None), (Phase.FORWARD, 2), (Phase.BACKWARD, 2)):
        stepped(phase, layer)
        rows = [panel.work.item(row, 0).text() for row in range(panel.work.rowCount())]
        titles.append([each for each in rows if "node" in each or "=" in each])
        told = {panel.facts.item(row, 0).text(): row for row in range(panel.facts.rowCount())}
        known = panel.facts.item(told["delta"], 1).text() != ""
        assert known == (phase is Phase.BACKWARD)
        assert (facts_in(panel)["delta"] == NOT_YET) == (not known)
    assert [len(each) for each in titles] == [0, 1, 3]


def test_what_was_let_go_leaves_the_panel(window, stepped, qtbot):
    stepped(Phase.FORWARD, 2)
    click_on(window, qtbot, PickedNode(2, 0))
    panel = window.inspector.panel
    qtbot.mouseClick(window.view.native, LEFT, pos=QPoint(2, 2))
    assert (window.inspector.pinned, panel.facts.rowCount(), panel.work.rowCount()) == (None, 0, 0)
    assert (panel.epoch_label.text(), panel.curve_title.text()) == ("", "")
    assert panel.curve.series is None
    panel.tabs.setCurrentWidget(panel.arrays)
    assert panel.arrays.text.toPlainText() == ""
    qtbot.mouseMove(window.view.native, spot_of(window, PickedNode(1, 1)))
    qtbot.waitUntil(lambda: panel.facts.rowCount() > 0)
    qtbot.mouseMove(window.view.native, QPoint(2, 2))
    qtbot.waitUntil(lambda: panel.facts.rowCount() == 0)


def test_every_array_that_can_be_shown_is_explained_in_japanese():
    explained = {row.meaning for row in QUANTITIES if row.axes and row.name != "records"}
    assert len(explained) > 12
    assert explained - set(INSPECTOR) == set()
