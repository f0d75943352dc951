"""What stands above each menu, and above each part of the list of keys, by its identifier."""

from collections.abc import Mapping
from types import MappingProxyType

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "file": "&File",
        "recent": "Open &recent",
        "playback": "&Playback",
        "camera": "&Camera",
        "view": "&View",
        "panels": "Pa&nels",
        "colours": "Colo&urs",
        "language": "&Language",
        "help": "&Help",
        "inspector": "Inspector",
        "experimenting": "E&xperiment",
        "share": "S&hare",
        "experiment": "Experiment",
    }
)
