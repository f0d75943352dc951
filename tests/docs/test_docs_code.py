"""The programs in the documentation run as they stand, and print what they say that they print."""

import ast
import re

import pytest

from tests.repository import ROOT

PAGES = [
    path
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
    if "```python" in path.read_text(encoding="utf-8")
]


def blocks(page):
    return re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_programs_of_a_page_run_from_top_to_bottom(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "page"}
    for block in blocks(page):
        exec(compile(block, page.name, "exec"), names)
        printed = capsys.readouterr().out
        for promise in re.findall(r"# → (.*)", block):
            parts = [part.strip() for part in promise.split("…")]
            assert all(part in printed for part in parts), (promise, printed)
        for name, shape in re.findall(r"^ *(\w+) = .*# (\([\d, ]*\))", block, re.MULTILINE):
            assert names[name].shape == ast.literal_eval(shape), name


def test_the_page_for_programs_names_all_of_the_public_interface():
    import nnviz

    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    unnamed = [name for name in nnviz.__all__ if not re.search(rf"\b{name}\b", text)]
    assert unnamed == []
