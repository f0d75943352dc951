"""The bar: how a time is written."""

import pytest

from nnviz.viewer.transport_bar import clock_time


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0, "0:00.0"), (9.96, "0:10.0"), (49.99999, "0:50.0"), (83.4, "1:23.4"), (3600, "60:00.0")],
)
def test_a_time_is_written_as_a_clock_shows_it(seconds, text):
    assert clock_time(seconds) == text
