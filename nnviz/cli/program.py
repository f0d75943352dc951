"""The command that prints a training as a program of its own."""

import typer

from nnviz.cli.options import DataAnywhere, SceneFile
from nnviz.cli.reporting import say
from nnviz.errors import NnvizError


def code(scene: SceneFile, data_anywhere: DataAnywhere = False) -> None:
    """Print a scene's training as a short program that needs nothing but NumPy.

    It computes, bit for bit, what `nnviz record` records. Of many records it takes the numbers for
    given.
    """
    from nnviz.scene import load_scene
    from nnviz.stage.listing import holds_records, listing, unprintable

    experiment = load_scene(scene, data_anywhere=data_anywhere).experiment
    if reasons := unprintable(experiment):
        raise NnvizError(f"{scene}: no short program can say: {', '.join(reasons)}")
    typer.echo(listing(experiment).text, nl=False)
    if not holds_records(experiment):
        count = f"{experiment.dataset.size:,}"
        say(f"{scene}: too many records to print: give the {count} to the program", quiet=False)
