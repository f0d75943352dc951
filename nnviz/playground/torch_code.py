"""An experiment as a PyTorch program, which trains the same network."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from nnviz.learning.experiment import Experiment
from nnviz.playground.framework_programs import (
    INDENT,
    check_tellable,
    first_numbers,
    heading,
    loop_lines,
    program,
    rate_imports,
    rate_lines,
    record_lines,
    settings_of,
    shown_activation,
)

IMPORTS = (
    "import numpy as np",
    "import torch",
    "from torch import nn",
    "from torch.nn import functional as F",
)
ACTIVATIONS: Mapping[str, str] = MappingProxyType(
    {
        "sigmoid": "nn.Sigmoid()",
        "tanh": "nn.Tanh()",
        "relu": "nn.ReLU()",
        "leaky_relu": "nn.LeakyReLU(0.01)",
        "softplus": "nn.Softplus(threshold=1e9)",
        "identity": "nn.Identity()",
        "softmax": "nn.Softmax(dim=1)",
    }
)
LOSSES: Mapping[str, str] = MappingProxyType(
    {
        "half_squared_error": "((y - network(x)) ** 2).sum() / 2",
        "mean_squared_error": "((y - network(x)) ** 2).mean()",
        "binary_cross_entropy": "F.binary_cross_entropy_with_logits(network(x), y)",
        "categorical_cross_entropy": "F.cross_entropy(network(x), y)",
    }
)
OPTIMIZERS: Mapping[str, str] = MappingProxyType(
    {
        "gradient_descent": "SGD(network.parameters(), lr={rate!r})",
        "momentum": "SGD(network.parameters(), lr={rate!r}, momentum={momentum!r})",
        "nesterov": "SGD(network.parameters(), lr={rate!r}, momentum={momentum!r}, nesterov=True)",
        "adagrad": "Adagrad(network.parameters(), lr={rate!r}, eps={epsilon!r})",
        "rmsprop": "RMSprop(network.parameters(), lr={rate!r}, alpha={decay!r}, eps={epsilon!r})",
        "adam": (
            "Adam(network.parameters(), lr={rate!r}, betas=({first_decay!r}, {second_decay!r}), "
            "eps={epsilon!r})"
        ),
        "adamw": (
            "AdamW(network.parameters(), lr={rate!r}, betas=({first_decay!r}, {second_decay!r}), "
            "eps={epsilon!r}, weight_decay={weight_decay!r})"
        ),
    }
)


def torch_code(experiment: Experiment) -> str:
    """Return a PyTorch program that trains the same network.

    Raises:
        UsageError: it cannot be told there, or would hold too many numbers.

    """
    check_tellable(experiment, "PyTorch")
    optimizer = OPTIMIZERS[experiment.optimizer.name].format(
        rate=float(experiment.learning_rate), **settings_of(experiment)
    )
    sections = [
        heading("PyTorch"),
        [*rate_imports(experiment), *IMPORTS],
        ["torch.set_default_dtype(torch.float64)"],
        record_lines(experiment, "torch.tensor"),
        _network(experiment),
        [*rate_lines(experiment), f"optimizer = torch.optim.{optimizer}"],
        loop_lines(
            experiment, set_rate='optimizer.param_groups[0]["lr"] = rate', step=_step(experiment)
        ),
        ['print("Loss of the last step:", loss.item())'],
    ]
    return program(sections)


def _network(experiment: Experiment) -> Iterator[str]:
    yield "network = nn.Sequential("
    inside = []
    for k, (weights, biases) in enumerate(first_numbers(experiment)):
        before, units = weights.shape
        inside.append(f"{INDENT}nn.Linear({before}, {units}, bias={biases is not None}),")
        activation = shown_activation(experiment, k)
        if activation is not None:
            inside.append(f"{INDENT}{ACTIVATIONS[activation]},")
    yield from inside
    yield ")" + (
        "" if activation is not None else "  # the loss has the activation of the output within"
    )
    yield "with torch.no_grad():"
    for k, (weights, biases) in enumerate(first_numbers(experiment)):
        yield f"{INDENT}network[{2 * k}].weight.copy_(torch.tensor({weights.T.tolist()}))"
        if biases is not None:
            yield f"{INDENT}network[{2 * k}].bias.copy_(torch.tensor({biases.tolist()}))"


def _step(experiment: Experiment) -> list[str]:
    price, layers = experiment.regularization, len(experiment.layers)
    weights = f"(network[k].weight for k in range(0, {2 * layers}, 2))"
    prices = []
    if price.l1:
        prices.append(f"loss = loss + {price.l1!r} * sum(w.abs().sum() for w in {weights})")
    if price.l2:
        half = f"{price.l2!r} / 2"
        prices.append(f"loss = loss + {half} * sum(w.square().sum() for w in {weights})")
    return [
        f"loss = {LOSSES[experiment.loss]}",
        *prices,
        "optimizer.zero_grad()",
        "loss.backward()",
        "optimizer.step()",
    ]
