"""The scenes in the documentation are scenes: each is read, trained and told."""

import re
from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.initializers import INITIALIZATIONS
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.learning.schedules import SCHEDULES
from nnviz.opening import open_recorded, record_scene
from nnviz.scene import load_scene
from tests.repository import DOCS

PAGE = (DOCS / "scenes.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
FLOWERS = "length,width,kind\n" + "".join(
    f"{n},{n % 3},{'rose' if n % 2 else 'iris'}\n" for n in range(12)
)


@pytest.fixture
def write(tmp_path):
    (tmp_path / "flowers.csv").write_text(FLOWERS)
    (tmp_path / "mnist").mkdir()
    for name, axes, count in (("train", 3, 64), ("train", 1, 64), ("t10k", 3, 8), ("t10k", 1, 8)):
        shape = (count, 28, 28)[:axes]
        kind = "images" if axes == 3 else "labels"
        values = np.arange(np.prod(shape), dtype=np.int64) % 10
        head = bytes([0, 0, 8, axes]) + np.array(shape, ">u4").tobytes()
        (tmp_path / "mnist" / f"{name}-{kind}-idx{axes}-ubyte").write_bytes(
            head + values.astype(np.uint8).tobytes()
        )

    def write(text):
        path = tmp_path / "lesson.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_is_read_trained_and_told(text, write, tmp_path):
    path = write(text)
    scene = load_scene(path)
    (tmp_path / "recordings").mkdir()
    recordings = record_scene(scene, tmp_path / "recordings")
    with open_recorded(path, scene, recordings) as show:
        assert show.trace.complete
        assert show.frame_at(show.duration_seconds / 2).labels.text


def fragments(names):
    """Return the tables in braces that a line of the page gives, by the name that they have."""
    found = re.findall(r"`(?:\w+ = )?(\{ name = \"(\w+)\".*?\})`", PAGE)
    return [text for text, name in found if name in names]


@pytest.mark.parametrize(
    ("field", "names"),
    [("optimizer", OPTIMIZERS), ("schedule", SCHEDULES), ("initialization", INITIALIZATIONS)],
)
def test_every_table_in_a_line_is_one_that_a_scene_may_have(field, names, write):
    assert fragments(names)
    for text in fragments(names):
        scene = load_scene(write(f"[experiment]\n{field} = {text}\n"))
        assert getattr(scene.experiment, field).name in text


def test_every_optimizer_has_the_constants_that_the_page_says(write):
    for name in OPTIMIZERS:
        (constants,) = re.findall(rf"^\| .*`{name}`.*? \| (.*) \|$", PAGE, re.MULTILINE)
        assert constants == "none" or "=" in constants
        for constant in re.findall(r"`(.*?)`", constants):
            read = load_scene(
                write(f'[experiment]\noptimizer = {{ name = "{name}", {constant} }}')
            ).experiment.optimizer
            assert read == replace(OptimizerSettings(), name=name)  # and these are the usual values
