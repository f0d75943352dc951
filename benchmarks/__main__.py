"""`python -m benchmarks`: today's figures, each beside its peer, as ratios of the same run.

The table is printed row by row as it becomes known, and written as JSON at the end.
"""

import argparse
import compileall
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from benchmarks import changing, drawing, film, growth, memory, record, still, training, viewer
from benchmarks.machine import machine
from benchmarks.row import Row

PARTS: Mapping[str, Callable[[], Iterable[Row]]] = {
    "film": film.rows,
    "still": still.rows,
    "memory": memory.rows,
    "viewer": viewer.rows,
    "changing": changing.rows,
    "drawing": drawing.rows,
    "record": record.rows,
    "training": training.rows,
    "growth": growth.rows,
}
HEADING = f"{'ours':>9} {'peer':>9} {'unit':8} {'ratio':>6}  {'goal':22} {'':6}  work"


def main() -> None:
    """Measure what is asked for, print a table and write it as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be repeated")
    parser.add_argument("--json", type=Path, default=Path("renders", "speed.json"), metavar="FILE")
    wanted = parser.parse_args()
    # As installed: a process that may not write its bytecode would compile it again at every start.
    compileall.compile_dir(Path(__file__).parents[1] / "nnviz", quiet=1)
    where, rows = machine(), []
    print("\n".join(f"{name}: {what}" for name, what in where.items()))
    print(HEADING, flush=True)
    for part in wanted.only or PARTS:
        for row in PARTS[part]():
            print(line(row), flush=True)
            rows.append(row.as_dict())
    text = json.dumps({"machine": where, "rows": rows}, indent=2, ensure_ascii=False)
    wanted.json.write_text(text + "\n", encoding="utf-8")
    print(f"written to {wanted.json}")


def line(row: Row) -> str:
    """Return a row of the table as a line of text."""
    peer = "" if row.peer_value is None else f"{row.peer_value:.4g}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    met = {None: "", True: "met", False: "MISSED"}[row.met]
    against = f", against {row.peer}" if row.peer else ""
    return (
        f"{row.value:9.4g} {peer:>9} {row.unit:8} {ratio:>6}  {row.goal:22} {met:6}  "
        f"{row.work}{against}"
    )


if __name__ == "__main__":
    main()
