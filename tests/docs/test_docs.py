"""The documentation names what there is: no key of a scene is missing, and none is made up."""

import re
from dataclasses import fields
from typing import get_args

import pytest

from nnviz.learning.activations import ACTIVATIONS
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment
from nnviz.learning.features import FEATURES
from nnviz.learning.initializers import INITIALIZATIONS
from nnviz.learning.losses import LOSSES
from nnviz.learning.optimizers import OPTIMIZERS
from nnviz.learning.recording import Recording
from nnviz.learning.schedules import SCHEDULES
from nnviz.learning.sources import SOURCES
from nnviz.scene import SceneVariant
from nnviz.scene.json_schema import scene_schema
from nnviz.scene.keys import key_of
from nnviz.stage.panels import NAMES, PANELS
from nnviz.stage.panels.panel import Place
from nnviz.story.storyboard import PhaseName, Preset, Shot, Telling
from tests.repository import DOCS

SCENES = (DOCS / "scenes.md").read_text(encoding="utf-8")


def section(title):
    return SCENES.split(f"## {title}\n")[1].split("\n## ")[0]


def keys(text):
    """Return the names in the first column of the tables."""
    rows = re.findall(r"^\| (`.*?) \|", text, flags=re.MULTILINE)
    return {name for row in rows for name in re.findall(r"\w+", re.sub(r"\bor\b", "", row))}


def test_every_key_of_a_shot_is_explained_and_no_other():
    assert keys(section("A shot")) == {field.name for field in fields(Shot)}


def test_every_key_of_the_file_is_explained_and_no_other():
    assert keys(section("The file")) == set(scene_schema()["properties"])


def test_every_key_of_the_experiment_is_explained():
    table, _, _ = section("The experiment").partition("\nA variant")
    assert keys(table) == {field.name for field in fields(Experiment) if field.init}


@pytest.mark.parametrize(("title", "kind"), [("The data", Data), ("The recording", Recording)])
def test_every_key_of_data_and_recording_is_explained_and_no_other(title, kind):
    assert keys(section(title)) == {key_of(field.name) for field in fields(kind) if field.init}


@pytest.mark.parametrize(
    "names",
    [get_args(kind) for kind in (Telling, PhaseName, Preset)]
    + [NAMES, SOURCES, FEATURES, ACTIVATIONS, LOSSES, OPTIMIZERS, SCHEDULES, INITIALIZATIONS],
)
def test_every_choice_is_named(names):
    assert [name for name in names if not re.search(rf'[`"]{name}["`]', SCENES)] == []


def test_every_panel_is_named_at_its_place():
    for place in Place:
        row = re.search(rf"^\| {place.value} \| (.*) \|$", SCENES, flags=re.MULTILINE)
        there = {panel.name for panel in PANELS if panel.place is place}
        assert row and set(re.findall(r"`(\w+)`", row[1])) == there, place.value


def test_every_field_of_a_variant_is_named():
    assert all(f"`{field.name}`" in SCENES for field in fields(SceneVariant))


def test_every_picture_of_the_gallery_is_there_and_none_is_left_over():
    named = set(re.findall(r"\(gallery/(.*?)\)", (DOCS / "gallery.md").read_text(encoding="utf-8")))
    assert named == {path.name for path in (DOCS / "gallery").iterdir()}
    assert named
