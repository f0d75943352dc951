"""An experiment as a Keras program, which trains the same network.

Keras adds the epsilon of AdaGrad and RMSProp below the root, where its square says about the same.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from nnviz.errors import UsageError
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

ACTIVATIONS: Mapping[str, str] = MappingProxyType(
    {
        "sigmoid": '"sigmoid"',
        "tanh": '"tanh"',
        "relu": '"relu"',
        "leaky_relu": "keras.layers.LeakyReLU(negative_slope=0.01)",
        "softplus": '"softplus"',
        "identity": '"linear"',
        "softmax": '"softmax"',
    }
)
LOSSES: Mapping[str, str] = MappingProxyType(
    {
        "half_squared_error": "lambda y, out: keras.ops.sum((y - out) ** 2) / 2",
        "mean_squared_error": "keras.losses.MeanSquaredError()",
        "binary_cross_entropy": "keras.losses.BinaryCrossentropy(from_logits=True)",
        "categorical_cross_entropy": "keras.losses.CategoricalCrossentropy(from_logits=True)",
    }
)
OPTIMIZERS: Mapping[str, str] = MappingProxyType(
    {
        "gradient_descent": "SGD({rate!r})",
        "momentum": "SGD({rate!r}, momentum={momentum!r})",
        "nesterov": "SGD({rate!r}, momentum={momentum!r}, nesterov=True)",
        "adagrad": "Adagrad({rate!r}, initial_accumulator_value=0.0, epsilon={epsilon!r} ** 2)",
        "rmsprop": "RMSprop({rate!r}, rho={decay!r}, epsilon={epsilon!r} ** 2)",
        "adam": (
            "Adam({rate!r}, beta_1={first_decay!r}, beta_2={second_decay!r}, epsilon={epsilon!r})"
        ),
        "adamw": (
            "AdamW({rate!r}, beta_1={first_decay!r}, beta_2={second_decay!r}, "
            "epsilon={epsilon!r}, weight_decay={weight_decay!r})"
        ),
    }
)
VELOCITIES = ("momentum", "nesterov")


def keras_code(experiment: Experiment) -> str:
    """Return a Keras program that trains the same network.

    Raises:
        UsageError: it cannot be told there, or would hold too many numbers.

    """
    check_tellable(experiment, "Keras")
    changes = experiment.schedule.rule.CHANGES
    if experiment.optimizer.name in VELOCITIES and changes:
        raise UsageError("Keras keeps the rate within the velocity; let it be constant first")
    sections = [
        heading("Keras"),
        [*rate_imports(experiment), "import keras", "import numpy as np"],
        ['keras.config.set_floatx("float64")'],
        record_lines(experiment, "np.array"),
        _network(experiment),
        [*rate_lines(experiment), *_compiling(experiment)],
        loop_lines(
            experiment,
            set_rate="network.optimizer.learning_rate = rate",
            step=["network.train_on_batch(x, y)"],
        ),
        ['print("Loss:", network.evaluate(X, Y, batch_size=len(X), verbose=0))'],
    ]
    return program(sections)


def _network(experiment: Experiment) -> Iterator[str]:
    numbers = first_numbers(experiment)
    price = experiment.regularization
    if price:
        yield f"price = keras.regularizers.L1L2(l1={price.l1!r}, l2={price.l2!r} / 2)"
    yield "network = keras.Sequential(["
    yield f"{INDENT}keras.Input(({experiment.widths[0]},)),"
    for k, (weights, biases) in enumerate(numbers):
        activation = shown_activation(experiment, k)
        told = [str(weights.shape[1]), f"use_bias={biases is not None}"]
        told += ["kernel_regularizer=price"] if price else []
        told += [f"activation={ACTIVATIONS[activation]}"] if activation else []
        note = "" if activation else "  # the loss has its activation within"
        yield f"{INDENT}keras.layers.Dense({', '.join(told)}),{note}"
    yield "])"
    yield "network.set_weights(["
    for weights, biases in numbers:
        for each in (weights, biases):
            if each is not None:
                yield f"{INDENT}np.array({each.tolist()}),"
    yield "])"


def _compiling(experiment: Experiment) -> list[str]:
    optimizer = OPTIMIZERS[experiment.optimizer.name].format(
        rate=float(experiment.learning_rate), **settings_of(experiment)
    )
    return [
        "network.compile(",
        f"{INDENT}optimizer=keras.optimizers.{optimizer},",
        f"{INDENT}loss={LOSSES[experiment.loss]},",
        ")",
    ]
