"""`python -m benchmarks.compare_torch`: what PyTorch makes of small networks, as reference numbers.

Every activation, loss and optimizer trains a 3-5-3 network in float64 for 50 steps from the same
start, and so do schedules, regularization and batches. What becomes of the weights is written to
`tests/learning/torch_reference.json`, where the tests hold nnviz against it. Only this script needs
PyTorch (`pip install '.[compare]'`), and it needs nothing of nnviz.
"""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (everybody calls it so)

REFERENCE = Path(__file__).parents[1] / "tests" / "learning" / "torch_reference.json"
STEPS = 50
SAMPLES, WIDTHS = 12, (3, 5, 3)
Case = dict[str, Any]

ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "softplus": lambda z: F.softplus(z, threshold=1e9),  # exact everywhere
    "softmax": lambda z: torch.softmax(z, dim=1),
}
RATES = {
    "gradient_descent": 0.1,
    "momentum": 0.02,
    "nesterov": 0.02,
    "adagrad": 0.05,
    "rmsprop": 0.01,
    "adam": 0.02,
    "adamw": 0.02,
}
PAIRS = {"binary_cross_entropy": "sigmoid", "categorical_cross_entropy": "softmax"}


def cases() -> Iterator[Case]:
    """Yield what is trained, in the words of an experiment."""
    for loss in ("half_squared_error", "mean_squared_error", *PAIRS):
        for activation in ACTIVATIONS:
            if activation == "softmax" and loss in PAIRS:
                continue
            for optimizer, rate in RATES.items():
                yield {
                    "hidden": "tanh" if activation == "softmax" else activation,
                    "output": PAIRS.get(loss, activation),
                    "loss": loss,
                    "optimizer": {"name": optimizer},
                    "learning_rate": rate / SAMPLES if loss == "half_squared_error" else rate,
                }
    plain = {
        "hidden": "tanh",
        "output": "softmax",
        "loss": "categorical_cross_entropy",
        "optimizer": {"name": "gradient_descent"},
        "learning_rate": 0.2,
    }
    yield plain | {"regularization": {"l2": 0.03}}
    yield plain | {"regularization": {"l1": 0.02}}
    yield plain | {"schedule": {"name": "step", "every": 7, "factor": 0.5}}
    yield plain | {"schedule": {"name": "cosine", "lowest": 0.01}}
    yield plain | {"regularization": {"l1": 0.02, "l2": 0.03, "proximal": True}}
    yield plain | {
        "regularization": {"l1": 0.05, "proximal": True},
        "schedule": {"name": "step", "every": 7, "factor": 0.5},
        "optimizer": {"name": "momentum", "momentum": 0.5},
    }
    for loss in ("half_squared_error", "mean_squared_error", *PAIRS):
        yield plain | {
            "output": PAIRS.get(loss, "tanh"),
            "loss": loss,
            "batch_size": 5,
            "drop_last": False,
            "learning_rate": 0.02 if loss == "half_squared_error" else 0.2,
        }
    yield plain | {"batch_size": 4, "optimizer": {"name": "momentum", "momentum": 0.5}}
    yield plain | {"batch_size": 1, "optimizer": {"name": "rmsprop", "decay": 0.9}}
    yield plain | {
        "batch_size": 4,
        "optimizer": {"name": "adamw", "weight_decay": 0.5},
        "regularization": {"l2": 0.03},
        "learning_rate": 0.05,
    }


def start() -> dict[str, Any]:
    """Return the records and the parameters that all of them begin with."""
    random = np.random.default_rng(5)
    shapes = list(pairwise(WIDTHS))
    return {
        "steps": STEPS,
        "inputs": random.normal(size=(SAMPLES, WIDTHS[0])).tolist(),
        "targets": np.eye(WIDTHS[-1])[random.integers(WIDTHS[-1], size=SAMPLES)].tolist(),
        "weights": [random.normal(scale=0.7, size=shape).tolist() for shape in shapes],
        "biases": [random.normal(scale=0.3, size=shape[1]).tolist() for shape in shapes],
    }


