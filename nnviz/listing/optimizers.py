"""Optimizers: how they, regularization and initial weights are written, in narrow lines.

The lines of an optimizer and of initial weights stand beside their formulas in `nnviz.learning`.
What an optimizer remembers of the parameters `w0` is called `vw0` (velocity), `mw0` (mean
gradient), `sw0` (mean or sum of the squared gradients); `g` is the gradient.
"""

from nnviz.learning.experiment import Experiment
from nnviz.learning.rng import BATCHES, DROPOUT, WEIGHTS

SHRINKING = (
    "cut = {rate}cost",
    "new = {p} + u",
    "u -= cut*np.sign(new)",
    "zero = abs(new) <= cut",
    "u[zero] = -{p}[zero]",
    "{p} += u",
)
"""How the proximal step of L1 follows what an optimizer would add: `u`."""


def constant_statements(experiment: Experiment) -> tuple[str, ...]:
    """Return the lines that name the constants of optimizer and regularization."""
    optimizer, price = experiment.optimizer, experiment.regularization
    lines = [
        f"{setting.written} = {getattr(optimizer, name)!r}"
        for name, setting in optimizer.settings.items()
        if setting.written
    ]
    lines += [f"cost = {price.l1!r}"] if price.l1 else []
    lines += [f"pull = {price.l2!r}"] if price.l2 else []
    return tuple(lines)


def memory_statements(experiment: Experiment, parameters: str) -> tuple[str, ...]:
    """Return the lines that begin to remember something of some parameters."""
    memories = experiment.optimizer.rule.MEMORIES
    return tuple(f"{memory.letter}{parameters} = 0*{parameters}" for memory in memories)


def rate_of(experiment: Experiment) -> str:
    """Return what stands before a step; a learning rate of 1 that never changes needs nothing."""
    changes = experiment.schedule.rule.CHANGES
    return "" if experiment.learning_rate == 1 and not changes else "rate*"


def is_plain(experiment: Experiment) -> bool:
    """Return whether an update is nothing but the rate times activation × delta."""
    return experiment.optimizer.rule.IS_PLAIN and not experiment.regularization


def update_statements(experiment: Experiment, parameters: str, uphill: str) -> tuple[str, ...]:
    """Return the lines that change some parameters.

    Args:
        experiment: says which optimizer and which price.
        parameters: `w0` or `b0`.
        uphill: their gradient, as it is written.

    """
    price = experiment.regularization
    rate = rate_of(experiment)
    signs = price.l1 and not price.proximal
    prices = [f"p = cost*np.sign({parameters})"] if signs else []
    prices += [f"p = {'p + ' if signs else ''}pull*{parameters}"] if price.l2 else []
    paid = (*prices, "g += p") if prices and parameters.startswith("w") else ()
    learned = experiment.optimizer.rule.STATEMENTS
    if price.shrinks and parameters.startswith("w"):
        added = learned[-1].replace("{p} -= ", "u = -", 1)
        learned = (*learned[:-1], added, *SHRINKING)
    return (f"g = {uphill}", *paid, *(line.format(p=parameters, rate=rate) for line in learned))


def generator_statements(experiment: Experiment) -> tuple[str, ...]:
    """Return the lines that get random numbers ready, a stream for each thing that they decide."""
    start = experiment.initialization.rule
    dealt = "choice" if experiment.replacement else "permutation"
    streams = {
        WEIGHTS: f"{start.DRAWS} = rng(seed).{start.DRAWS}" if start.DRAWS else "",
        BATCHES: f"deal = rng(seed).{dealt}" if draws_batches(experiment) else "",
        DROPOUT: "chance = rng(seed).random" if has_dropout_layers(experiment) else "",
    }
    wanted = {number: line for number, line in streams.items() if line}
    ready = (line.format(seed=experiment.seed) for line in start.PREPARATION)
    return (
        *ready,
        *(("rng = np.random.default_rng",) if wanted else ()),
        *(
            text
            for number, line in wanted.items()
            for text in (f"seed = [{experiment.seed}, {number}]", line)
        ),
    )


def draws_batches(experiment: Experiment) -> bool:
    """Return whether batches are drawn at random."""
    return experiment.batch_size is not None and experiment.shuffle


def has_dropout_layers(experiment: Experiment) -> bool:
    """Return whether some units are silenced at random."""
    return any(layer.dropout for layer in experiment.layers)


def drawing_statements(experiment: Experiment, k: int) -> tuple[tuple[str, ...], ...]:
    """Return the lines that draw the weights k, the widest form first."""
    before, behind = experiment.widths[k : k + 2]
    start = experiment.initialization
    names = {"w": f"w{k}", "shape": f"({before},{behind})", "before": before}
    names |= {"all": before + behind}
    names |= {constant: getattr(start, constant) for constant in start.settings}
    return tuple(tuple(line.format(**names) for line in form) for form in start.rule.FORMS)
