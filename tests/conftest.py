"""What every test may use, and what must be settled before any of them."""

from nnviz.viewer.display import prefer_egl


def pytest_configure():
    """Windows and pictures without a window share this process."""
    prefer_egl()
