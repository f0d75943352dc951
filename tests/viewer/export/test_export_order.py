from pathlib import Path

import pytest

from nnviz.film.frame_rate import parse_frame_rate
from nnviz.viewer.export.orders import FilmOrder


@pytest.mark.parametrize(("fps", "said"), [(30, "30"), (23.976, "23.976"), (119.88, "119.88")])
def test_a_pace_is_said_as_people_type_it(fps, said):
    command = FilmOrder(
        source=Path("a.toml"), film=Path("a.mp4"), quality="draft", fps=fps
    ).command()
    assert command[command.index("--fps") + 1] == said
    assert parse_frame_rate(said) == parse_frame_rate(fps)
