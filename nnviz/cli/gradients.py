"""The command that checks backpropagation against central differences."""

from typing import TYPE_CHECKING

import typer

from nnviz.cli.options import DataAnywhere, SceneFile
from nnviz.errors import NnvizError

if TYPE_CHECKING:
    from nnviz.learning.gradcheck import Agreement


def gradcheck(scene: SceneFile, data_anywhere: DataAnywhere = False) -> None:
    """Compare a scene's backpropagation with central differences, layer by layer."""
    from nnviz.learning.gradcheck import check_gradients
    from nnviz.scene import load_scene

    agreements = check_gradients(load_scene(scene, data_anywhere=data_anywhere).experiment)
    typer.echo(f"{'layer':<7}{'of':<9}{'compared':<14}{'largest slope':<16}{'difference':<13}agree")
    for agreement in agreements:
        typer.echo(_row(agreement))
    if wrong := [agreement for agreement in agreements if not agreement.agrees]:
        raise NnvizError(
            f"{scene}: backpropagation is wrong in {', '.join(_place(each) for each in wrong)}"
        )


def _row(agreement: "Agreement") -> str:
    kind, _, number = agreement.name.partition("/")
    compared = f"{agreement.compared:,} of {agreement.size:,}"
    verdict = f"to {agreement.digits} digits" if agreement.agrees else "no"
    return (
        f"{int(number) + 1:<7}{kind:<9}{compared:<14}{agreement.gradient:<16.6g}"
        f"{agreement.difference:<13.1e}{verdict}"
    )


def _place(agreement: "Agreement") -> str:
    kind, _, number = agreement.name.partition("/")
    return f"the {kind} of layer {int(number) + 1}"
