"""Formulas: a function of x that a user writes, computed without running what is written.

Python parses the text into a tree; the tree is walked, and nothing but numbers, names, the signs
below and the functions below is computed, all of it by NumPy in float64. Nothing is evaluated as
Python would, so that no text can do more than arithmetic.
"""

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import ExperimentError, quoted

Array = NDArray[np.float64]

LONGEST: Final = 200  # characters
SIGNS: Mapping[type[ast.AST], Callable[..., Any]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.Mod: operator.mod,
        ast.Pow: operator.pow,
        ast.USub: operator.neg,
        ast.UAdd: operator.pos,
    }
)
FUNCTIONS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "abs": np.abs,
        "cos": np.cos,
        "exp": np.exp,
        "floor": np.floor,
        "log": np.log,
        "sign": np.sign,
        "sin": np.sin,
        "sqrt": np.sqrt,
        "tan": np.tan,
        "tanh": np.tanh,
    }
)
CONSTANTS: Mapping[str, float] = MappingProxyType({"pi": np.pi, "e": np.e})
VARIABLES: Final = (("x",), ("x1", "x2"))


@dataclass(frozen=True, eq=False, slots=True)
class Formula:
    """A function of one variable, or of two.

    Attributes:
        text: as it was written.
        variables: `x`, or `x1` and `x2`.

    """

    text: str
    variables: tuple[str, ...]
    _tree: ast.expr

    def __call__(self, inputs: Array) -> Array:
        """Return (n,) the value at each of (n, variables) inputs.

        Raises:
            ExperimentError: one of the values is no finite number.

        """
        known = dict(zip(self.variables, inputs.T, strict=True))
        with np.errstate(all="ignore"):
            values = np.broadcast_to(_value(self._tree, known), len(inputs)).astype(np.float64)
        wrong = np.flatnonzero(~np.isfinite(values))
        if wrong.size:
            at = ", ".join(f"{name} = {column[wrong[0]]:g}" for name, column in known.items())
            raise ExperimentError(
                f"of: {quoted(self.text)} is {values[wrong[0]]} at {at}; choose another function, "
                "or other ends with from and to"
            )
        return values


def parsed_formula(text: str) -> Formula:
    """Return the function that a text means.

    Raises:
        ExperimentError: it means none; names what is not possible.

    """
    if not 0 < len(text) <= LONGEST:
        raise _no_formula(text, f"give 1 to {LONGEST} characters, like sin(x)")
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _no_formula(text, "write it as in Python, like 2*x + sin(x)") from error
    used = {name for name in _checked_names(text, tree) if name not in CONSTANTS}
    variables = next((each for each in VARIABLES if used <= set(each)), None)
    if variables is None:
        raise _no_formula(text, "its variable is x, or its two variables are x1 and x2")
    return Formula(text, variables, tree)


def _checked_names(text: str, tree: ast.expr) -> set[str]:
    """Return the variables and constants of a tree in which nothing else stands than may."""
    names: set[str] = set()
    left: list[ast.expr] = [tree]
    while left:
        match left.pop():
            case ast.Constant(value=int() | float() as number) if type(number) is not bool:
                _check_number(text, number)
            case ast.Name(id=name):
                names.add(name)
            case ast.BinOp(left=first, op=sign, right=second) if type(sign) in SIGNS:
                left += [first, second]
            case ast.UnaryOp(op=sign, operand=operand) if type(sign) in SIGNS:
                left.append(operand)
            case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if (
                name in FUNCTIONS
            ):
                left.append(argument)
            case ast.BinOp(op=ast.BitXor()):
                raise _no_formula(text, "a power is written **, like x**2")
            case other:
                part = (ast.get_source_segment(text.strip(), other) or "")[:40]
                known = ", ".join(FUNCTIONS)
                raise _no_formula(text, f"{part!r} is none of numbers, + - * / % ** and {known}")
    return names


def _check_number(text: str, number: float) -> None:
    try:
        float(number)
    except OverflowError:
        raise _no_formula(text, "a number of it has too many digits") from None


def _value(tree: ast.expr, known: Mapping[str, Array]) -> Any:
    """Return the value of a tree that has been checked."""
    match tree:
        case ast.Constant(value=int() | float() as number):
            return np.float64(number)
        case ast.Name(id=name):
            return known[name] if name in known else np.float64(CONSTANTS[name])
        case ast.BinOp(left=first, op=sign, right=second):
            return SIGNS[type(sign)](_value(first, known), _value(second, known))
        case ast.UnaryOp(op=sign, operand=operand):
            return SIGNS[type(sign)](_value(operand, known))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return FUNCTIONS[name](_value(argument, known))
    raise AssertionError(tree)


def _no_formula(text: str, remedy: str) -> ExperimentError:
    return ExperimentError(f"of: {quoted(text)} is no function of x; {remedy}")
