"""What a new panel takes: its file and its entry in the table; no other module knows of it."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import nnviz
from nnviz.stage.panels import NAMES

ROOT = Path(nnviz.__file__).parent
ROOMS = ("picture", "render", "scene", "stage", "story", "viewer")

# A panel that is nowhere but here, put into the table before anything else is loaded.
NEW = """
import json, sys
from pathlib import Path
from nnviz.stage import panels
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked

def add(builder, setting, instant, region):
    builder.labels(["counted"], [region.left, region.bottom], setting.palette.text, height=0.03)

def add_below(builder, setting, row):
    builder.labels(["counted below"], [0.5, 0.7], setting.palette.text, height=0.03)

NEW = Panel(
    name="census",
    menu="Ce&nsus",
    place=Place.LOWER_RIGHT,
    tellings=ALONE | {"compare"},
    unasked=unasked("introduce"),
    add=add,
    add_below=add_below,
    missing=lambda setting, tell: "a census" if tell == "initialise" else "",
    needs_room=True,
    largest_unit=0.05,
)
panels.PANELS = (*panels.PANELS, NEW)
panels.NAMES = (*panels.NAMES, NEW.name)

from nnviz import load_scene, open_show
from nnviz.errors import NnvizError
from nnviz.scene.json_schema import scene_schema
from nnviz.stage.panels.choice import DEFAULTS
from nnviz.viewer.view_settings import NAMES

folder = Path(sys.argv[1])

def scene(shot):
    path = folder / "scene.toml"
    path.write_text("[experiment]\\nepochs = 2\\n[[shots]]\\n" + shot)
    return path

def told(shot):
    with open_show(scene(shot)) as show:
        return "|".join(show.frame_at(show.duration_seconds / 2).labels.text)

def refused(shot):
    try:
        told(shot)
    except NnvizError as error:
        return str(error)

def distance(shot):
    with open_show(scene(shot)) as show:
        return float(abs(show.frame_at(0).camera.eye).max())

print(json.dumps({
    "schema": json.dumps(scene_schema()["$defs"]["Shot"]["properties"]["panels"]),
    "unasked": ["census" in each["introduce"] for each in DEFAULTS.values()],
    "can be hidden": "census" in NAMES,
    "alone": told('tell = "lapse"\\nepochs = [1, 2]\\npanels = ["census"]'),
    "introduced": told('tell = "introduce"'),
    "in a row": told('tell = "compare"\\nepochs = [1, 2]\\npanels = ["census"]'),
    "same place": refused('panels = ["census", "slope"]'),
    "same place in a row": refused(
        'tell = "compare"\\nepochs = [1, 2]\\npanels = ["census", "records"]'
    ),
    "elsewhere": refused('tell = "race"\\nepochs = [1, 2]\\npanels = ["census"]'),
    "lacking": refused('tell = "initialise"\\npanels = ["census"]'),
    "distances": [
        distance('tell = "introduce"\\npanels = [' + panel + "]") for panel in ('"census"', "")
    ],
}))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new_panel")
    done = subprocess.run(
        [sys.executable, "-c", NEW, folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_panel_can_be_asked_for_and_is_there_unasked(found):
    assert '"census"' in found["schema"]
    assert found["unasked"] == [True, True, True]
    assert found["can be hidden"]


def test_a_new_panel_is_drawn_beside_one_network_and_in_a_row(found):
    assert "counted" in found["alone"].split("|")
    assert "counted" in found["introduced"].split("|")
    assert "counted below" in found["in a row"].split("|")


def test_a_new_panel_is_refused_where_it_cannot_be(found):
    assert '"slope" and "census" stand at the same place' in found["same place"]
    assert '"records" and "census" stand at the same place' in found["same place in a row"]
    assert '"census" has nothing to show in a shot that tells "race"' in found["elsewhere"]
    assert '"census" needs a census; leave it out' in found["lacking"]


def test_the_stage_keeps_as_far_away_as_a_new_panel_needs(found):
    with_it, without = found["distances"]
    assert with_it > without


def constants(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]


def test_no_module_but_its_own_knows_a_panel_by_its_name():
    # These are words of the picture, of the inspector, of traces and of data, too.
    asked = set(NAMES) - {"slope", "records", "plane"}
    where = [
        (value, path.stem)
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for value in constants(path)
        if value in asked
    ]
    assert sorted(value for value, _ in where) == sorted(asked)
    assert {path for _, path in where} <= {
        path.stem for path in (ROOT / "stage" / "panels").glob("*.py")
    }
