"""The words of the code are those of docs/words.md: no name has one that is used no longer."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.repository import ROOT

ROOMS = ("nnviz", "tests", "benchmarks")
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
FORMER = [
    name
    for row in ROW.findall((ROOT / "docs" / "words.md").read_text(encoding="utf-8"))
    for name in re.findall(r"`([\w.]+)`", row[2])
]
# Former names that still work, and go with the next release.
ALIASES = {("nnviz/stage/show.py", "rivals"), ("tests/stage/test_race.py", "rivals")}
# Spellings of terms that the field writes otherwise; `initialise` is a phase in scene files.
BRITISH = re.compile(r"optimis|regularis|normalis|recognis|initialis(?!e(_|$))", re.IGNORECASE)

# Alone, these say neither what is done nor to what.
VAGUE = {"say", "place", "told", "known"}


@cache
def words_of(name):
    """Return the words of a name in small letters, those of many also as of one."""
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")
    return {*parts, *(part.removesuffix("s") for part in parts)}


def names(tree):
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


@cache
def read(source):
    """Return the names of the classes that a module has, and all that it gives or uses."""
    tree = ast.parse(source)
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return classes, set(names(tree))


def found(path, source, former):
    """Return which names of a module have a word that is used no longer."""
    (classes, every), module = read(source), Path(path)
    if former.endswith(".py"):
        return {former} & {module.name}
    if former[0].isupper():
        return {name for name in classes if name.strip("_") == former}
    return {
        name
        for name in {module.stem, *every}
        if former in words_of(name) and (path, name) not in ALIASES
    }


@pytest.fixture(scope="module")
def modules():
    """Every module of the program, of its tests and of its benchmarks."""
    paths = [path for room in ROOMS for path in ROOT.glob(f"{room}/**/*.py")]
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in paths}


@pytest.mark.parametrize("former", FORMER)
def test_no_name_has_a_word_that_is_used_no_longer(former, modules):
    assert {p: kept for p, source in modules.items() if (kept := found(p, source, former))} == {}


def vague(source):
    """Return the private functions and fields of a module whose names say too little."""
    return {name for name in read(source)[1] if name[:1] == "_" and name[1:] in VAGUE}


def test_private_names_say_what_is_done_and_to_what(modules):
    assert {path: short for path, source in modules.items() if (short := vague(source))} == {}


def test_a_name_that_says_too_little_is_noticed():
    assert vague("class A:\n    def _place(self): self._told = place") == {"_place", "_told"}
    assert not vague("def _place_equation(told): known = told.place")


def test_terms_are_spelled_as_in_the_libraries_of_the_field(modules):
    every = {name for source in modules.values() for name in read(source)[1]}
    stems = {Path(path).stem for path in modules}
    assert [name for name in sorted(every | stems) if BRITISH.search(name)] == []


def test_pages_spell_terms_as_the_code_does():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    words = {word for page in pages for word in re.findall(r"\w+", page.read_text("utf-8"))}
    assert [word for word in sorted(words) if BRITISH.search(word)] == []


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
