"""Saving what is shown as a scene."""

from pathlib import Path

from PyQt6.QtWidgets import QFileDialog

from nnviz.errors import NnvizError
from nnviz.files import check_ending
from nnviz.scene import Scene
from nnviz.scene.writing import write_scene
from nnviz.viewer.export.remembered_choices import suggested_file
from nnviz.viewer.ports import Port
from nnviz.viewer.translation import tr

SAVED_MS = 8000  # for which it is said


def ask_and_save(scene: Scene, name: str, port: Port) -> None:
    """Ask for a file, and write a scene into it.

    Args:
        scene: the scene.
        name: of the file, without its ending, as it is suggested.
        port: in whose window it is asked.

    """
    suggested, kinds = str(suggested_file(name, ".toml")), tr("Scenes") + " (*.toml)"
    title = tr("Save as scene")
    wanted, _ = QFileDialog.getSaveFileName(port.parent, title, suggested, kinds)
    if not wanted:
        return
    path = Path(wanted) if Path(wanted).suffix else Path(wanted).with_suffix(".toml")
    try:
        check_ending(path, ".toml")
        write_scene(scene, path, overwrite=True)
    except NnvizError as error:
        port.report(str(error))
    else:
        port.say(tr("{file} is saved", file=path.name), SAVED_MS)
