"""Choices: one of several by its name, and the settings that it has; those of others are refused.

What can be chosen is a rule: a dataclass whose fields are its settings, each with its usual value,
its check and its name in a program. What a scene may say, what is refused and how a recording
describes it all follow from these. A table of an experiment like `OptimizerSettings` has a field
for every setting of every rule; None: the rule that is chosen has none of this name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Generic, TypeVar, cast

from nnviz.learning.checks import check, check_name, make_plain

Check = Callable[[str, object], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceSetting:
    """A setting of a rule.

    Attributes:
        meaning: what it says.
        default: what it is where nobody says otherwise.
        check: raises an `ExperimentError` where a value is not possible; is given the field and it.
        kind: its type.
        written: what it is called in a NumPy program; empty: it is not written there.

    """

    meaning: str
    default: Any
    check: Check
    kind: Any
    written: str = ""


def setting(meaning: str, default: object, check: Check, *, written: str = "") -> Any:
    """Return a field of a rule: one of its settings; see `ChoiceSetting`."""
    told = {"meaning": meaning, "check": check, "written": written}
    return field(default=default, metadata=told)


def settings_of(rule: Any) -> dict[str, ChoiceSetting]:
    """Return the settings of a rule, by name."""
    return {
        each.name: ChoiceSetting(kind=each.type, default=each.default, **each.metadata)
        for each in fields(rule)
        if each.init
    }


R = TypeVar("R")


class Choice(Generic[R]):
    """A table of an experiment: the name of a rule, and its settings.

    Attributes:
        FIELD: the field of an experiment that it stands in.
        RULES: what can be chosen, by name.
        name: one of these.

    """

    __slots__ = ()
    FIELD: ClassVar[str]
    RULES: ClassVar[Mapping[str, type[Any]]]
    name: str

    def __init__(self, *, name: str = "", **settings: Any) -> None:
        """Choose; every table has this in the form of a dataclass."""
        raise NotImplementedError

    def __post_init__(self) -> None:
        make_plain(self)
        check_name(f"{self.FIELD}.name", self.name, self.RULES)
        for each in fields(self)[1:]:  # type: ignore[arg-type]
            self._settle(each.name)

    def _settle(self, name: str) -> None:
        """Let a setting have its usual value or be checked, or refuse it."""
        known, value = self.settings.get(name), getattr(self, name)
        place = f"{self.FIELD}.{name}"
        if known is None:
            others = [other for other, rule in self.RULES.items() if name in settings_of(rule)]
            told = f"leave it out, or choose {' or '.join(others)}"
            remedy = f"{self.name!r} has no such setting; {told}"
            check(value is None, place, value, remedy)
        elif value is None:
            object.__setattr__(self, name, known.default)
        else:
            known.check(place, value)

    @property
    def rule(self) -> R:
        """What is chosen, with its settings; another one at every call."""
        given = {name: getattr(self, name) for name in self.settings}
        return cast("R", self.RULES[self.name](**given))

    @property
    def settings(self) -> dict[str, ChoiceSetting]:
        """The settings that the choice has, by name."""
        return settings_of(self.RULES[self.name])

    @classmethod
    def known(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is given without settings of other choices, which older recordings have."""
        rule = cls.RULES.get(given.get("name", ""))
        if rule is None:
            return dict(given)
        others = _every_setting(cls.RULES).keys() - settings_of(rule).keys()
        return {name: value for name, value in given.items() if name not in others}


C = TypeVar("C", bound=Choice[Any])


def choice_of(place: str, rules: Mapping[str, Any]) -> Callable[[type[C]], type[C]]:
    """Make a table of an experiment of a class that has nothing but the default of its name.

    Args:
        place: the field of an experiment that it stands in.
        rules: what can be chosen, by name.

    """

    def made(cls: type[C]) -> type[C]:
        cls.FIELD, cls.RULES = place, rules
        cls.__annotations__ = {"name": str}
        for name, each in _every_setting(rules).items():
            cls.__annotations__[name] = each.kind | None
            setattr(cls, name, None)
        return dataclass(frozen=True, kw_only=True, slots=True)(cls)

    return made


def _every_setting(rules: Mapping[str, Any]) -> dict[str, ChoiceSetting]:
    """Return all settings of all rules, by name."""
    return {name: each for rule in rules.values() for name, each in settings_of(rule).items()}
