"""The text of the manual: its chapters, in which keys and names are asked for where they are known.

A chapter is Markdown. `{key:TEXT}` stands for the keys of the command of that text (or of one
that Qt knows in every window), `{menu:TEXT}` for what a menu calls it, `{say:TEXT}` for what the
window says, and `{place:NAME}` for a place in the file system; TEXT is English and has its &, as in
the code.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from PyQt6.QtGui import QKeySequence

from nnviz.viewer.commands import Command
from nnviz.viewer.keys_dialog import keys_read, plain
from nnviz.viewer.settings import settings
from nnviz.viewer.translation import tr

PLACEHOLDER = re.compile(r"\{(key|menu|say|place):([^}]+)\}")
STANDARD = {
    "&Copy": QKeySequence.StandardKey.Copy,
    "&Find": QKeySequence.StandardKey.Find,
    "&Cancel": QKeySequence.StandardKey.Cancel,
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
        self._keys = {
            command.text: command.sequences for commands in menus.values() for command in commands
        }
        self._keys |= {text: [QKeySequence(key)] for text, key in STANDARD.items()}

    def resolve(self, kind: str, text: str) -> str:
        """Return what stands for a placeholder of a kind; KeyError: no command has this text."""
        match kind:
            case "key":
                return keys_read(self._keys[text])
            case "menu":
                return plain(text)
            case "say":
                return tr(text)
        return _places()[text]


def _places() -> dict[str, str]:
    return {"settings": settings().fileName(), "scenes": str(files("nnviz.scenes") / "")}
