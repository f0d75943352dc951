"""A row of the table of figures: what was measured, beside its peer or its floor, and the goal."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One figure of today, beside what the same run measured for its peer.

    Attributes:
        work: what was done.
        value: what it took, in `unit`.
        unit: `s`, `ms`, `MB`, `frames/s`, …
        peer: what it is held against; empty where the goal is of the value itself.
        peer_value: what that took, in `unit`.
        at_most: the goal, of the ratio where there is a peer, else of the value.
        at_least: the same, where more is better.
        series: the amounts of work behind the row and what each took, where it is about growth.

    """

    work: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    series: tuple[tuple[float, float], ...] = ()

    @property
    def ratio(self) -> float | None:
        """Return the value by the peer's."""
        return None if self.peer_value is None else self.value / self.peer_value

    @property
    def met(self) -> bool | None:
        """Return whether the goal is met; none where there is no goal."""
        reached = self.value if self.ratio is None else self.ratio
        if self.at_most is not None:
            return reached <= self.at_most
        return None if self.at_least is None else reached >= self.at_least

    @property
    def goal(self) -> str:
        """Return the goal in words."""
        unit = f" {self.unit}" if self.ratio is None else "×"
        if self.at_most is not None:
            return f"at most {self.at_most:g}{unit}"
        return "" if self.at_least is None else f"at least {self.at_least:g}{unit}"

    def as_dict(self) -> dict[str, object]:
        """Return the row as JSON holds it."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met}
