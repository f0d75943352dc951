"""Several networks beside each other: each is named, and of each the same is said."""

import re
from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.data import own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.wrapping import ELLIPSIS
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.stage.world.network_titles import spread_apart
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.judging import faults

DEEP = (*[Layer(units=4, bias=True)] * 10, Layer(units=1, bias=True))
FLAT = (Layer(units=4, bias=True), Layer(units=1, bias=True))
NAMES = ("ten sigmoid layers", "one sigmoid layer", "ten more layers", "zero weights")
LONG = "a very long name of a variant that goes on and on and on"


def shown(tmp_path, experiments, shot, names=()):
    opened = []
    for number, experiment in enumerate(experiments):
        record(experiment, tmp_path / f"{number}.nntrace")
        opened.append(open_trace(tmp_path / f"{number}.nntrace"))
    variants = tuple(
        Variant(name=name, trace=trace) for name, trace in zip(names, opened[1:], strict=False)
    )
    show = Show(opened[0], Storyboard(shots=(shot,)), variants=variants)
    frame = show.frame_at(show.duration_seconds * 0.9)
    assert not faults(show, frame)
    for trace in opened:
        trace.close()
    return frame


@pytest.mark.parametrize("camera", ["front", "three_quarter"])
def test_each_of_four_deep_networks_has_its_name_and_error(tmp_path, camera):
    own_training = Experiment(epochs=3)
    variants = [replace(own_training, layers=layers) for layers in (DEEP, FLAT, DEEP, FLAT)]
    race = Shot(tell="race", epochs=(1, 3), camera=camera)
    labels = shown(tmp_path, [own_training, *variants], race, NAMES).labels
    for name in NAMES:
        assert labels.text.count(name) == 2  # at the network and at the curve
    errors = [text for text in labels.text if re.search(r"error.* 0\.\d{6}$", text)]
    assert len(errors) == 4


def test_long_names_are_shortened_above_their_networks(tmp_path):
    own_training = Experiment(epochs=3)
    race = Shot(tell="race", epochs=(1, 3), camera="front")
    names = tuple(f"{i} {LONG}" for i in range(4))
    labels = shown(tmp_path, [own_training] * 5, race, names).labels
    for number in range(4):
        found = [t for t in labels.text if t.startswith(f"{number} a very")]
        assert len(found) == 2
        assert all(text.endswith(ELLIPSIS) for text in found)


@pytest.mark.parametrize("outputs", [2, 3])
@pytest.mark.parametrize("camera", ["front", "three_quarter", "close", "along", "top"])
def test_a_comparison_says_the_same_of_both(tmp_path, outputs, camera):
    targets = np.eye(outputs)[np.arange(4) % outputs]
    inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    data = own(Dataset(name="d", inputs=inputs, targets=targets, source="t"))
    layers = (Layer(units=6), Layer(units=outputs))
    experiment = Experiment(epochs=3, data=data, layers=layers)
    compare = Shot(tell="compare", epochs=(1, 3), camera=camera)
    texts = shown(tmp_path, [experiment], compare).labels.text
    for one in ("target 0", "target 1"):
        assert texts.count(one) % 2 == 0, texts
    assert sum(text.startswith("error +") for text in texts) % 2 == 0


def test_the_winning_class_has_its_label_in_a_race(tmp_path):
    random = np.random.default_rng(0)
    names = ("setosa", "versicolor", "virginica")
    data = own(
        Dataset(
            name="d",
            inputs=random.normal(size=(9, 4)),
            targets=np.eye(3)[np.arange(9) % 3],
            source="t",
            classes=names,
        )
    )
    layers = (Layer(units=5, bias=True), Layer(units=3, activation="softmax", bias=True))
    trained = Experiment(
        epochs=3, data=data, layers=layers, loss="categorical_cross_entropy", learning_rate=0.5
    )
    race = Shot(tell="race", epochs=(1, 3), camera="front", panels=("headline", "accuracy_curve"))
    texts = shown(tmp_path, [trained] * 4, race, ("one", "two", "three")).labels.text
    said = [re.fullmatch(r"(\w+): (0\.\d+)", text) for text in texts]
    best = max(float(each[2]) for each in said if each)
    assert sum(float(each[2]) == best for each in said if each) == 3


def test_stretches_keep_apart_in_their_order_and_within_their_ends():
    widths = np.array([0.3, 0.5, 0.2])
    for wanted in ([0.0, 0.1, 0.2], [0.9, -0.4, 0.5], [2.0, 2.0, 2.0]):
        begins = spread_apart(np.array(wanted), widths, 0.0, 1.2)
        order = np.argsort(begins)
        ends = (begins + widths)[order]
        assert begins.min() >= -1e-9
        assert ends[-1] <= 1.2 + 1e-9
        assert (begins[order][1:] >= ends[:-1] - 1e-9).all()
