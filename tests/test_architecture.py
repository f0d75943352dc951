"""The rules of the house, checked in the source: who may import whom, and what no module does."""

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent

# From the ground up. Rooms of one floor do not import each other; all import downwards only. A room
# that has rooms of its own stands on several floors: `stage.panels` is one room, `stage.show` too.
FLOORS = (
    {"child_processes", "errors", "locks", "number_parsing", "signals"},
    {"temporary"},
    {"files", "learning"},
    {"story", "trace"},
    {"listing", "picture"},
    {"stage.wording"},
    {"stage.activity", "stage.geometry"},
    {"stage.facts"},
    {"stage.known", "stage.setting"},
    {"stage.worked", "stage.world"},
    {"stage.instant", "stage.look"},
    {"stage.panels"},
    {"stage.equation", "stage.surroundings", "stage.texts", "stage.views"},
    {"stage.compose"},
    {"stage"},
    {"scene"},
    {"opening"},
    {"playground", "render"},
    {"film", "viewer"},
    {"cli"},
    {"__init__", "__main__"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# Rooms that know nothing of the house but these.
KNOWS_ALONE = {"render": {"errors", "picture"}}

ONLY_IMPORTED_BY = {
    "sqlite3": ("nnviz/trace/file_and_log.py", "nnviz/trace/database.py", "nnviz/trace/writer.py"),
    "sklearn": "nnviz/learning/ready_sets.py",
    "pyarrow": "nnviz/learning/tables/parquet_file.py",
    "openpyxl": "nnviz/learning/tables/excel_file.py",
    "vispy": "nnviz/render/",
    "OpenGL": "nnviz/render/",
    "PyQt6": "nnviz/viewer/",
    "imageio": "nnviz/film/",
    "imageio_ffmpeg": "nnviz/film/",
}
MOST_POSITIONAL = 5
MAY_SAY_GLOBAL = {"nnviz/render/backend.py"}
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = {"list", "dict", "set", "bytearray", "defaultdict", "deque", "OrderedDict", "Counter"}


def imports(tree, path):
    """Yield the full dotted name of everything that is imported, wherever it stands."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def room_of(parts):
    """Return the innermost room that a dotted name below nnviz leads to."""
    rooms = [".".join(parts[1:end]) for end in range(len(parts), 1, -1)]
    return next((room for room in rooms if room in FLOOR_OF), "__init__")


def wrong_imports(tree, path):
    room = room_of(path.removesuffix(".py").split("/"))
    for name in imports(tree, path):
        parts = name.split(".")
        if parts[0] == "nnviz":
            other = room_of(parts)
            below = FLOOR_OF[other] < FLOOR_OF[room]
            if other != room and not (below and other in KNOWS_ALONE.get(room, FLOOR_OF)):
                yield f"{path}: {room} may not import {name}"
        elif not path.startswith(ONLY_IMPORTED_BY.get(parts[0], "")):
            yield f"{path}: only {ONLY_IMPORTED_BY[parts[0]]} imports {parts[0]}"


def is_mutable(value):
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else ast.unparse(value.func)
        return name in MAKERS
    return isinstance(value, MUTABLE)


def module_state(tree, path):
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and is_mutable(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in map(ast.unparse, targets):
                if name.upper() != name and not name.startswith("__"):
                    yield f"{path}: {name} is state of the module"
    if path not in MAY_SAY_GLOBAL and any(isinstance(n, ast.Global) for n in ast.walk(tree)):
        yield f"{path}: a global variable is state of the module"


def long_lists(tree, path):
    """Yield the functions that take more than a few parameters by their position."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            given = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
            given = given[1:] if given[:1] in (["self"], ["cls"]) else given
            if len(given) > MOST_POSITIONAL:
                name = getattr(node, "name", "a lambda")
                yield f"{path}: {name} takes {len(given)} parameters by their position"


def complaints(path, source):
    tree = ast.parse(source)
    name = [f"{path}: name a file after its idea"] if path.endswith("/utils.py") else []
    return [*name, *wrong_imports(tree, path), *module_state(tree, path), *long_lists(tree, path)]


def test_every_module_keeps_the_rules_of_the_house():
    modules = {p.relative_to(ROOT).as_posix(): p.read_text() for p in ROOT.glob("nnviz/**/*.py")}
    assert [c for path, source in modules.items() for c in complaints(path, source)] == []


def rooms_in(modules):
    """Return the rooms that modules stand in, and those in rooms that are parted into floors."""
    parted = {room.partition(".")[0] for room in FLOOR_OF if "." in room}
    found = set()
    for path in modules:
        first, *more = path.removesuffix(".py").split("/")[1:]
        found |= {f"{first}.{more[0]}"} if first in parted and more[1:] else {first}
    return found


def test_every_room_has_a_floor():
    modules = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("nnviz/**/*.py")]
    assert rooms_in(modules) <= set(FLOOR_OF)


def test_a_room_without_a_floor_is_noticed():
    assert rooms_in(["nnviz/attic/old.py", "nnviz/attic.py"]) == {"attic"}
    assert rooms_in(["nnviz/stage/attic/__init__.py"]) == {"stage.attic"}
    assert rooms_in(["nnviz/stage/show.py", "nnviz/learning/optimizers/adam.py"]) == {
        "learning",
        "stage",
    }


def test_importing_upwards_or_sideways_is_noticed():
    assert complaints("nnviz/story/timeline.py", "from nnviz.trace.trace import Trace")
    assert complaints("nnviz/stage/show.py", "def f():\n    from nnviz import opening")
    assert complaints("nnviz/stage/setting.py", "from nnviz.stage.panels.code import add_code")
    assert complaints("nnviz/stage/world/nodes.py", "from nnviz.stage.worked.lines import total")
    assert complaints("nnviz/render/canvas.py", "from nnviz.stage.show import Show")
    assert complaints("nnviz/render/canvas.py", "from nnviz.story.moment import Moment")
    assert complaints("nnviz/learning/network.py", "from ..trace import schema")
    assert complaints("nnviz/trace/database.py", "import nnviz")
    assert not complaints("nnviz/stage/show.py", "from nnviz.trace.trace import Trace")
    assert not complaints("nnviz/trace/trace.py", "from .store import Store\nimport numpy")
    assert not complaints("nnviz/render/canvas.py", "from nnviz.picture.frame import Frame")


def test_importing_what_belongs_to_one_room_alone_is_noticed():
    assert complaints("nnviz/trace/trace.py", "import sqlite3")
    assert complaints("nnviz/viewer/window.py", "from vispy import scene")
    assert not complaints("nnviz/trace/database.py", "import sqlite3")
    assert not complaints("nnviz/render/canvas.py", "import vispy.scene")


def test_state_of_a_module_is_noticed():
    assert complaints("nnviz/stage/show.py", "cache = {}")
    assert complaints("nnviz/stage/show.py", "seen: list[int] = list()")
    assert complaints("nnviz/stage/show.py", "n = 0\ndef f():\n    global n\n    n += 1")
    assert not complaints("nnviz/stage/show.py", "TABLE = {1: 2}\n__all__ = ['f']\nx = (1, 2)")
    assert not complaints("nnviz/render/backend.py", "def f():\n    global chosen\n    chosen = 1")


def test_a_file_of_odds_and_ends_is_noticed():
    assert complaints("nnviz/stage/utils.py", "")


def test_a_long_list_of_parameters_is_noticed():
    assert complaints("nnviz/stage/show.py", "def f(a, b, c, d, e, f): ...")
    assert complaints(
        "nnviz/stage/show.py", "class A:\n    async def f(self, a, b, c, d, e, f): ..."
    )
    assert complaints("nnviz/stage/show.py", "f = lambda a, b, /, c, d, e, f: a")
    assert not complaints("nnviz/stage/show.py", "def f(a, b, c, d, e, *, f, g): ...")
    assert not complaints("nnviz/stage/show.py", "class A:\n    def f(self, a, b, c, d, e): ...")


def classes(tree):
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def test_no_class_has_the_name_of_another():
    trees = [ast.parse(path.read_text()) for path in ROOT.glob("nnviz/**/*.py")]
    names = Counter(name for tree in trees for name in classes(tree))
    assert [name for name, count in names.items() if count > 1] == []


def annotated(source):
    """Return the functions of a source that say the type of an argument or of what they return."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [
        function.name
        for function in functions
        if function.returns or any(argument.annotation for argument in function.args.args)
    ]


def test_tests_say_no_types():
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    told = {str(file): annotated(file.read_text(encoding="utf-8")) for file in files}
    assert {file: names for file, names in told.items() if names} == {}


def test_a_type_in_a_test_is_noticed():
    assert annotated("def a(x): ...\ndef b(x: int): ...\ndef c() -> None: ...") == ["b", "c"]
