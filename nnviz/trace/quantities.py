"""The rows of the table of recorded tensors, see `nnviz.trace.schema`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from nnviz.learning.description import Described
from nnviz.learning.metrics import is_classification
from nnviz.learning.optimizers import OPTIMIZERS, Memory

RECORD = "record"
BATCH = "record of the step"
UNIT = "unit of k"
NEXT_UNIT = "unit of k + 1"


class Where(Enum):
    """For which k a quantity is recorded."""

    LAYERS = "k = 0 … L"
    COMPUTED_LAYERS = "k = 1 … L"
    WEIGHTS = "k = 0 … L − 1"
    BIASES = "k = 0 … L − 1 where layer k + 1 has biases"
    MASKED_LAYERS = "k = 1 … L − 1 where layer k has dropout"
    ONCE = "once"


def _always(_: Described) -> bool:
    return True


def _by_batches(trained: Described) -> bool:
    return trained.training.by_batches


def _has_held_out(trained: Described) -> bool:
    return trained.dataset.held_out is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A row of the table: a tensor that is recorded at every recorded step.

    Attributes:
        name: its name in a trace, without the number k.
        where: for which k it exists.
        axes: what its axes run over; none for a scalar.
        meaning: what it is.
        sign: what a positive value says.
        formula: how it is computed from the others.
        recorded: whether a training has it.
        condition: the same in words.

    """

    name: str
    where: Where
    axes: tuple[str, ...]
    meaning: str
    sign: str
    formula: str
    recorded: Callable[[Described], bool] = _always
    condition: str = ""

    @property
    def pattern(self) -> str:
        """Its name with its number: `weights/k`."""
        return self.name if self.where is Where.ONCE else f"{self.name}/k"

    @property
    def scope(self) -> str:
        """For which k, and in which trainings it is recorded."""
        return self.where.value + (f"; {self.condition}" if self.condition else "")


def _memories() -> Iterator[Quantity]:
    """Yield the rows of what optimizers remember of weights and of biases."""
    users: dict[str, dict[str, Memory]] = {}
    for user, kind in OPTIMIZERS.items():
        for memory in kind.MEMORIES:
            users.setdefault(memory.name, {})[user] = memory
    for name, memories in users.items():
        yield _memory(name, Where.WEIGHTS, (UNIT, NEXT_UNIT), memories)
        yield _memory(f"bias_{name}", Where.BIASES, (NEXT_UNIT,), memories)


def _memory(
    name: str, where: Where, axes: tuple[str, ...], memories: Mapping[str, Memory]
) -> Quantity:
    """Return a row of what is remembered; `memories` says what it is to whom."""
    meant = next(iter(memories.values()))
    formulas = {user: memory.formula for user, memory in memories.items()}
    same = len(set(formulas.values())) == 1
    each = "; ".join(f"{user}: {formula}" for user, formula in formulas.items())
    return Quantity(
        name=name,
        where=where,
        axes=axes,
        meaning=meant.meaning,
        sign=meant.sign,
        formula=meant.formula if same else each,
        recorded=lambda trained: name.removeprefix("bias_") in trained.training.memory,
        condition=f"optimizer {' or '.join(memories)}",
    )


def _whole_data(
    prefix: str, records: str, recorded: Callable[[Described], bool], condition: str
) -> tuple[Quantity, Quantity]:
    """Return the rows of what is measured on many records at the last step of each epoch."""
    formula = "with the weights before this step's update, without dropout; NaN in other steps"
    return (
        Quantity(
            name=f"{prefix}_loss",
            where=Where.ONCE,
            axes=(),
            meaning=f"the loss of {records}, at the last step of an epoch: their sum or their mean,"
            " as `loss`",
            sign="never negative",
            formula=formula,
            recorded=recorded,
            condition=condition,
        ),
        Quantity(
            name=f"{prefix}_accuracy",
            where=Where.ONCE,
            axes=(),
            meaning=f"the accuracy on {records}, at the last step of an epoch",
            sign="0 to 1",
            formula=formula,
            recorded=lambda trained: recorded(trained) and is_classification(trained),
            condition=f"{condition}, and accuracy is recorded",
        ),
    )


