"""A first experiment: a small network that suits data nobody has tried anything with."""

from typing import Final

from nnviz.learning.data import Data
from nnviz.learning.datasets import Dataset
from nnviz.learning.description import Layer
from nnviz.learning.experiment import Experiment
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OptimizerSettings

HIDDEN: Final = 6  # nodes, few enough to be told apart
EPOCHS: Final = 200
MOST_IN_A_STEP: Final = 500  # records
BATCH: Final = 32
STEPS: Final = 3000  # of a training by batches, about


def first_experiment(data: Data) -> Experiment:
    """Return an experiment with one hidden layer that can be expected to learn something.

    Raises:
        ExperimentError: the data cannot be read.

    """
    dataset = data.dataset
    activation, loss = _output_of(dataset)
    by_batches = dataset.size > MOST_IN_A_STEP
    steps_per_epoch = dataset.size // BATCH
    return Experiment(
        data=data,
        layers=(
            Layer(units=HIDDEN, activation="tanh", bias=True),
            Layer(units=dataset.targets.shape[1], activation=activation, bias=True),
        ),
        loss=loss,
        optimizer=OptimizerSettings(name="adam"),
        learning_rate=0.01 if by_batches else 0.03,
        initialization=Initialization(name="xavier"),
        batch_size=BATCH if by_batches else None,
        epochs=max(STEPS // steps_per_epoch, 2) if by_batches else EPOCHS,
    )


def _output_of(dataset: Dataset) -> tuple[str, str]:
    """Return the activation of the output and the loss that belong together."""
    if not dataset.classes:
        return "identity", "mean_squared_error"
    if dataset.targets.shape[1] == 1:
        return "sigmoid", "binary_cross_entropy"
    return "softmax", "categorical_cross_entropy"
