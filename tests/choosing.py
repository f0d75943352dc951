"""Tables of an experiment that are drawn with settings of every choice, of which some apply."""

from typing import Any, TypeVar

from nnviz.learning.choices import Choice
from nnviz.learning.experiment import Experiment
from nnviz.learning.regularization import Regularization

C = TypeVar("C", bound=Choice[Any])


def chosen(kind: type[C], **given: Any) -> C:
    """Return a choice with those of the settings that it has."""
    return kind(**kind.known(given))


def priced(*, l1: float, l2: float, proximal: bool) -> Regularization:
    """Return a price that acts by a proximal step where there is something to act."""
    return Regularization(l1=l1, l2=l2, proximal=proximal and l1 > 0)


def batched(**given: Any) -> Experiment:
    """Return an experiment that says of batches what it has batches for."""
    if given.get("batch_size") is None:
        given = {k: v for k, v in given.items() if k not in ("shuffle", "drop_last")}
    return Experiment(**given)
