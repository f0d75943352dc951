"""What the program says of itself."""

from importlib.metadata import version

from nnviz.viewer.about import about_text


def test_it_names_version_licence_and_libraries(qapp):
    text = about_text()
    for fact in (f"nnviz {version('nnviz')}", "GPL-3.0", f"numpy {version('numpy')}"):
        assert fact in text
