"""The command that prints a training as a program of its own."""

import typer

from nnviz.cli.options import SceneFile


def code(scene: SceneFile) -> None:
    """Print a scene's training as a short program that needs nothing but NumPy.

    It computes, bit for bit, what `nnviz record` records.
    """
    from nnviz.scene import load_scene
    from nnviz.stage.listing import listing

    typer.echo(listing(load_scene(scene).experiment).text, nl=False)
