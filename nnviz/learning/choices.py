"""Choices: one of several by its name, and the settings that it has; those of others are refused.

What can be chosen says itself which settings it has, in `SETTINGS`: their usual values, checks and
names in a program. What a scene may say, what is refused and how a recording describes it all
follow from that. A table of an experiment like `OptimizerSettings` has a field for every setting of
every choice; None: it is none of this choice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

from nnviz.learning.checks import check, check_name, make_plain


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceSetting:
    """A setting of what can be chosen.

    Attributes:
        meaning: what it says.
        default: what it is where nobody says otherwise.
        check: raises an `ExperimentError` where a value is not possible; is given the field and it.
        kind: its type.
        written: what it is called in a NumPy program; empty: it is not written there.

    """

    meaning: str
    default: Any
    check: Callable[[str, object], None]
    kind: Any = float
    written: str = ""


class Choice:
    """A table of an experiment: a name, and the settings of what has that name.

    Attributes:
        FIELD: the field of an experiment that it stands in.
        RULES: what can be chosen, by name.
        name: one of these.

    """

    __slots__ = ()
    FIELD: ClassVar[str]
    RULES: ClassVar[Mapping[str, Any]]
    name: str

    def __init__(self, *, name: str = "", **settings: Any) -> None:
        """Choose; every table has this in the form of a dataclass."""
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        """Find no such setting; the dataclass holds those that there are."""
        raise AttributeError(f"{type(self).__name__} has no setting {name!r}")

    def __post_init__(self) -> None:
        make_plain(self)
        check_name(f"{self.FIELD}.name", self.name, self.RULES)
        for each in fields(self)[1:]:  # type: ignore[arg-type]
            self._settle(each.name)

    def _settle(self, name: str) -> None:
        """Let a setting have its usual value or be checked, or refuse it."""
        setting, value = self.settings.get(name), getattr(self, name)
        field = f"{self.FIELD}.{name}"
        if setting is None:
            others = [other for other, rule in self.RULES.items() if name in rule.SETTINGS]
            told = f"leave it out, or choose {' or '.join(others)}"
            remedy = f"{self.name!r} has no such setting; {told}"
            check(value is None, field, value, remedy)
        elif value is None:
            object.__setattr__(self, name, setting.default)
        else:
            setting.check(field, value)

    @property
    def rule(self) -> Any:
        """What is chosen."""
        return self.RULES[self.name]

    @property
    def settings(self) -> Mapping[str, ChoiceSetting]:
        """The settings that the choice has."""
        found: Mapping[str, ChoiceSetting] = self.rule.SETTINGS
        return found

    @classmethod
    def known(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is given without settings of other choices, which older recordings have."""
        rule = cls.RULES.get(given.get("name", ""))
        if rule is None:
            return dict(given)
        others = _settings_of(cls.RULES).keys() - rule.SETTINGS.keys()
        return {name: value for name, value in given.items() if name not in others}


C = TypeVar("C", bound=Choice)


def choice_of(field: str, rules: Mapping[str, Any]) -> Callable[[type[C]], type[C]]:
    """Make a table of an experiment of a class that has nothing but the default of its name.

    Args:
        field: of an experiment, that it stands in.
        rules: what can be chosen, by name.

    """

    def made(cls: type[C]) -> type[C]:
        cls.FIELD, cls.RULES = field, rules
        cls.__annotations__ = {"name": str}
        for name, setting in _settings_of(rules).items():
            cls.__annotations__[name] = setting.kind | None
            setattr(cls, name, None)
        return dataclass(frozen=True, kw_only=True, slots=True)(cls)

    return made


def _settings_of(rules: Mapping[str, Any]) -> dict[str, ChoiceSetting]:
    """Return all settings of all rules."""
    return {name: each for rule in rules.values() for name, each in rule.SETTINGS.items()}
