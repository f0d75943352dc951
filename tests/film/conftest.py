"""What the tests of films share."""

import pytest

from .grey import GreyCanvas


@pytest.fixture
def canvas(monkeypatch):
    """Return the canvas that is used in place of the real one; `drawn` counts from 0."""

    class Canvas(GreyCanvas):
        drawn = 0

    monkeypatch.setattr("nnviz.film.film.Canvas", Canvas)
    return Canvas
