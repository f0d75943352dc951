"""The public surface: exactly these names, and nothing heavy is loaded for them."""

import json
import subprocess
import sys

import pytest

import nnviz

NAMES = [
    "Data",
    "Dataset",
    "Experiment",
    "Initialization",
    "Layer",
    "NetworkDescription",
    "NnvizError",
    "OptimizerSettings",
    "Recording",
    "Regularization",
    "Scene",
    "Schedule",
    "Shot",
    "Show",
    "Storyboard",
    "Trace",
    "TrainingDescription",
    "Variant",
    "check_gradients",
    "export_npz",
    "load_scene",
    "open_show",
    "open_trace",
    "own",
    "record",
    "recording",
    "render_film",
    "render_still",
]
HEAVY = {"vispy", "PyQt6", "imageio", "imageio_ffmpeg", "pydantic", "OpenGL", "typer", "rich"}


def loaded_by(program):
    program += "; import json, sys; print(json.dumps(sorted(sys.modules)))"
    output = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return set(json.loads(output.stdout))


def test_the_public_names_are_these():
    assert sorted(nnviz.__all__) == NAMES
    assert dir(nnviz) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_leads_somewhere_and_is_documented(name):
    assert getattr(nnviz, name).__doc__


def test_another_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'Layers'"):
        nnviz.Layers  # noqa: B018 (looking is the test)


def test_importing_nnviz_loads_nothing_heavy():
    assert not loaded_by("import nnviz") & HEAVY


def test_recording_and_reading_load_nothing_heavy():
    loaded = loaded_by("from nnviz import Experiment, Layer, export_npz, open_trace, record")
    assert "numpy" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize(
    ("former", "name"), [("Rival", "Variant"), ("Optimization", "OptimizerSettings")]
)
def test_a_former_name_still_leads_to_what_it_named_and_says_so(former, name):
    with pytest.warns(DeprecationWarning, match=f"nnviz.{former} is called nnviz.{name}"):
        assert getattr(nnviz, former) is getattr(nnviz, name)
