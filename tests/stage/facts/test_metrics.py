import numpy as np
import pytest

from nnviz.errors import SceneError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.stage.facts.metrics import metric_curves
from nnviz.stage.show import Show
from nnviz.stage.wording import ENGLISH
from nnviz.story.moment import Moment, Phase
from nnviz.story.storyboard import Shot, Storyboard, default_storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

DIGITS = Experiment(
    data=Data(name="digits", records=80, held_out=0.25),
    layers=(Layer(units=10, activation="softmax", bias=True),),
    loss="categorical_cross_entropy",
    batch_size=20,
    epochs=6,
)


@pytest.fixture(scope="module")
def digits(tmp_path_factory):
    path = tmp_path_factory.mktemp("measured") / "digits.nntrace"
    record(DIGITS, path)
    with open_trace(path) as opened:
        yield opened


@pytest.mark.parametrize("quantity", ["loss", "accuracy"])
def test_the_curves_are_the_recorded_measures_of_all_records(digits, quantity):
    training, held_out = metric_curves(digits, quantity, ENGLISH)
    assert np.array_equal(training.values, digits.series(f"training_{quantity}"))
    assert np.array_equal(held_out.values, digits.series(f"held_out_{quantity}"))
    assert (training.title, held_out.title) == ("training", "held out")


def test_an_error_of_a_batch_is_called_so(digits):
    show = Show(digits, default_storyboard(6))
    texts = show.frame_of(Moment(phase=Phase.EPOCH, epoch=3)).labels.text
    assert "mean error, last batch of 20" in texts
    assert not any(text.startswith("mean error, 60") for text in texts)


def test_a_training_with_dropout_says_that_its_own_measures_are_with_it(tmp_path):
    silenced = (Layer(units=4, dropout=0.5), Layer(units=1))
    record(Experiment(layers=silenced, epochs=3), tmp_path / "run.nntrace")
    with open_trace(tmp_path / "run.nntrace") as trace:
        (training,) = metric_curves(trace, "loss", ENGLISH)
        show = Show(trace, default_storyboard(3))
        assert training.title == "training, with dropout"
        assert show.setting.error_curve.title == "mean error, 4 records, with dropout"


def test_without_batches_the_loss_is_that_of_the_steps(trace):
    (loss,) = metric_curves(trace, "loss", ENGLISH)
    assert np.array_equal(loss.values, trace.series("loss") / 4)
    assert metric_curves(trace, "accuracy", ENGLISH) == ()


def test_a_classifier_s_lapse_shows_loss_and_accuracy_and_says_which_line_is_which(digits):
    show = Show(digits, default_storyboard(6))
    frame = show.frame_of(Moment(epoch=4, phase=Phase.EPOCH))
    assert {"Mean loss per record", "Accuracy", "training", "held out"} <= set(frame.labels.text)


def test_the_headline_tells_the_accuracy_on_what_is_held_out(digits):
    show = Show(digits, default_storyboard(6))
    texts = show.frame_of(Moment(epoch=4, phase=Phase.EPOCH)).labels.text
    value = digits.at("held_out_accuracy", epoch=4)
    assert f"{float(value):.1%}" in texts
    assert "accuracy, held out" in texts
    early = show.frame_of(Moment(epoch=4, phase=Phase.FORWARD, layer=1)).labels.text
    assert "accuracy, held out" not in early


def test_where_nothing_is_classified_there_is_no_accuracy(trace):
    with pytest.raises(SceneError, match='shot 1: panels: "accuracy_curve" needs outputs'):
        Show(trace, Storyboard(shots=(Shot(panels=("accuracy_curve",)),)))
    texts = Show(trace, default_storyboard(60)).frame_of(Moment(epoch=4, phase=Phase.EPOCH)).labels
    assert not any("accuracy" in text for text in texts.text)
