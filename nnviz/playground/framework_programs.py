"""What programs for other frameworks have in common: records, first weights, batches and rates."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import UsageError
from nnviz.learning.experiment import Experiment
from nnviz.learning.network import initial_biases, initial_weights
from nnviz.learning.rng import BATCHES
from nnviz.listing.program import numbers_of
from nnviz.listing.schedules import rate_statements, schedule_statements

MOST_NUMBERS = 10_000  # of records and given weights that a program holds
INDENT = "    "
WITHIN_LOSS = (
    "binary_cross_entropy",
    "categorical_cross_entropy",
)  # which have the last activation


def check_holdable(experiment: Experiment) -> None:
    """Refuse what is too much for the text of a program.

    Raises:
        UsageError: it would hold too many numbers.

    """
    if numbers_of(experiment) > MOST_NUMBERS:
        raise UsageError("its records are too many for a program; copy it as Python with nnviz")


def check_tellable(experiment: Experiment, framework: str) -> None:
    """Refuse what another framework computes otherwise.

    Args:
        experiment: what is to be told.
        framework: the name of the other one.

    Raises:
        UsageError: says why.

    """
    check_holdable(experiment)
    if any(layer.dropout for layer in experiment.layers):
        raise UsageError(f"{framework} would silence other nodes by dropout; set it to 0 first")
    if experiment.regularization.shrinks:
        raise UsageError(f"{framework} has no proximal step; let L1 act by the gradient")
    if any(layer.activation == "step" for layer in experiment.layers):
        raise UsageError(f"{framework} has no step function; choose another activation")


def program(sections: Iterable[Iterable[str]]) -> str:
    """Return a program of sections, the lines of each, with an empty line between them."""
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def heading(framework: str) -> list[str]:
    """Return the comment with which a program begins."""
    return [
        f"# The training of an nnviz experiment in {framework}: the same records, first weights,",
        "# batches, loss and updates. The last digits may differ.",
    ]


def record_lines(experiment: Experiment, function: str) -> Iterator[str]:
    """Yield the lines with the records, `X` and `Y`.

    Args:
        experiment: whose records.
        function: what makes an array or a tensor of lists.

    """
    for name, array in (("X", experiment.dataset.inputs), ("Y", experiment.dataset.targets)):
        yield f"{name} = {function}(["
        yield from (f"{INDENT}{row}," for row in array.tolist())
        yield "])"


def first_numbers(
    experiment: Experiment,
) -> list[tuple[NDArray[np.float64], NDArray[np.float64] | None]]:
    """Return each layer's first weights (units before, units), and biases (units,) or None."""
    weights, biases = initial_weights(experiment), initial_biases(experiment)
    return [(weights[k], biases.get(k)) for k in sorted(weights)]


def shown_activation(experiment: Experiment, layer: int) -> str | None:
    """Return the activation of a layer; None: the loss has it within."""
    last = layer == len(experiment.layers) - 1
    within = last and experiment.loss in WITHIN_LOSS
    return None if within else experiment.layers[layer].activation


def rate_lines(experiment: Experiment) -> list[str]:
    """Return the lines before training that the rates of the epochs need."""
    return list(rate_statements(experiment)) if experiment.schedule.rule.CHANGES else []


def rate_imports(experiment: Experiment) -> list[str]:
    """Return what these need."""
    needed = experiment.schedule.rule.IMPORT
    return [needed] if needed else []


def loop_lines(experiment: Experiment, *, set_rate: str, step: list[str]) -> Iterator[str]:
    """Yield the loop over epochs and batches.

    Args:
        experiment: says which.
        set_rate: the statement that takes over `rate`.
        step: the statements of a step, of `x` and `y`.

    """
    batched, size = experiment.batch_size is not None, experiment.dataset.size
    if batched and (experiment.shuffle or experiment.replacement):
        yield f"dealer = np.random.default_rng([{experiment.seed}, {BATCHES}])"
    yield f"for j in range({experiment.epochs}):"
    if experiment.schedule.rule.CHANGES:
        yield from (INDENT + line for line in (*schedule_statements(experiment), set_rate))
    if not batched:
        yield f"{INDENT}x, y = X, Y"
        yield from (INDENT + line for line in step)
        return
    per_step, steps = experiment.records_per_step, experiment.steps_per_epoch
    yield f"{INDENT}order = {_order(experiment, size)}"
    yield f"{INDENT}for start in range(0, {steps * per_step}, {per_step}):"
    yield f"{INDENT * 2}rows = order[start : start + {per_step}]"
    yield f"{INDENT * 2}x, y = X[rows], Y[rows]"
    yield from (INDENT * 2 + line for line in step)


def _order(experiment: Experiment, size: int) -> str:
    if experiment.replacement:
        count = experiment.records_per_step * experiment.steps_per_epoch
        return f"dealer.choice({size}, {count})"
    return f"dealer.permutation({size})" if experiment.shuffle else f"np.arange({size})"


def settings_of(experiment: Experiment) -> dict[str, Any]:
    """Return the settings of the optimizer, by name."""
    optimizer = experiment.optimizer
    return {name: getattr(optimizer, name) for name in optimizer.settings}
