"""Shapes of pictures that nothing can be drawn well in are refused wherever a size is asked."""

import pytest
from typer.testing import CliRunner

from nnviz.cli.app import app
from nnviz.errors import UsageError
from nnviz.film.film import render_film
from nnviz.film.still import render_still
from nnviz.learning.experiment import Experiment
from nnviz.opening import open_show
from nnviz.picture.regions import require_shape
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace

NARROW, WIDE = ["540x1000", "200x720"], ["4000x1000"]
POSSIBLE = [
    "1080x1920",
    "540x960",
    "720x720",
    "640x513",
    "640x480",
    "854x480",
    "1280x720",
    "1366x768",
    "2048x1536",
    "2560x1080",
    "3840x1600",
]
SAID = r"too {fault} for network and panels; choose a shape from 9:16 to 12:5"


def aspect(size):
    width, height = map(int, size.split("x"))
    return width / height


@pytest.mark.parametrize("size", POSSIBLE)
def test_what_projectors_and_films_have_is_possible(size):
    require_shape(aspect(size))


@pytest.mark.parametrize("command", ["render", "still"])
@pytest.mark.parametrize("size", NARROW + WIDE)
def test_a_command_refuses_other_shapes_with_those_that_can_be_had(command, size, tmp_path):
    scene = tmp_path / "lesson.toml"
    scene.write_text("[experiment]\nepochs = 2\n")
    name = "x.png" if command == "still" else "x.mp4"
    result = CliRunner().invoke(
        app, [command, str(scene), "--size", size, "-o", str(tmp_path / name)]
    )
    assert result.exit_code == 2
    said = " ".join(result.output.replace("│", " ").split())
    assert f"{size}: a picture that is" in said
    assert "choose a shape from 9:16 to 12:5" in said
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("size", [(540, 1000), (4000, 1000)])
def test_python_refuses_them_likewise(size, tmp_path):
    scene = tmp_path / "lesson.toml"
    scene.write_text("[experiment]\nepochs = 2\n")
    fault = SAID.format(fault="wide" if size[0] > size[1] else "narrow")
    with pytest.raises(UsageError, match=fault), open_show(scene, aspect=size[0] / size[1]):
        raise AssertionError("it was opened")
    record(Experiment(epochs=2), tmp_path / "t.nntrace")
    with open_trace(tmp_path / "t.nntrace") as trace:
        story = Storyboard(shots=(Shot(),))
        with pytest.raises(UsageError, match=fault):
            Show(trace, story, aspect=size[0] / size[1])
        show = Show(trace, story)
        with pytest.raises(UsageError, match=fault):
            render_film(show, tmp_path / "x.mp4", size=size)
        with pytest.raises(UsageError, match=fault):
            render_still(show.frame_at(1.0), tmp_path / "x.png", size=size)
