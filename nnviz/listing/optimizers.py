"""Updates: how optimisers, regularisation and initial weights are written, in narrow lines.

They keep to the order of operations of `nnviz.learning.optimizers`. What an optimiser remembers of
the parameters `w0` is called `vw0` (velocity), `mw0` (mean gradient), `sw0` (mean or sum of the
squared gradients); `g` is the gradient.
"""

from collections.abc import Mapping
from types import MappingProxyType

from nnviz.learning.chance import BATCHES, DROPOUT, WEIGHTS
from nnviz.learning.experiment import Experiment

CONSTANTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "gradient_descent": {},
        "momentum": {"keep": "momentum"},
        "nesterov": {"keep": "momentum"},
        "adagrad": {"tiny": "epsilon"},
        "rmsprop": {"keep": "decay", "tiny": "epsilon"},
        "adam": {"keep1": "first_decay", "keep2": "second_decay", "tiny": "epsilon"},
    }
)
"""The names of an optimiser's constants in a program, and in `Optimization`."""

MEMORIES: Mapping[str, str] = MappingProxyType(
    {
        "gradient_descent": "",
        "momentum": "v",
        "nesterov": "v",
        "adagrad": "s",
        "rmsprop": "s",
        "adam": "ms",
    }
)
"""The letters of what an optimiser remembers."""

SHRINKING = (
    "cut = {rate}cost",
    "new = {p} + u",
    "u -= cut*np.sign(new)",
    "zero = abs(new) <= cut",
    "u[zero] = -{p}[zero]",
    "{p} += u",
)
"""How the proximal step of L1 follows what an optimiser would add: `u`."""

UPDATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "gradient_descent": ("{p} -= {rate}g",),
        "momentum": ("v{p} = keep*v{p} + g", "{p} -= {rate}v{p}"),
        "nesterov": ("v{p} = keep*v{p} + g", "{p} -= {rate}(g + keep*v{p})"),
        "adagrad": ("s{p} += g**2", "r = np.sqrt(s{p}) + tiny", "{p} -= {rate}g/r"),
        "rmsprop": (
            "q = (1 - keep)*g**2",
            "s{p} = keep*s{p} + q",
            "r = np.sqrt(s{p}) + tiny",
            "{p} -= {rate}g/r",
        ),
        "adam": (
            "q = (1 - keep1)*g",
            "m{p} = keep1*m{p} + q",
            "q = (1 - keep2)*g**2",
            "s{p} = keep2*s{p} + q",
            "m = m{p}/(1 - keep1**t)",
            "s = s{p}/(1 - keep2**t)",
            "r = np.sqrt(s) + tiny",
            "{p} -= {rate}m/r",
        ),
    }
)
"""What an optimiser does with the gradient `g` of the parameters `{p}` in step `t`."""


def constant_statements(experiment: Experiment) -> tuple[str, ...]:
    """Return the lines that name the constants of optimiser and regularisation."""
    optimizer, price = experiment.optimizer, experiment.regularization
    names = CONSTANTS[optimizer.name].items()
    lines = [f"{name} = {getattr(optimizer, field)!r}" for name, field in names]
    lines += [f"cost = {price.l1!r}"] if price.l1 else []
    lines += [f"pull = {price.l2!r}"] if price.l2 else []
    return tuple(lines)


def memory_statements(experiment: Experiment, parameters: str) -> tuple[str, ...]:
    """Return the lines that begin to remember something of some parameters."""
    letters = MEMORIES[experiment.optimizer.name]
    return tuple(f"{letter}{parameters} = 0*{parameters}" for letter in letters)


def rate_of(experiment: Experiment) -> str:
    """Return what stands before a step; a learning rate of 1 that never changes needs nothing."""
    constant = experiment.schedule.name == "constant"
    return "" if experiment.learning_rate == 1 and constant else "rate*"


def is_plain(experiment: Experiment) -> bool:
    """Return whether an update is nothing but the rate times activation × delta."""
    return experiment.optimizer.name == "gradient_descent" and not experiment.regularization


def update_statements(experiment: Experiment, parameters: str, uphill: str) -> tuple[str, ...]:
    """Return the lines that change some parameters.

    Args:
        experiment: says which optimiser and which price.
        parameters: `w0` or `b0`.
        uphill: their gradient, as it is written.

    """
    price = experiment.regularization
    rate = rate_of(experiment)
    signs = price.l1 and not price.proximal
    prices = [f"p = cost*np.sign({parameters})"] if signs else []
    prices += [f"p = {'p + ' if signs else ''}pull*{parameters}"] if price.l2 else []
    paid = (*prices, "g += p") if prices and parameters.startswith("w") else ()
    learned = UPDATES[experiment.optimizer.name]
    if price.shrinks and parameters.startswith("w"):
        added = learned[-1].replace("{p} -= ", "u = -", 1)
        learned = (*learned[:-1], added, *SHRINKING)
    return (f"g = {uphill}", *paid, *(line.format(p=parameters, rate=rate) for line in learned))


def generator_statements(experiment: Experiment) -> tuple[str, ...]:
    """Return the lines that get random numbers ready, a stream for each thing that they decide."""
    start = experiment.initialization.name
    drawn = "uniform" if start == "glorot_uniform" else "normal"
    dealt = "choice" if experiment.replacement else "permutation"
    streams = {
        WEIGHTS: f"{drawn} = rng(seed).{drawn}" if start not in {"lecture", "given"} else "",
        BATCHES: f"deal = rng(seed).{dealt}" if draws_batches(experiment) else "",
        DROPOUT: "chance = rng(seed).random" if has_dropout_layers(experiment) else "",
    }
    wanted = {number: line for number, line in streams.items() if line}
    legacy = (f"np.random.seed({experiment.seed})", "random = np.random.random")
    return (
        *(legacy if start == "lecture" else ()),
        *(("rng = np.random.default_rng",) if wanted else ()),
        *(
            text
            for number, line in wanted.items()
            for text in (f"seed = [{experiment.seed}, {number}]", line)
        ),
    )


def draws_batches(experiment: Experiment) -> bool:
    """Return whether chance decides which records make a batch."""
    return experiment.batch_size is not None and experiment.shuffle


def has_dropout_layers(experiment: Experiment) -> bool:
    """Return whether some units are silenced by chance."""
    return any(layer.dropout for layer in experiment.layers)


def drawing_statements(experiment: Experiment, k: int) -> tuple[tuple[str, ...], ...]:
    """Return the lines that draw the weights k, the shortest form first."""
    before, behind = experiment.widths[k : k + 2]
    shape = f"({before},{behind})"
    deviation = {
        "gaussian": repr(experiment.initialization.deviation),
        "xavier": f"np.sqrt(2/{before + behind})",
        "he": f"np.sqrt(2/{before})",
    }
    if experiment.initialization.name == "lecture":
        return (
            (f"w{k} = 2*random({shape}) - 1",),
            (f"w{k} = random({shape})", f"w{k} = 2*w{k} - 1"),
        )
    if experiment.initialization.name == "glorot_uniform":
        wide = f"d = np.sqrt(6/{before + behind})"
        return (
            (wide, f"w{k} = uniform(-d, d, {shape})"),
            (wide, f"size = {shape}", f"w{k} = uniform(-d, d, size)"),
        )
    wide = f"d = {deviation[experiment.initialization.name]}"
    return (
        (wide, f"w{k} = normal(0, d, {shape})"),
        (wide, f"size = {shape}", f"w{k} = normal(0, d, size)"),
    )
