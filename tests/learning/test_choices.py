"""Choices: each has its own settings, and refuses those of the others."""

import copy
import json
import pickle
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from nnviz import open_trace, record
from nnviz.errors import ExperimentError, SceneError
from nnviz.learning.choices import settings_of
from nnviz.learning.data import Data
from nnviz.learning.experiment import NAMED, TABLES, Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.learning.schedules import Schedule
from nnviz.learning.sources import SOURCES
from nnviz.scene import load_scene
from nnviz.trace import format as layout
from nnviz.trace.experiment_json import experiment_from_json, experiment_json

KINDS: tuple[type[Any], ...] = tuple(TABLES[name] for name in NAMED)
FOREIGN = [
    (kind, name, other, settings_of(rule)[other].default)
    for kind in KINDS
    for rule in kind.RULES.values()
    for other in settings_of(rule)
    for name in kind.RULES
    if other not in settings_of(kind.RULES[name])
]
STRANGE_DATA = {
    "records": 8,
    "noise": 0.25,
    "held_out": 0.5,
    "seed": 3,
    "features": ("x1",),
    "labels": (0.0, 1.0),
    "path": "rows.csv",
    "inputs": ("a",),
    "targets": ("b",),
    "classify": True,
    "missing": "drop",
    "scale": "range",
    "encoding": "shift_jis",
    "separator": ";",
    "decimal": ",",
    "header": False,
    "skip_lines": 1,
    "sheet": "b",
    "of": "cos(x)",
    "from_": 0.0,
    "to": 1.0,
}


@pytest.mark.parametrize(("kind", "name", "setting", "value"), sorted(set(FOREIGN), key=repr))
def test_a_setting_of_another_choice_is_refused(kind, name, setting, value):
    owner = next(each for each, rule in kind.RULES.items() if setting in settings_of(rule))
    message = rf"^{kind.FIELD}\.{setting}: .* is not possible; '{name}' has no such setting; leave"
    with pytest.raises(ExperimentError, match=message) as caught:
        kind(name=name, **{setting: value})
    assert repr(value) in str(caught.value)
    assert owner in str(caught.value).partition("choose ")[2].split(" or ")
    assert getattr(kind(name=name), setting) is None


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("setting", STRANGE_DATA)
def test_data_refuse_settings_of_others(name, setting):
    if setting not in SOURCES[name].settings:
        with pytest.raises(
            ExperimentError, match=rf"^{setting.strip('_')}: .*have no such setting; leave"
        ):
            Data(name=name, **{setting: STRANGE_DATA[setting]})


def test_every_setting_of_data_is_tried():
    assert set(STRANGE_DATA) == {each.name for each in fields(Data) if each.init} - {"name"}


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: Experiment(shuffle=False), "shuffle: False .*; without batch_size"),
        (lambda: Experiment(drop_last=False), "drop_last: False .*; without batch_size"),
        (lambda: Experiment(replacement=True), "replacement: True .*; give batch_size"),
        (lambda: Regularization(proximal=True), r"regularization\.proximal: True .*; .* give l1"),
        (lambda: Regularization(l2=1.0, proximal=True), r"regularization\.proximal: True .*l1"),
    ],
)
def test_what_would_have_no_effect_is_refused(made, message):
    with pytest.raises(ExperimentError, match=f"^{message}"):
        made()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            'optimizer = { name = "gradient_descent", momentum = 0.9 }',
            r"experiment optimizer: optimizer\.momentum: 0\.9 .* momentum or nesterov$",
        ),
        (
            'schedule = { name = "cosine", every = 100 }',
            r"experiment schedule: schedule\.every: 100 .* choose step$",
        ),
        (
            'initialization = { name = "he", deviation = 0.01 }',
            r"experiment initialization: initialization\.deviation: 0\.01 .* choose gaussian$",
        ),
        ("shuffle = false", "experiment: shuffle: False .* give batch_size$"),
        ("regularization = { proximal = true }", r"regularization\.proximal: True .*leave it out$"),
        ('data = { name = "xor", noise = 0.5 }', "experiment data: noise: 0.5 .* leave it out$"),
    ],
)
def test_a_scene_is_told_which_setting_does_not_belong(table, message, tmp_path):
    path = tmp_path / "scene.toml"
    path.write_text(f"[experiment]\n{table}\n", encoding="utf-8")
    with pytest.raises(SceneError, match=message):
        load_scene(path)


