"""Why a change is not possible, in the words of the window."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from nnviz.errors import NnvizError
from nnviz.learning.experiment import Experiment
from nnviz.playground.changes import Fields, activation_needed
from nnviz.playground.model import Playground
from nnviz.viewer.playground.names import NAMES
from nnviz.viewer.translation import tr

NEEDS = "{loss} needs the output activation {activation}. Change the other one first."
BELOW = "{value} is not possible; give a number from {lowest} to below {highest}."
ABOVE = "{value} is not possible; give a finite number above 0."
FEW = "There are only {most} records."
NO_TABLE = "This is no table of records. Choose a CSV or an NPZ file."
GIVEN = "The given weights fit these layers only. Choose other initial weights first."
TARGETS = "The targets of {name} are no probabilities. Choose another loss."
RANGE = "{value} is not possible; give a number from {lowest} to {highest}."
BATCHES = "Batches of {value} would always leave the same records out. Choose another size."
SMALLER = "The last batch of an epoch would be smaller, and every record is recorded."
SHARES = "{activation} makes shares of outputs: only the last layer can have it."
DIVERGED = "A weight there is no finite number, as the training has diverged."
TOO_MANY = "{most} runs are kept already. Let one of them go first."
TOO_LARGE = "Kept runs may take {most} MiB. Let one go, or record less of it."
NO_RUN = "This experiment has no run that could be kept. Let it train first."
TOO_MANY_RECORDS = "Its records are too many for a program. Copy it as Python with nnviz."
OTHER_NODES = "{framework} would silence other nodes by dropout. Set it to 0 first."
NO_PROXIMAL = "{framework} has no proximal step. Let L1 act by the gradient."
NO_STEP = "{framework} has no step function. Choose another activation."
VELOCITY = "Keras keeps the rate within the velocity. Let it be constant first."
NO_LESSON = "No lesson can say what {name} is. Keep trainings of the same data."
OWN_RECORDS = "The records are a program's own. Copy them from that program."
SAME_NAME = "Another kept run is called {name} already. Give another name."
UNREADABLE = "{file} cannot be read any more: {why}"

SAID: Mapping[str, str] = MappingProxyType(
    {
        "initialization.{field}: {value} not possible; give one for each of the {rest}": GIVEN,
        "initialization.{field}: {value} is not possible; give {rows} rows of {rest}": GIVEN,
        "initialization.{field}: {value} is not possible; give a number for each {rest}": GIVEN,
        "initialization: {value} is not possible; give finite numbers": DIVERGED,
        "loss: {value} is not possible; the targets of {name} are no probabilities; {rest}": (
            TARGETS
        ),
        "layers: {value} is not possible; {activation} makes shares of outputs: {rest}": SHARES,
        "batch_size: {value} is not possible; its batches would always leave {rest}": BATCHES,
        "recording records: {value} is not possible; the last batch of an {rest}": SMALLER,
        "{field}: {value} is not possible; give a number from {lowest} to below {highest}": BELOW,
        "{field}: {value} is not possible; give a finite number above 0": ABOVE,
        "{field}: {value} is not possible; give a{kind} from {lowest} to {highest}": RANGE,
        "records: {value} is not possible; {name} has {most} records": FEW,
        "path: {value} is not possible; give a .csv or a .npz file": NO_TABLE,
        "{most} runs are kept already; let one of them go first": TOO_MANY,
        "kept runs may take {most} MiB; let one go, or record less of it": TOO_LARGE,
        "this experiment has no run that could be kept; let it train first": NO_RUN,
        "another kept run is called {name} already; give another name": SAME_NAME,
        "its records are too many for a program; copy it as Python with nnviz": TOO_MANY_RECORDS,
        "{framework} would silence other nodes by dropout; set it to 0 first": OTHER_NODES,
        "{framework} has no proximal step; let L1 act by the gradient": NO_PROXIMAL,
        "{framework} has no step function; choose another activation": NO_STEP,
        "Keras keeps the rate within the velocity; let it be constant first": VELOCITY,
        "no lesson can say what {name} is; keep trainings of the same data": NO_LESSON,
        "data: the records are a program's own{rest}": OWN_RECORDS,
        "data: {file} cannot be read any more: {why}": UNREADABLE,
    }
)
"""What is said of errors, by what these say: names in braces stand for anything."""


def refusal_said(error: NnvizError) -> str:
    """Return why something is not possible, in the language that is spoken, as far as known."""
    for told, said in SAID.items():
        found = re.fullmatch(_pattern(told), str(error), re.DOTALL)
        if found is not None:
            return tr(said, **found.groupdict())
    return tr("Not possible: {why}", why=error)


def changed_or_refused(
    playground: Playground, change: Callable[[Experiment], Fields], gesture: int
) -> str:
    """Change an experiment; return why that is not possible, empty: it was.

    Args:
        playground: whose experiment.
        change: returns the fields that change, of the experiment that holds.
        gesture: number of the movement that it is a part of; 0: of none.

    """
    try:
        fields = change(playground.experiment)
        needed = activation_needed(playground.experiment, fields)
        if needed is not None:
            loss, activation = (tr(NAMES[name]) for name in needed)
            return tr(NEEDS, loss=loss, activation=activation)
        playground.change(gesture=gesture, **fields)
    except NnvizError as error:
        return refusal_said(error)
    return ""


def _pattern(template: str) -> str:
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template))
