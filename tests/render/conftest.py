import pytest

from nnviz.render.canvas import Canvas

from .frames import SIZE


@pytest.fixture(scope="module")
def canvas():
    with Canvas(SIZE) as opened:
        yield opened