def optimizer_of(case: Case, parameters: list[Tensor]) -> torch.optim.Optimizer:
    """Return PyTorch's optimizer of the same meaning."""
    rate, settings = case["learning_rate"], case["optimizer"]
    momentum, decay = settings.get("momentum", 0.9), settings.get("decay", 0.99)
    match settings["name"]:
        case "momentum":
            return torch.optim.SGD(parameters, rate, momentum=momentum)
        case "nesterov":
            return torch.optim.SGD(parameters, rate, momentum=momentum, nesterov=True)
        case "adagrad":
            return torch.optim.Adagrad(parameters, rate, eps=1e-8)
        case "rmsprop":
            return torch.optim.RMSprop(parameters, rate, alpha=decay, eps=1e-8)
        case "adam":
            return torch.optim.Adam(parameters, rate, betas=(0.9, 0.999), eps=1e-8)
        case "adamw":  # its usual constants
            constants = {name: value for name, value in settings.items() if name != "name"}
            return torch.optim.AdamW(parameters, rate, **constants)
        case _:
            return torch.optim.SGD(parameters, rate)


def schedule_of(
    case: Case, optimizer: torch.optim.Optimizer
) -> torch.optim.lr_scheduler.LRScheduler | None:
    """Return PyTorch's schedule of the same meaning."""
    settings = case.get("schedule", {"name": "constant"})
    match settings["name"]:
        case "step":
            return torch.optim.lr_scheduler.StepLR(
                optimizer, settings["every"], gamma=settings["factor"]
            )
        case "cosine":
            return torch.optim.lr_scheduler.CosineAnnealingLR(
                optimizer, STEPS, eta_min=settings["lowest"]
            )
    return None


def loss_of(case: Case, sums: Tensor, targets: Tensor) -> Tensor:
    """Return the loss, from the pre-activations of the output."""
    match case["loss"]:
        case "binary_cross_entropy":
            return F.binary_cross_entropy_with_logits(sums, targets)
        case "categorical_cross_entropy":
            return F.cross_entropy(sums, targets)
        case "mean_squared_error":
            return F.mse_loss(ACTIVATIONS[case["output"]](sums), targets)
        case _:
            return 0.5 * F.mse_loss(ACTIVATIONS[case["output"]](sums), targets, reduction="sum")


def trained(case: Case, begin: dict[str, Any]) -> list[float]:
    """Return all weights and biases after the training, layer by layer, row by row."""
    inputs, targets = torch.tensor(begin["inputs"]), torch.tensor(begin["targets"])
    weights = [nn.Parameter(torch.tensor(values)) for values in begin["weights"]]
    biases = [nn.Parameter(torch.tensor(values)) for values in begin["biases"]]
    optimizer = optimizer_of(case, weights + biases)
    schedule = schedule_of(case, optimizer)
    size = case.get("batch_size", SAMPLES)
    batches = torch.arange(SAMPLES).split(size)
    if case.get("drop_last", True):
        batches = batches[: SAMPLES // size]
    price = {"l1": 0.0, "l2": 0.0, "proximal": False} | case.get("regularization", {})
    for step in range(STEPS):
        rows = batches[step % len(batches)]
        hidden = ACTIVATIONS[case["hidden"]](inputs[rows] @ weights[0] + biases[0])
        loss = loss_of(case, hidden @ weights[1] + biases[1], targets[rows])
        for w in weights:
            loss = loss + price["l2"] / 2 * w.square().sum()
            if not price["proximal"]:
                loss = loss + price["l1"] * w.abs().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if price["proximal"]:
            for w in weights:
                w.data = F.softshrink(w.data, optimizer.param_groups[0]["lr"] * price["l1"])
        if schedule is not None:
            schedule.step()
    ends = [end for pair in zip(weights, biases, strict=True) for end in pair]
    return [value for end in ends for value in end.detach().flatten().tolist()]


def main() -> None:
    """Write the reference numbers."""
    torch.set_default_dtype(torch.float64)
    begin = start()
    found = [case | {"after": trained(case, begin)} for case in cases()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in found)
    head = json.dumps(begin | {"torch": torch.__version__})[:-1]
    REFERENCE.write_text(f'{head}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{REFERENCE}: {len(found)} trainings, {REFERENCE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