QUANTITIES = (
    Quantity(
        name="activations",
        where=Where.LAYERS,
        axes=(RECORD, UNIT),
        meaning="what each unit says; of layer 0, the input",
        sign="as it is",
        formula="a₀ = inputs; aₖ = f(zₖ) (× masks/k)",
    ),
    Quantity(
        name="preactivations",
        where=Where.COMPUTED_LAYERS,
        axes=(RECORD, UNIT),
        meaning="the weighted sum that reaches each unit",
        sign="as it is",
        formula="zₖ = aₖ₋₁ · Wₖ₋₁ (+ bₖ₋₁)",
    ),
    Quantity(
        name="activation_deltas",
        where=Where.COMPUTED_LAYERS,
        axes=(RECORD, UNIT),
        meaning="by how much each activation should be more: −∂loss/∂a; of the output the error,"
        " targets − a_L, as the loss weighs it",
        sign="positive says 'more'",
        formula="half_squared_error: e_L = targets − a_L, the error itself; mean_squared_error:"
        " 2 (targets − a_L) / (n · outputs); eₖ = δₖ₊₁ · Wₖᵀ",
    ),
    Quantity(
        name="derivatives",
        where=Where.COMPUTED_LAYERS,
        axes=(RECORD, UNIT),
        meaning="the slope of the activation function where the unit stands",
        sign="as it is",
        formula="f′(zₖ) (× masks/k); for the sigmoid and the softmax aₖ × (1 − aₖ)",
    ),
    Quantity(
        name="deltas",
        where=Where.COMPUTED_LAYERS,
        axes=(RECORD, UNIT),
        meaning="by how much each weighted sum should be more: −∂loss/∂z",
        sign="positive says 'more'",
        formula="δₖ = eₖ × f′(zₖ); softmax: a_L × (e_L − Σ e_L × a_L);"
        " cross-entropy: (targets − a_L) / n",
    ),
    Quantity(
        name="weights",
        where=Where.WEIGHTS,
        axes=(UNIT, NEXT_UNIT),
        meaning="the weights before this step's update; after it they are weights + updates",
        sign="as it is",
        formula="Wₖ of the next step = Wₖ + updates/k",
    ),
    Quantity(
        name="gradients",
        where=Where.WEIGHTS,
        axes=(UNIT, NEXT_UNIT),
        meaning="the slope of the loss: ∂loss/∂W",
        sign="positive says 'more weight, more loss'",
        formula="−(aₖᵀ · δₖ₊₁) (+ l1 · sign W, unless proximal, + l2 · W)",
    ),
    Quantity(
        name="updates",
        where=Where.WEIGHTS,
        axes=(UNIT, NEXT_UNIT),
        meaning="what this step adds to the weights",
        sign="positive makes the weight more",
        formula="gradient descent: −learning rate × gradients/k; proximal l1: nearer to 0 by"
        " learning rate × l1, not beyond",
    ),
    Quantity(
        name="biases",
        where=Where.BIASES,
        axes=(NEXT_UNIT,),
        meaning="the biases before this step's update; after it they are biases + bias_updates",
        sign="as it is",
        formula="bₖ of the next step = bₖ + bias_updates/k",
    ),
    Quantity(
        name="bias_gradients",
        where=Where.BIASES,
        axes=(NEXT_UNIT,),
        meaning="the slope of the loss: ∂loss/∂b",
        sign="positive says 'more bias, more loss'",
        formula="−Σ over the records of δₖ₊₁",
    ),
    Quantity(
        name="bias_updates",
        where=Where.BIASES,
        axes=(NEXT_UNIT,),
        meaning="what this step adds to the biases",
        sign="positive makes the bias more",
        formula="gradient descent: −learning rate × bias_gradients/k",
    ),
    Quantity(
        name="loss",
        where=Where.ONCE,
        axes=(),
        meaning="what training makes small, of the records of the step: with half_squared_error"
        " their sum, with the other losses their mean",
        sign="never negative",
        formula="half_squared_error: ½ Σ (targets − a_L)² (+ penalty)",
    ),
    Quantity(
        name="mean_absolute_error",
        where=Where.ONCE,
        axes=(),
        meaning="the mean error: of the records of the step, with the units silent that dropout"
        " silences",
        sign="never negative",
        formula="mean of |targets − a_L| over records and outputs",
    ),
    Quantity(
        name="accuracy",
        where=Where.ONCE,
        axes=(),
        meaning="share of the records of the step whose class the network tells",
        sign="0 to 1",
        formula="the largest output is that of the largest target; a single output is on the"
        " target's side of the middle between the two targets",
        recorded=is_classification,
        condition="cross-entropy, or data with classes",
    ),
    Quantity(
        name="penalty",
        where=Where.ONCE,
        axes=(),
        meaning="what regularization adds to the loss",
        sign="never negative",
        formula="l1 · Σ|W| + ½ · l2 · ΣW²",
        recorded=lambda trained: bool(trained.training.regularization),
        condition="regularization",
    ),
    Quantity(
        name="learning_rate",
        where=Where.ONCE,
        axes=(),
        meaning="the learning rate of this step",
        sign="never negative",
        formula="by the schedule",
        recorded=lambda trained: trained.training.rate_changes,
        condition="a schedule that is not constant",
    ),
    Quantity(
        name="records",
        where=Where.ONCE,
        axes=(BATCH,),
        meaning="the rows of the data that this step learns from, from 0",
        sign="whole numbers",
        formula="dealt anew in every epoch, or drawn with replacement; −1 behind a smaller batch",
        recorded=_by_batches,
        condition="batches",
    ),
    Quantity(
        name="masks",
        where=Where.MASKED_LAYERS,
        axes=(RECORD, UNIT),
        meaning="which units dropout silences",
        sign="0 is silenced",
        formula="0 with probability p, else 1 / (1 − p)",
    ),
    *_memories(),
    *(
        quantity
        for prefix, records, recorded, condition in (
            ("training", "all training records", _by_batches, "batches"),
            ("held_out", "the records that are held out", _has_held_out, "held-out data"),
        )
        for quantity in _whole_data(prefix, records, recorded, condition)
    ),
)
