"""The page on speed shows the kept run of the benchmarks, all of it, and nothing else."""

import importlib.util
import json

import pytest

from tests.repository import DOCS


@pytest.fixture(scope="module")
def make_speed():
    spec = importlib.util.spec_from_file_location("make_speed", DOCS / "make_speed.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def measured():
    return json.loads((DOCS / "speed.json").read_text(encoding="utf-8"))


def test_the_table_and_the_plots_are_those_of_the_kept_run(make_speed, measured):
    page = (DOCS / "speed.md").read_text(encoding="utf-8")
    assert f"{make_speed.BEGIN}{make_speed.told(measured)}{make_speed.END}" in page
    plots = {make_speed.plot_name(row): row for row in measured["rows"] if row["series"]}
    assert set(plots) == {path.name for path in DOCS.glob("speed_*.svg")}
    for name, row in plots.items():
        assert (DOCS / name).read_text(encoding="utf-8") == make_speed.plot(row)


def test_every_goal_that_is_missed_is_named_with_its_reason(measured):
    page = (DOCS / "speed.md").read_text(encoding="utf-8")
    reasons = page.split("## Goals that are missed")[1].split("\n## ")[0]
    missed = [row["work"] for row in measured["rows"] if row["met"] is False]
    assert [work for work in missed if work.split(",")[0].split(":")[0] not in reasons] == []