@pytest.mark.parametrize("kind", KINDS)
def test_settings_of_one_name_are_of_one_type_and_have_their_usual_value(kind):
    types: dict[str, set[Any]] = {}
    for name, rule in kind.RULES.items():
        choice = kind(name=name)
        for setting, each in settings_of(rule).items():
            types.setdefault(setting, set()).add(each.kind)
            assert getattr(choice, setting) == each.default
            each.check("field", each.default)
            assert kind(name=name, **{setting: each.default}) == choice
    assert all(len(found) == 1 for found in types.values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_choice_is_copied_sent_and_changed_like_any_dataclass(kind):
    for name in kind.RULES:
        choice = kind(name=name)
        assert pickle.loads(pickle.dumps(choice)) == copy.deepcopy(choice) == choice
        assert len({choice, kind(name=name)}) == 1
        assert replace(choice) == choice
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = choice.nothing


@pytest.mark.parametrize("rule", [rule for kind in KINDS for rule in kind.RULES.values()])
def test_every_setting_that_a_rule_states_is_one_of_its_fields(rule):
    stated = {name for each in rule.__mro__ for name in getattr(each, "__annotations__", {})}
    typed = {name for name in stated if not name.isupper()} - {"state", "t"}
    assert typed == set(settings_of(rule))
    assert all(getattr(rule(), name) == each.default for name, each in settings_of(rule).items())


def test_another_name_with_the_settings_of_this_one_is_refused():
    with pytest.raises(ExperimentError, match=r"optimizer\.epsilon: 1e-08 .*'momentum' has no"):
        replace(OptimizerSettings(name="adam"), name="momentum")


# --- recordings of before ------------------------------------------------------------------------

USED = Experiment(
    layers=(Layer(units=2, bias=True), Layer(units=1)),
    optimizer=OptimizerSettings(name="nesterov", momentum=0.5),
    schedule=Schedule(name="step", every=7),
    initialization=Initialization(name="he"),
    regularization=Regularization(l2=0.5),
    epochs=1200,
)


def older(experiment):
    """Return a description as it was once written: with the settings of all choices."""
    said = json.loads(experiment_json(experiment))
    for kind in KINDS:
        every = {n: s for rule in kind.RULES.values() for n, s in settings_of(rule).items()}
        usual = {setting: each.default for setting, each in every.items()}
        said[kind.FIELD] = usual | said[kind.FIELD]
    said["optimizer"]["epsilon"] = 0.125  # given, and not used
    said["regularization"]["proximal"] = True
    said["shuffle"] = said["drop_last"] = False
    return json.dumps(said)


def test_an_older_description_is_read_without_what_had_no_effect():
    assert experiment_from_json(older(USED), USED.dataset) == USED
    assert set(json.loads(experiment_json(USED))["optimizer"]) == {"name", "momentum"}


def test_what_no_choice_ever_had_is_not_read():
    for field, value in (("optimizer", {"name": "adam", "wings": 2}), ("schedule", {"name": {}})):
        said = json.loads(older(USED)) | {field: value}
        with pytest.raises(ValueError, match="no experiment"):
            experiment_from_json(json.dumps(said), USED.dataset)


def test_an_older_recording_opens_and_goes_on(tmp_path, monkeypatch):
    def stop(done, *_):
        if done >= 300:
            raise InterruptedError

    path, whole = tmp_path / "older.nntrace", tmp_path / "whole.nntrace"
    with monkeypatch.context() as before:
        before.setattr(layout, "experiment_json", older)
        with pytest.raises(InterruptedError):
            record(USED, path, progress=stop)
    record(USED, path, resume=True)
    record(USED, whole)
    with open_trace(path) as trace, open_trace(whole) as other:
        assert trace.experiment == USED
        assert trace.complete
        assert trace.names == other.names
        for name in trace.names:
            found = (each.between(name, first=1, last=1200) for each in (trace, other))
            assert np.array_equal(*found, equal_nan=True)
