"""Writes the table and the plots of docs/speed.md from the kept run of the benchmarks.

    python -m benchmarks --json docs/speed.json
    python docs/make_speed.py

Everything else on that page is written by hand.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
BEGIN, END = "<!-- measured -->\n", "<!-- end of what was measured -->\n"
WIDTH, HEIGHT = 420, 300
LEFT, TOP, RIGHT, BOTTOM = 62, 34, 28, 46  # around the plot, pixels
COLOUR, QUIET = "#3d8bff", "#8592a6"  # to be read on white and on black

Figures = Mapping[str, Any]


def main() -> None:
    """Write the page and its plots."""
    measured = json.loads((DOCS / "speed.json").read_text(encoding="utf-8"))
    page = DOCS / "speed.md"
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    page.write_text(before + BEGIN + told(measured) + END + after, encoding="utf-8")
    for old in DOCS.glob("speed_*.svg"):
        old.unlink()
    for row in measured["rows"]:
        if row["series"]:
            (DOCS / plot_name(row)).write_text(plot(row), encoding="utf-8")


def told(measured: Figures) -> str:
    """Return the machine, the table and the plots as Markdown."""
    lines = ["", "| | |", "|---|---|"]
    lines += [f"| {name} | {what} |" for name, what in measured["machine"].items()]
    lines += ["", "| work | ours | peer or floor | ratio | goal | |", "|---|---|---|---|---|---|"]
    lines += [table_row(row) for row in measured["rows"]]
    lines += [
        "",
        *(f"![{row['work']}]({plot_name(row)})" for row in measured["rows"] if row["series"]),
    ]
    return "\n".join(lines) + "\n\n"


def table_row(row: Figures) -> str:
    """Return a row of the table."""
    peer = f"{row['peer']}: {in_digits(row['peer_value'])} {row['unit']}" if row["peer"] else ""
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
    met = {None: "", True: "met", False: "**missed**"}[row["met"]]
    ours = f"{in_digits(row['value'])} {row['unit']}"
    return f"| {row['work']} | {ours} | {peer} | {ratio} | {goal(row)} | {met} |"


def goal(row: Figures) -> str:
    """Return what was wanted."""
    unit = "×" if row["peer"] else f" {row['unit']}"
    if row["at_most"] is not None:
        return f"≤ {row['at_most']:g}{unit}"
    return "" if row["at_least"] is None else f"≥ {row['at_least']:g}{unit}"


def in_digits(value: float) -> str:
    """Return a figure with three significant digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:#.3g}".rstrip(".")


def plot_name(row: Figures) -> str:
    """Return the name of the plot of a row."""
    of = row["peer"].split()[-1]
    return f"speed_{row['work'].split()[0]}_{of}.svg"


def plot(row: Figures) -> str:
    """Return as SVG what a row's work costs the more there is of it."""
    amounts, seconds = zip(*row["series"], strict=True)
    points = [(place(x, amounts), level(y, seconds)) for x, y in row["series"]]
    work, of = row["work"].split(":")[0], row["peer"].split()[-1]
    parts = [
        element("text", work, x=LEFT, y=20, font_weight="bold", fill=QUIET),
        element("text", of, x=WIDTH - RIGHT, y=HEIGHT - 6, text_anchor="end", fill=QUIET),
        *axes(amounts, seconds),
        *(
            element("line", x1=a, y1=b, x2=c, y2=d, stroke=COLOUR, stroke_width=2)
            for (a, b), (c, d) in pairwise(points)
        ),
        *(element("circle", cx=x, cy=y, r=4.5, fill=COLOUR) for x, y in points),
    ]
    return element(
        "svg",
        "\n".join(["", *parts, ""]),
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=HEIGHT,
        font_family="sans-serif",
        font_size=12,
    )


def element(tag: str, inside: str = "", **attributes: float | str) -> str:
    """Return an element of SVG."""
    written = (
        f'{name.replace("_", "-")}="{value if isinstance(value, str) else f"{value:.5g}"}"'
        for name, value in attributes.items()
    )
    return f"<{tag} {' '.join(written)}>{inside}</{tag}>"


def place(amount: float, amounts: Sequence[float]) -> float:
    """Return where an amount stands on the x axis, which begins at 0."""
    return LEFT + (WIDTH - LEFT - RIGHT) * amount / max(amounts)


def level(seconds: float, all_seconds: Sequence[float]) -> float:
    """Return where a cost stands on the y axis, which begins at 0."""
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * seconds / max(all_seconds)


def axes(amounts: Sequence[float], seconds: Sequence[float]) -> Iterator[str]:
    """Yield a number at every amount, and rules at quarters of the largest cost."""
    for quarter in range(5):
        cost = max(seconds) * quarter / 4
        y = level(cost, seconds)
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, stroke=QUIET, opacity=0.4)
        yield element("text", in_time(cost), x=LEFT - 6, y=y + 4, text_anchor="end", fill=QUIET)
    for amount in amounts:
        x, y = place(amount, amounts), HEIGHT - BOTTOM + 18
        yield element("text", f"{amount:,g}", x=x, y=y, text_anchor="middle", fill=QUIET)


def in_time(seconds: float) -> str:
    """Return a time as an axis has it."""
    return f"{seconds:.3g} s" if seconds >= 1 or not seconds else f"{1e3 * seconds:.3g} ms"


if __name__ == "__main__":
    main()
