"""The scenes of the page on data are scenes: each is read and trained, with the files it shows."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from nnviz.learning.tables.suggestion import suggested
from nnviz.scene import load_scene
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

PAGE = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
(BIRDS,) = re.findall(r"^```csv\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "birds.csv").write_text(BIRDS)
    (tmp_path / "messung.csv").write_bytes(
        "1,5;grün;2,5\n2,5;gelb;3,5\n4;grün;5\n".encode("cp1252")
    )
    return tmp_path


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_trains(text, folder):
    (folder / "lesson.toml").write_text(text)
    experiment = replace(load_scene(folder / "lesson.toml").experiment, epochs=3)
    record(experiment, folder / "lesson.nntrace")
    with open_trace(folder / "lesson.nntrace") as trace:
        assert trace.dataset.input_names
        losses = trace.series("loss")
        assert losses[-1] < losses[0]


def test_the_file_of_the_page_is_understood(folder):
    found = suggested(folder / "birds.csv").data
    assert (found.classify, found.missing, found.scale) == (True, "mean", "standard")
    assert found.dataset.input_names == ("mass (g)", "wing (mm)", "sex: male")
