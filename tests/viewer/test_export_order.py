from pathlib import Path

import pytest

from nnviz.film.pace import pace_of
from nnviz.viewer.export_order import FilmOrder


@pytest.mark.parametrize(("fps", "said"), [(30, "30"), (23.976, "23.976"), (119.88, "119.88")])
def test_a_pace_is_said_as_people_type_it(fps, said):
    command = FilmOrder(
        source=Path("a.toml"), film=Path("a.mp4"), quality="draft", fps=fps
    ).command()
    assert command[command.index("--fps") + 1] == said
    assert pace_of(said) == pace_of(fps)
