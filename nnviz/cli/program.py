"""The command that prints a training as a program of its own."""

import typer

from nnviz.cli.options import SceneFile
from nnviz.errors import NnvizError


def code(scene: SceneFile) -> None:
    """Print a scene's training as a short program that needs nothing but NumPy.

    It computes, bit for bit, what `nnviz record` records.
    """
    from nnviz.scene import load_scene
    from nnviz.stage.listing import listing, unprintable

    experiment = load_scene(scene).experiment
    if reasons := unprintable(experiment):
        raise NnvizError(f"{scene}: no short program can say: {', '.join(reasons)}")
    typer.echo(listing(experiment).text, nl=False)
