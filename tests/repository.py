"""Where this repository's folders are, for tests in any room."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SCENES = ROOT / "scenes"
ALL_SCENES = sorted(SCENES.glob("*.toml"))
TESTS = ROOT / "tests"

assert ALL_SCENES  # else what is tried with each of them would be tried with none
