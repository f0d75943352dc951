"""Points: the records of two inputs, with their coordinates."""

from dataclasses import dataclass, replace

import numpy as np

from nnviz.learning.data import Data, as_data
from nnviz.learning.datasets import Dataset
from nnviz.learning.features import with_features
from nnviz.learning.point_sets import CLASSIFICATION_SETS, REGRESSION_SETS
from nnviz.stage.facts.step_arrays import Values
from nnviz.trace.trace import Trace

AXES = ("x1", "x2")
NAMES = ("x₁", "x₂")


@dataclass(frozen=True, eq=False, slots=True)
class Points:
    """Where records lie in the plane, and what they are.

    Attributes:
        training: (n, 2) coordinates of what is learned from.
        targets: (n,) what their outputs should be.
        held_out: (m, 2) coordinates of what is not.
        held_out_targets: (m,) likewise.

    """

    training: Values
    targets: Values
    held_out: Values
    held_out_targets: Values

    @property
    def everywhere(self) -> Values:
        """(n + m, 2) coordinates of all of them."""
        return np.concatenate([self.training, self.held_out])

    @property
    def values(self) -> Values:
        """(n + m,) targets of all of them."""
        return np.concatenate([self.targets, self.held_out_targets])


def points_of(trace: Trace) -> Points | None:
    """Return the points of a trace's data; None where the coordinates are not known.

    A trace may hold only some of the records. Those of the Playground are made anew, as their
    makers give the same ones again; of other data, those that the trace holds are shown.
    """
    dataset: Dataset = trace.dataset
    features: tuple[str, ...] = ()
    if trace.experiment is not None:
        data = as_data(trace.experiment.data)
        anew = _made_anew(data, dataset)
        dataset, features = (dataset, data.features) if anew is None else (anew, ())
    columns = coordinates(features)
    if columns is None:
        return None
    training, targets = _placed(dataset, columns)
    nothing = np.empty((0, 2)), np.empty(0)
    held_out = nothing if dataset.held_out is None else _placed(dataset.held_out, columns)
    return Points(training, targets, *held_out)


def single_values(outputs: Values) -> Values:
    """Return (n,) one number for the targets or outputs of each record.

    Of (n, 1) it is that one, of (n, 2) by how much the second is more, and of more the number of
    the greatest.
    """
    match outputs.shape[1]:
        case 1:
            return outputs[:, 0]
        case 2:
            return outputs[:, 1] - outputs[:, 0]
        case _:
            return np.asarray(outputs.argmax(axis=1), np.float64)


def coordinates(features: tuple[str, ...]) -> list[int] | None:
    """Return which of the inputs are the two coordinates; None where they are not among them."""
    if not features:
        return [0, 1]
    return [features.index(name) for name in AXES] if set(AXES) <= set(features) else None


def _placed(dataset: Dataset, columns: list[int]) -> tuple[Values, Values]:
    """Return coordinates and targets of some records."""
    return dataset.inputs[:, columns], single_values(dataset.targets)


def _made_anew(data: Data, shown: Dataset) -> Dataset | None:
    """Return all records of the Playground's data, without features; None where they are others."""
    if data.name not in (*CLASSIFICATION_SETS, *REGRESSION_SETS):
        return None
    anew = replace(data, features=()).dataset
    rows = {row.tobytes() for row in with_features(anew.inputs, data.features)}
    return anew if all(row.tobytes() in rows for row in shown.inputs) else None


def axis_names(trace: Trace) -> tuple[str, str]:
    """Return what the two coordinates are called: as the data's columns, where these are named."""
    named = column_names(trace)
    return (named[0], named[1]) if len(named) == 2 and not features_of(trace) else NAMES


def features_of(trace: Trace) -> tuple[str, ...]:
    """Return which features of two coordinates go in; empty: the columns of the data themselves."""
    return () if trace.experiment is None else as_data(trace.experiment.data).features


def column_names(trace: Trace) -> tuple[str, ...]:
    """Return the names of the input columns of the data; empty: nobody has named them."""
    if trace.dataset.input_names or trace.experiment is None:
        return trace.dataset.input_names
    return as_data(trace.experiment.data).inputs  # of an older trace
