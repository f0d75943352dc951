"""No two files need each other, not even to name a type; features of the window least of all."""

import ast
import subprocess
import sys

from tests.repository import ROOT

LONGEST_WINDOW = 250  # lines
# The features of the window: each knows none of the others, but for these.
FEATURES = ("export", "inspector", "opening", "timeline")
MAY_KNOW = {("timeline", "opening")}  # at its foot it says what is followed


def imported_by(source, modules):
    """Return which of some modules a source imports, wherever that stands in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names & modules


def imports_of(sources):
    """Return what each module imports of the others."""
    return {name: imported_by(text, set(sources)) - {name} for name, text in sources.items()}


def in_circles(imports):
    """Return the modules that need themselves by way of others."""
    needed = {name: set(those) for name, those in imports.items()}
    for between in needed:
        for name in needed:
            if between in needed[name]:
                needed[name] |= needed[between]
    return {name for name, those in needed.items() if name in those}


def sources_in(folder):
    files = (ROOT / folder).rglob("*.py")
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts): file.read_text("utf-8")
        for file in files
    }


def test_no_files_import_each_other():
    assert in_circles(imports_of(sources_in("nnviz"))) == set()


def test_a_circle_is_noticed_also_where_it_only_names_types():
    sources = {
        "a": "from b import B",
        "b": "def f():\n    import c",
        "c": "if TYPE_CHECKING:\n    from a import A",
        "d": "import a",
    }
    assert in_circles(imports_of(sources)) == {"a", "b", "c"}


def known_features(imports):
    """Return which feature knows which other."""
    pairs = {
        (name.split(".")[2], other.split(".")[2])
        for name, those in imports.items()
        for other in those
    }
    return {(a, b) for a, b in pairs if a != b and {a, b} <= set(FEATURES)}


def test_the_features_of_the_window_do_not_know_each_other():
    assert known_features(imports_of(sources_in("nnviz/viewer"))) == MAY_KNOW


def test_a_feature_that_knows_another_is_noticed():
    job, card, session = (
        f"nnviz.viewer.{name}" for name in ("export.job", "inspector.card", "session")
    )
    imports = {job: {card, session}, card: {session}, session: set()}
    assert known_features(imports) == {("export", "inspector")}


def test_only_the_application_knows_the_window():
    imports = imports_of(sources_in("nnviz/viewer"))
    knowing = {name for name, those in imports.items() if "nnviz.viewer.window" in those}
    assert knowing == {"nnviz.viewer.application"}


def test_the_window_only_lays_out_and_forwards():
    lines = sources_in("nnviz/viewer")["nnviz.viewer.window"].splitlines()
    assert len(lines) < LONGEST_WINDOW


def test_a_session_needs_no_widgets():
    names = "{'PyQt6.QtWidgets', 'PyQt6.QtGui', 'PyQt6.QtOpenGLWidgets', 'vispy'}"
    code = f"import sys, nnviz.viewer.session; print({names} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
