"""The command that checks backpropagation against central differences."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnviz.cli.options import DataAnywhere, whole_number_option
from nnviz.cli.reporting import counted, printable
from nnviz.errors import NnvizError

if TYPE_CHECKING:
    from nnviz.learning.agreement import Agreement
    from nnviz.learning.gradcheck import GradientCheck


def gradcheck(
    source: Annotated[
        Path,
        typer.Argument(metavar="SCENE|TRACE", help="A scene to train, or a recording."),
    ],
    epoch: Annotated[
        int | None,
        whole_number_option("N", "Check the last step of this epoch; else the first step."),
    ] = None,
    data_anywhere: DataAnywhere = False,
) -> None:
    """Compare backpropagation with central differences, layer by layer, at a point of training.

    It is said how many slopes were compared and to how many digits both agree: the largest
    difference in parts of the largest slope, d digits where that is at most 10 to the power of −d.
    """
    with ExitStack() as stack:
        found = _checked(source, epoch, stack, data_anywhere=data_anywhere)
    for line in _lines(source, found):
        typer.echo(printable(line))
    if wrong := [agreement for agreement in found if not agreement.agrees]:
        places = ", ".join(_array_name(each) for each in wrong)
        raise NnvizError(f"{source}: backpropagation is wrong in {places}; {_worst(wrong[-1])}")


def _checked(
    source: Path, epoch: int | None, stack: ExitStack, *, data_anywhere: bool
) -> "GradientCheck":
    from nnviz.opening import is_trace
    from nnviz.scene import load_scene
    from nnviz.trace.gradcheck import check_gradients
    from nnviz.trace.trace import open_trace

    if is_trace(source):
        return check_gradients(stack.enter_context(open_trace(source)), epoch=epoch)
    experiment = load_scene(source, data_anywhere=data_anywhere).experiment
    return check_gradients(experiment, epoch=epoch)


def _lines(source: Path, found: "GradientCheck") -> Iterator[str]:
    records = counted(found.records, "record")
    yield f"{source}: epoch {found.epoch:,}, step {found.step:,}: the loss of {records}"
    yield f"{'layer':<7}{'of':<9}{'compared':<14}{'largest slope':<16}{'difference':<13}agree"
    yield from map(_row, found)
    yield from map(str, found.kinks)
    yield from found.notes
    if not any(agreement.compared for agreement in found):
        yield "nothing was compared: no slope there is defined and large enough; try another epoch"


def _row(agreement: "Agreement") -> str:
    kind, _, number = agreement.name.partition("/")
    compared = f"{agreement.compared:,} of {agreement.size:,}"
    difference = f"{agreement.difference:.1e}" if agreement.compared else "none"
    return (
        f"{int(number) + 1:<7}{kind:<9}{compared:<14}{agreement.gradient:<16.6g}"
        f"{difference:<13}{'; '.join(_verdict(agreement))}"
    )


def _verdict(agreement: "Agreement") -> Iterator[str]:
    from nnviz.learning.agreement import TOLERANCE

    if agreement.digits is None or agreement.relative is None:
        yield "nothing to compare"
    elif not agreement.agrees:
        yield "no"
    else:
        yield f"to {counted(agreement.digits, 'digit')}"
        if agreement.relative > TOLERANCE:
            yield "the rest is rounding"
    small = "too small to compare" if agreement.gradient else "of slope 0"
    tried = agreement.compared + agreement.too_small + agreement.bent
    for count, what in (
        (agreement.too_small, small),
        (agreement.bent, "at a kink, where no slope is defined"),
        (agreement.size - tried, "left out"),
    ):
        if count:
            yield f"{count:,} {what}"


def _array_name(agreement: "Agreement") -> str:
    kind, _, number = agreement.name.partition("/")
    return f"the {kind} of layer {int(number) + 1}"


def _worst(agreement: "Agreement") -> str:
    """Return where both slopes of an array are furthest apart."""
    pair = agreement.worst
    assert pair is not None
    place = " → ".join(str(index + 1) for index in pair.place)
    return (
        f"of {_array_name(agreement)} at {place} it says {pair.gradient:.6g}, differences say "
        f"{pair.difference:.6g}"
    )
