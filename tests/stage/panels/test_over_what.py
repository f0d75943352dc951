"""What a number is over stands beside it, and is that."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.network import Network
from nnviz.learning.recording import Recording
from nnviz.learning.regularization import Regularization
from nnviz.stage.facts.step_arrays import step_arrays
from nnviz.stage.panels.records import records_taking_part
from nnviz.stage.setting import Variant, setting_for
from nnviz.stage.show import Show
from nnviz.stage.worked.calculation import calculation
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

POINTS = Experiment(
    data=Data(name="circle", records=60, held_out=0.2),
    layers=(Layer(units=3, activation="tanh", bias=True), Layer(units=1, activation="tanh")),
    learning_rate=0.02,
    epochs=4,
)
BATCHES = replace(POINTS, batch_size=10)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder, traces = tmp_path_factory.mktemp("over"), {}

    def open_one(experiment):
        if experiment not in traces:
            path = folder / f"{len(traces)}.nntrace"
            record(experiment, path)
            traces[experiment] = open_trace(path)
        return traces[experiment]

    yield open_one
    for trace in traces.values():
        trace.close()


def setting_of(trace, language="en"):
    return setting_for(trace, aspect=16 / 9, language=language, theme="dark")


def half_squares(trace, records, epoch):
    """Return the mean over records of half the squared error, without dropout or penalty."""
    weights = {k: trace.at(f"weights/{k}", epoch=epoch) for k in range(2)}
    biases = {0: trace.at("biases/0", epoch=epoch)}
    network = Network(trace.experiment.network)
    _, outputs = network.predict(records.inputs, weights=weights, biases=biases)
    return np.mean(0.5 * np.sum((records.targets - outputs) ** 2, axis=1))


@pytest.mark.parametrize(
    "experiment",
    [POINTS, BATCHES, replace(BATCHES, regularization=Regularization(l2=0.1))],
    ids=["full", "batches", "penalty"],
)
def test_losses_on_one_axis_are_means_over_their_records(opened, experiment):
    trace, data = opened(experiment), experiment.dataset
    curves = setting_of(trace).losses
    for curve, records in zip(curves, (data, data.held_out), strict=True):
        for index, epoch in enumerate(trace.epochs):
            expected = half_squares(trace, records, int(epoch))
            assert curve.values[index] == pytest.approx(expected, rel=1e-12)


def test_a_mean_loss_is_what_was_recorded(opened):
    trace = opened(replace(BATCHES, loss="mean_squared_error"))
    training, held_out = setting_of(trace).losses
    assert np.array_equal(training.values, trace.series("training_loss"))
    assert np.array_equal(held_out.values, trace.series("held_out_loss"))


@pytest.mark.parametrize(
    ("language", "title", "priced"),
    [
        ("en", "mean loss per record", "mean data loss per record"),
        ("ja", "1件あたりの平均損失", "1件あたりの平均データ損失"),
    ],
)
def test_the_panel_says_that_losses_are_per_record(opened, language, title, priced):
    priced_trace = opened(replace(BATCHES, regularization=Regularization(l2=0.1)))
    for trace, expected in ((opened(BATCHES), title), (priced_trace, priced)):
        shot = Shot(tell="lapse", epochs=(1, 4), panels=("loss_curve",))
        show = Show(trace, Storyboard(shots=(shot,)), language=language)
        texts = show.frame_at(show.duration_seconds - 0.1).labels.text
        assert expected[:1].upper() + expected[1:] in texts
        assert {curve.title for curve in show.setting.losses} <= set(texts)


@pytest.mark.parametrize("size", [1, 10])
def test_of_a_training_by_batches_the_curve_is_the_loss_of_all_records(opened, size):
    trace = opened(replace(BATCHES, batch_size=size))
    setting = setting_of(trace)
    assert setting.error_curve.title == "mean loss, 48 records"
    assert np.array_equal(setting.error_curve.values, trace.series("training_loss") / 48)
    assert np.array_equal(setting.survey.watched, setting.error_curve.values)
    show = Show(trace, default_storyboard(4))
    texts = show.frame_of(Moment(phase=Phase.EPOCH, epoch=3)).labels.text
    assert "Mean loss, 48 records" in texts
    assert f"mean error, last batch of {size}" in texts


def test_online_learning_that_learns_has_a_curve_that_falls(opened):
    """Of the last record of each epoch it is a band that says nothing."""
    trace = opened(Experiment(batch_size=1, epochs=600, learning_rate=1.0))
    curve = setting_of(trace).error_curve.values
    assert curve[-1] < curve[0] / 2
    later = curve[300:]
    assert (np.diff(later) < 0).mean() > 0.9
    assert (np.diff(trace.series("mean_absolute_error")[300:]) < 0).mean() < 0.9


def test_trainings_side_by_side_are_watched_by_the_same_measure(opened):
    traces = [opened(POINTS), opened(BATCHES)]
    variants = tuple(Variant(name=f"{n}", trace=trace) for n, trace in enumerate(traces))
    show = Show(traces[0], default_storyboard(4), variants=variants)
    full, batches = show.setting.variants
    assert full.curve.title == batches.curve.title == "mean loss, 48 records"
    assert np.array_equal(full.curve.values, traces[0].series("loss") / 48)
    other = opened(replace(BATCHES, loss="mean_squared_error"))
    variants = (variants[0], Variant(name="other", trace=other))
    variants = Show(traces[0], default_storyboard(4), variants=variants).setting.variants
    assert [variant.curve.title for variant in variants] == [
        "mean error, 48 records",
        "mean error, last batch of 10",
    ]


def texts_of(show, phase, **where):
    return show.frame_of(Moment(epoch=2, phase=phase, **where)).labels.text


def test_the_mean_of_a_batch_says_how_many_records_it_is_over(opened):
    show = Show(opened(BATCHES), default_storyboard(4))
    assert show.setting.n_records == 16
    texts = texts_of(show, Phase.MEAN, layer=2)
    assert "mean error over the last batch: 10 records" in texts
    assert "batch of 10" in texts
    assert not any("16 records" in text for text in texts)


def test_sixteen_shown_records_are_not_a_batch_of_sixteen(opened):
    trace = opened(replace(BATCHES, batch_size=16))
    setting = setting_of(trace)
    assert setting.n_records == 16
    assert not setting.holds_whole_steps
    worked = calculation(setting, step_arrays(trace, 2), Moment(epoch=2, phase=Phase.MEAN, layer=2))
    assert [line.left for line in worked.lines] == ["batch of 16"]


def test_a_batch_of_all_records_has_them_in_the_order_in_which_they_were_dealt(opened):
    trace = opened(Experiment(batch_size=4, epochs=3, recording=Recording(records="all")))
    for epoch in (1, 2, 3):
        step = step_arrays(trace, epoch)
        assert np.array_equal(step.activations[0], trace.dataset.inputs[step.records])
        assert np.mean(np.abs(step.differences)) == pytest.approx(step.mean_absolute_error)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_deltas_of_shown_records_say_by_what_they_are_divided(opened, language):
    experiment = replace(
        BATCHES,
        layers=(Layer(units=3, activation="tanh", bias=True), Layer(units=1)),
        data=replace(BATCHES.data, labels=(0.0, 1.0)),
        loss="binary_cross_entropy",
    )
    show = Show(opened(experiment), default_storyboard(4), language=language)
    said = {"en": "deltas over 16 records, in training 10", "ja": "16件の平均（学習では10件）"}[
        language
    ]
    texts = texts_of(show, Phase.BACKWARD, layer=2)
    assert any(said in text for text in texts)
    assert show.setting.wording.as_a_batch.format(shown=16, learned=10) in texts
    assert not any(said in text for text in texts_of(show, Phase.FORWARD, layer=2))


@pytest.mark.parametrize(
    "experiment",
    [BATCHES, replace(BATCHES, batch_size=16, loss="mean_squared_error"), POINTS],
    ids=["a sum", "as many", "no batches"],
)
def test_where_deltas_are_those_of_training_nothing_is_said(opened, experiment):
    show = Show(opened(experiment), default_storyboard(4))
    assert not show.setting.divides_by_shown
    assert not any("in training" in text for text in texts_of(show, Phase.BACKWARD, layer=2))


@pytest.mark.parametrize("batch", [None, 2])
def test_an_error_with_silent_nodes_is_called_so(opened, batch):
    layers = (Layer(units=4, dropout=0.5), Layer(units=1))
    trace = opened(Experiment(layers=layers, epochs=3, batch_size=batch))
    for language, said in (("en", "with dropout"), ("ja", "ドロップアウト中")):
        show = Show(trace, default_storyboard(3), language=language)
        assert said in show.setting.error_name
        texts = texts_of(show, Phase.MEAN, layer=2)
        assert show.setting.error_name in texts
        assert any(said in text for text in texts if text != show.setting.error_name)


def test_an_accuracy_says_what_it_is_over(opened):
    layers = (Layer(units=4, dropout=0.5), Layer(units=1))
    silent = Experiment(layers=layers, loss="binary_cross_entropy", epochs=3)
    for experiment, said in (
        (silent, "accuracy, training, with dropout"),
        (replace(silent, batch_size=2), "accuracy, training"),
    ):
        show = Show(opened(experiment), default_storyboard(3))
        assert said in texts_of(show, Phase.EPOCH)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("tell", ["race", "compare"])
def test_of_networks_in_a_row_it_is_said_once_over_what_their_means_are(opened, tell, language):
    trace = opened(POINTS)
    variants = tuple(Variant(name=name, trace=trace) for name in ("one", "two"))
    over = {"en": "mean error, 48 records", "ja": "平均誤差（48件）"}[language]
    for panels in (("headline",), ("headline", "error_curve")):
        if tell == "compare" and "error_curve" in panels:
            continue
        shot = Shot(tell=tell, epochs=(1, 4), panels=panels)
        show = Show(trace, Storyboard(shots=(shot,)), variants=variants, language=language)
        texts = show.frame_at(show.duration_seconds - 0.1).labels.text
        assert sum(over in text[:1].lower() + text[1:] for text in texts) == 1, texts


def test_rows_are_marked_only_where_the_step_learned_from_what_is_shown(opened):
    every = Recording(records="all")
    known = (POINTS, range(48)), (replace(BATCHES, recording=every), range(10)), (BATCHES, [])
    for experiment, expected in known:
        setting = setting_of(opened(experiment))
        for phase in (Phase.MEAN, Phase.UPDATE):
            moment = Moment(epoch=2, phase=phase, layer=1)
            assert list(records_taking_part(setting, moment)) == list(expected)


@pytest.mark.parametrize("experiment", [POINTS, BATCHES], ids=["all", "some recorded"])
def test_the_table_leaves_out_of_the_records_that_the_headline_counts(opened, experiment):
    show = Show(opened(experiment), default_storyboard(4))
    texts = texts_of(show, Phase.FORWARD, layer=1)
    assert any("record 1 of 48" in text for text in texts)
    assert any("not shown: 44 records" in text for text in texts)
