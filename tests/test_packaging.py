"""What pip installs is what the checkout runs."""

import tomllib
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_room_is_packaged():
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {p.parent.relative_to(ROOT) for p in ROOT.glob("nnviz/**/*.py")}
    rooms = {".".join(folder.parts) for folder in folders}
    assert set(setuptools["packages"]) == rooms | {"nnviz.scenes"}


def test_scenes_travel_with_the_package():
    packaged = {entry.name for entry in files("nnviz.scenes").iterdir()}
    assert {p.name for p in ROOT.glob("scenes/*.toml")} <= packaged
    assert "xor.toml" in packaged


def test_whatever_a_room_has_beside_its_code_travels_with_it():
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    patterns = setuptools["package-data"]["*"]
    beside = {
        file
        for file in (ROOT / "nnviz").rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
    }
    travelling = {
        file
        for room in setuptools["packages"]
        for pattern in patterns
        for file in ROOT.joinpath(*room.split(".")).glob(pattern)
    }
    assert {"en.md", "ja.md"} <= {file.name for file in beside}
    assert beside - travelling == set()
