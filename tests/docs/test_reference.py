"""What the documentation takes from the program is written anew by one command."""

import importlib.util

from tests.repository import DOCS


def test_the_schema_and_the_table_are_written_as_they_are_kept(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    make_reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_reference)
    kept = (DOCS / "trace.md").read_text(encoding="utf-8")
    spoiled = kept.replace("| name | for | axes |", "| name | for | former |")
    assert spoiled != kept
    (tmp_path / "trace.md").write_text(spoiled, encoding="utf-8")
    monkeypatch.setattr(make_reference, "DOCS", tmp_path)
    make_reference.main()
    for name in ("trace.md", "scene.schema.json"):
        assert (tmp_path / name).read_bytes() == (DOCS / name).read_bytes()
