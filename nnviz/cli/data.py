"""The command that says what a file of data holds, and writes a scene to start from."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nnviz.cli.options import Force, Quiet, whole_number_option
from nnviz.cli.reporting import counted, say
from nnviz.cli.summaries import Fact, network_facts, print_facts, warning_facts
from nnviz.errors import SceneError
from nnviz.files import check_apart, check_destination, check_ending

if TYPE_CHECKING:
    from nnviz.learning.experiment import Experiment
    from nnviz.learning.tables.column import TableColumn
    from nnviz.learning.tables.suggestion import Suggestion

MOST_COLUMNS_SHOWN = 50
MOST_TEXTS_SHOWN = 6
LONGEST_SHOWN = 24  # characters of a name or a text


def data(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table: CSV, Excel, NPZ …")],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="SCENE", help="Scene to write (.toml)."),
    ] = None,
    target: Annotated[
        str, typer.Option(metavar="NAME", help="The column to learn; else the last.")
    ] = "",
    encoding: Annotated[
        str, typer.Option(metavar="NAME", help="Of the text, like shift_jis.")
    ] = "",
    separator: Annotated[str, typer.Option(metavar="MARK", help="Between values.")] = "",
    decimal: Annotated[str, typer.Option(metavar="MARK", help="The decimal mark: . or ,")] = "",
    header: Annotated[
        bool | None,
        typer.Option("--header/--no-header", help="Whether the first line names the columns."),
    ] = None,
    skip_lines: Annotated[
        int, whole_number_option("N", "Lines before that one, which are something else.")
    ] = 0,
    sheet: Annotated[str, typer.Option(metavar="NAME", help="Of an Excel file.")] = "",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Say what a file of data holds, column by column, and what nnviz would make of it.

    With --output it writes that as a scene to start from.
    """
    from nnviz.learning.first_experiment import first_experiment
    from nnviz.learning.tables.suggestion import suggested

    if output is not None:
        check_ending(output, ".toml")
        check_destination(output, overwrite=force, error=SceneError)
        check_apart([output], [file])
    given: dict[str, Any] = {
        "targets": (target,) if target else (),
        "encoding": encoding,
        "separator": separator.replace("\\t", "\t"),
        "decimal": decimal,
        "header": header,
        "skip_lines": skip_lines,
        "sheet": sheet,
    }
    suggestion = suggested(file, **{k: v for k, v in given.items() if v or v is False})
    experiment = first_experiment(suggestion.data)
    if not quiet:
        print_facts(_file_facts(suggestion))
        typer.echo("")
        print_facts(network_facts(experiment))
        print_facts(warning_facts(experiment))
    if output is not None:
        _write_scene(experiment, output, overwrite=force)
        say(f"{output}: shows it: nnviz view {output}", quiet=quiet)


def _file_facts(suggestion: "Suggestion") -> Iterator[Fact]:
    """Yield what stands in a file, column by column, and how it has to be read."""
    table = suggestion.table
    count = len(table.columns[0].values)
    yield (
        "file",
        f"{table.path}: {counted(count, 'record')}, {counted(len(table.columns), 'column')}",
    )
    for reason in suggestion.reasons:
        yield "seen", reason
    for column in table.columns[:MOST_COLUMNS_SHOWN]:
        mark = " (to be learned)" if column in suggestion.targets else ""
        yield _short(column.name), _says_column(column) + mark
    if len(table.columns) > MOST_COLUMNS_SHOWN:
        yield "…", f"{len(table.columns) - MOST_COLUMNS_SHOWN:,} more columns"


def _says_column(column: "TableColumn") -> str:
    from nnviz.learning.tables.column import Kind

    lacking = int(column.missing.sum())
    missing = f", {lacking:,} missing" if lacking else ""
    if column.kind is Kind.EMPTY:
        return "empty"
    if column.kind is Kind.MIXED:
        return f"numbers and text{missing}: {_short(str(column.values[column.odd_record]))!r}"
    if column.kind is Kind.NUMBER:
        numbers = column.numbers[~column.missing]
        return f"number{missing}: {numbers.min():,.6g} to {numbers.max():,.6g}"
    texts = column.different
    if column.kind is Kind.DATE:
        return f"date{missing}: {texts[0]} to {texts[-1]}"
    more = f", … {len(texts):,} in all" if len(texts) > MOST_TEXTS_SHOWN else ""
    return f"{column.kind.value}{missing}: {', '.join(map(_short, texts[:MOST_TEXTS_SHOWN]))}{more}"


def _short(text: str) -> str:
    return text if len(text) < LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 2]}…"


def _write_scene(experiment: "Experiment", path: Path, *, overwrite: bool) -> None:
    from nnviz.learning.data import as_data
    from nnviz.scene import Scene
    from nnviz.scene.writing import write_scene
    from nnviz.story.storyboard import default_storyboard

    scene = Scene(
        title=Path(as_data(experiment.data).path).stem,
        experiment=experiment,
        storyboard=default_storyboard(experiment.epochs),
    )
    write_scene(scene, path, overwrite=overwrite)
