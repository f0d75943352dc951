"""Every panel in every kind of shot is drawn, or refused with those that can be had."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from nnviz.errors import SceneError
from nnviz.learning.data import Data, own
from nnviz.learning.datasets import Dataset
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.picture.frame import same_picture
from nnviz.stage.panels import NAMES
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.judging import faults

SHOTS = {
    "nodes": Shot(detail="nodes"),
    "layers": Shot(),
    "introduce": Shot(tell="introduce"),
    "initialise": Shot(tell="initialise"),
    "lapse": Shot(tell="lapse", epochs=(1, 3)),
    "race": Shot(tell="race", epochs=(1, 3)),
    "compare": Shot(tell="compare", epochs=(1, 3)),
    "surface": Shot(tell="surface", epochs=(1, 3)),
}
INSTANTS = np.linspace(0.05, 0.95, 7)


def points(*, classes):
    random = np.random.default_rng(3)
    inputs = random.normal(size=(6, 2))
    targets = np.eye(2)[[0, 1, 0, 1, 0, 1]] if classes else random.normal(size=(6, 1))
    names = ("one", "other") if classes else ()
    return own(Dataset(name="d", inputs=inputs, targets=targets, source="t", classes=names))


def image():
    random = np.random.default_rng(4)
    dataset = Dataset(
        name="d",
        inputs=random.normal(size=(4, 16)),
        targets=np.eye(2)[[0, 1, 0, 1]],
        source="t",
        classes=("a", "b"),
        image_shape=(4, 4),
    )
    return own(dataset)


SOFTMAX = (Layer(units=3, bias=True), Layer(units=2, activation="softmax", bias=True))
KINDS = {
    "quantities": Experiment(
        epochs=3, data=points(classes=False), layers=(Layer(units=3), Layer(units=1))
    ),
    "classes": Experiment(
        epochs=3, data=points(classes=True), layers=SOFTMAX, loss="categorical_cross_entropy"
    ),
    "image": Experiment(epochs=3, data=image(), layers=SOFTMAX, loss="categorical_cross_entropy"),
    "parameters": Experiment(
        epochs=3,
        data=Data(name="bowl"),
        layers=(Layer(units=1, activation="identity"),),
        initialization=Initialization(name="given", weights=(((1.0,), (1.0,)),)),
        learning_rate=0.1,
    ),
}


@pytest.fixture(scope="module", params=KINDS, ids=str)
def recorded(request, tmp_path_factory):
    folder, experiment = tmp_path_factory.mktemp("panels"), KINDS[request.param]
    opened = []
    for number, rate in enumerate((0.1, 0.2, 0.05)):
        record(replace(experiment, learning_rate=rate), folder / f"{number}.nntrace")
        opened.append(open_trace(folder / f"{number}.nntrace"))
    yield request.param, opened
    for trace in opened:
        trace.close()


@pytest.fixture(scope="module")
def bare(recorded):
    """Return what gives the frames of a kind of shot without panels, composed once."""
    return cache(lambda kind: list(frames(recorded, SHOTS[kind], ())))


def frames(recorded, shot, chosen):
    variants = tuple(Variant(name=f"rate {n}", trace=t) for n, t in enumerate(recorded[1][1:]))
    story = Storyboard(shots=(replace(shot, panels=chosen, seconds=7.0),))
    show = Show(recorded[1][0], story, variants=variants)
    for share in INSTANTS:
        frame = show.frame_at(share * 7.0)
        assert not faults(show, frame), (shot.tell, chosen)
        yield frame


@pytest.mark.parametrize("panel", NAMES)
@pytest.mark.parametrize("kind", SHOTS)
def test_a_panel_is_drawn_or_refused(recorded, bare, kind, panel):
    shot = SHOTS[kind]
    if kind == "surface" and recorded[0] != "parameters":
        return
    try:
        with_it = list(frames(recorded, shot, (panel,)))
    except SceneError as error:
        said = str(error)
        assert said.startswith(f'shot 1: panels: "{panel}" ')
        assert "leave it out" in said
        return
    pairs = zip(with_it, bare(kind), strict=True)
    drawn = [not same_picture(one, other) for one, other in pairs]
    assert any(drawn), "it is neither drawn nor refused"


@pytest.mark.parametrize("panel", ["loss_curve", "accuracy_curve"])
def test_a_race_of_classifiers_has_curves_of_every_measure(recorded, panel):
    if recorded[0] not in {"classes", "image"}:
        return
    frame = list(frames(recorded, SHOTS["race"], (panel,)))[-1]
    assert {"rate 0", "rate 1"} <= set(frame.labels.text)
    quantity = panel.removesuffix("_curve")
    assert any(quantity in text.lower() and "training" in text for text in frame.labels.text)


def test_what_cannot_be_had_is_refused_with_what_can(trace):
    asked = Storyboard(shots=(Shot(tell="lapse", panels=("calculation",)),))
    with pytest.raises(SceneError, match=r'"calculation" has nothing to show.*"lapse".*"legend"'):
        Show(trace, asked)


def test_two_panels_below_a_row_are_refused(trace):
    asked = Storyboard(shots=(Shot(tell="compare", epochs=(1, 2), panels=("records", "plane")),))
    with pytest.raises(SceneError, match="plane"):
        Show(trace, asked)
