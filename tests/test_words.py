"""The words of the code are those of docs/words.md: no name has one that is used no longer."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
FORMER = [
    name
    for row in ROW.findall((ROOT / "docs" / "words.md").read_text(encoding="utf-8"))
    for name in re.findall(r"`([\w.]+)`", row[2])
]
# Former names that still work, and go with the next release.
ALIASES = {("nnviz/stage/show.py", "rivals")}
# Spellings of terms that the field writes otherwise; `initialise` is a phase in scene files.
BRITISH = re.compile(r"optimis|regularis|normalis|recognis|initialis(?!e(_|$))", re.IGNORECASE)


def words_of(name: str) -> set[str]:
    """Return the words of a name in small letters, those of many also as of one."""
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")
    return {*parts, *(part.removesuffix("s") for part in parts)}


def names(tree: ast.Module) -> Iterator[str]:
    """Yield every name that a module gives or uses: of classes, functions, parameters, fields."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.Attribute(attr=name) | ast.Name(id=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield from (other or name).split(".")


def classes(tree: ast.Module) -> set[str]:
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def found(path: str, source: str, former: str) -> set[str]:
    """Return which names of a module have a word that is used no longer."""
    tree, module = ast.parse(source), Path(path)
    if former.endswith(".py"):
        return {former} & {module.name}
    if former[0].isupper():
        return {name for name in classes(tree) if name.strip("_") == former}
    every = {module.stem, *names(tree)}
    return {name for name in every if former in words_of(name) and (path, name) not in ALIASES}


@pytest.fixture(scope="module")
def modules():
    return {p.relative_to(ROOT).as_posix(): p.read_text() for p in ROOT.glob("nnviz/**/*.py")}


@pytest.mark.parametrize("former", FORMER)
def test_no_name_has_a_word_that_is_used_no_longer(former, modules):
    assert {p: kept for p, source in modules.items() if (kept := found(p, source, former))} == {}


def test_terms_are_spelled_as_in_the_libraries_of_the_field(modules):
    every = {name for source in modules.values() for name in names(ast.parse(source))}
    stems = {Path(path).stem for path in modules}
    assert [name for name in sorted(every | stems) if BRITISH.search(name)] == []


@pytest.mark.parametrize(
    ("source", "former"),
    [
        ("class Sketch: ...", "sketch"),
        ("def draw(sketches_tag): ...", "tag"),
        ("def f(*, tags): ...", "tag"),
        ("class A:\n    first_tour = 1", "tour"),
        ("f(seal=1)", "seal"),
        ("from nnviz.stage.relief import Relief", "relief"),
        ("class _Sight: ...", "Sight"),
    ],
)
def test_a_word_that_is_used_no_longer_is_noticed(source, former):
    assert former in FORMER
    assert found("nnviz/stage/show.py", source, former)


def test_a_module_with_a_former_name_is_noticed_and_ordinary_words_are_not():
    assert found("nnviz/viewer/looks.py", "", "looks.py")
    assert found("nnviz/stage/sketch.py", "", "sketch")
    assert not found("nnviz/stage/show.py", "stage = looks = hand = sight = tagged = 1", "tag")
    assert not found("nnviz/stage/show.py", "looks = sight = 1", "Sight")


def test_the_page_has_a_word_in_every_row():
    assert len(FORMER) > 20
    assert {"scene", "record", "error"} <= {
        row[0] for row in ROW.findall((ROOT / "docs" / "words.md").read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("name", ["initialise", "INITIALISE_SECONDS", "Phase"])
def test_the_phase_keeps_its_spelling(name):
    assert not BRITISH.search(name)


@pytest.mark.parametrize("name", ["initialiser", "initialisation", "Regularisation"])
def test_another_spelling_is_noticed(name):
    assert BRITISH.search(name)
