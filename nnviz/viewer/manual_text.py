"""The text of the manual: its chapters, in which keys and names are asked for where they are known.

A chapter is Markdown. `{key:NAME}` stands for the keys of the command of that name (or of one
that Qt knows in every window), `{menu:NAME}` for what its menu calls it, or for a menu's own title,
`{say:TEXT}` for what the window says for an English text, and `{place:NAME}` for a place in the
file system.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from PyQt6.QtGui import QKeySequence

from nnviz.viewer.commands import Command
from nnviz.viewer.keys_dialog import keys_read, plain
from nnviz.viewer.menu_titles import TITLES
from nnviz.viewer.settings import settings
from nnviz.viewer.translation import tr

PLACEHOLDER = re.compile(r"\{(key|menu|say|place):([^}]+)\}")
STANDARD = {
    "copy": QKeySequence.StandardKey.Copy,
    "find": QKeySequence.StandardKey.Find,
    "cancel": QKeySequence.StandardKey.Cancel,
}


@dataclass(frozen=True, slots=True)
class ManualChapter:
    """A chapter of the manual, in Markdown, without its title."""

    title: str
    text: str


def chapters() -> list[ManualChapter]:
    """Return the chapters in the language that is spoken; placeholders stand in them."""
    page = files("nnviz.viewer") / "manual" / tr("en.md")
    parts = re.split(r"^# (.+)\n", page.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [ManualChapter(*pair) for pair in zip(parts[::2], parts[1::2], strict=True)]


class Resolver:
    """Knows what stands for a placeholder.

    Args:
        menus: what each menu offers.

    """

    def __init__(self, menus: Mapping[str, Iterable[Command]]) -> None:
        commands = [command for offered in menus.values() for command in offered]
        self._keys = {command.name: command.sequences for command in commands}
        self._keys |= {name: [QKeySequence(key)] for name, key in STANDARD.items()}
        self._texts = {**TITLES, **{command.name: command.text for command in commands}}

    def resolve(self, kind: str, name: str) -> str:
        """Return what stands for a placeholder of a kind; KeyError: no command has this name."""
        match kind:
            case "key":
                return keys_read(self._keys[name])
            case "menu":
                return plain(self._texts[name])
            case "say":
                return tr(name)
        return _places()[name]


def _places() -> dict[str, str]:
    return {"settings": settings().fileName(), "scenes": str(files("nnviz.scenes") / "")}
