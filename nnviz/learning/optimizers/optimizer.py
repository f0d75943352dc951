"""What an optimizer is: the update that it computes, what it remembers, and how it is written."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnviz.learning.checks import check_positive
from nnviz.learning.choices import setting

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """Something that an optimizer remembers of each parameter, which is recorded.

    Attributes:
        name: what it is called in a trace.
        letter: what it is called in a program, before the name of the parameters: `vw0`.
        meaning: what it is.
        sign: what a positive value says.
        formula: how it is computed.

    """

    name: str
    letter: str
    meaning: str
    sign: str
    formula: str


@dataclass(kw_only=True, eq=False)
class Optimizer(ABC):
    """What turns the gradients of one array of parameters into updates, step by step.

    Its fields are its constants.

    Attributes:
        MEMORIES: what it remembers.
        STATEMENTS: how a NumPy program changes the parameters `{p}` by their gradient `g` in step
            `t`, in narrow lines and in the order of operations of `update`; the last begins with
            `{p} -= {rate}`.
        COUNTS: whether the formula names the number of the step, `t`.
        IS_PLAIN: whether the update is the rate × gradient, and nothing else.
        state: its memory, by name, each in the shape of the parameters.
        t: the number of the last step, where the formula names it.

    """

    MEMORIES: ClassVar[tuple[Memory, ...]] = ()
    STATEMENTS: ClassVar[tuple[str, ...]]
    COUNTS: ClassVar[bool] = False
    IS_PLAIN: ClassVar[bool] = False
    state: dict[str, Array] = field(init=False, default_factory=dict)
    t: int = field(init=False, default=0)

    def begin(self, parameters: Array) -> None:
        """Look after parameters whose first step comes: there is nothing to remember yet."""
        self.state = {memory.name: np.zeros_like(parameters) for memory in self.MEMORIES}

    @abstractmethod
    def update(
        self, parameters: Array, gradient: Array, negative_rate: Array, *, out: Array
    ) -> None:
        """Compute what is added to the parameters.

        Args:
            parameters: w before this step, of any shape; not changed.
            gradient: ∂L/∂w, in the same shape.
            negative_rate: −(learning rate) of this step, ().
            out: the update, in the same shape.

        """


def epsilon_setting() -> Any:
    """Return the field of an optimizer that divides by what may be 0."""
    return setting("keeps the divisor above 0", 1e-8, check_positive, written="tiny")
