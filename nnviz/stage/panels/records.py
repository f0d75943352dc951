"""Records: the table of training records with outputs and errors, the current one marked."""

from collections.abc import Iterator, Sequence

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.numerals import numeral, whole
from nnviz.picture.regions import Region
from nnviz.picture.rounding import error_text
from nnviz.picture.typography import extent
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.instant import Instant, RowInstant
from nnviz.stage.panels.panel import ALONE, Panel, Place, unasked
from nnviz.stage.panels.table import Column, Table, add_table
from nnviz.stage.panels.tokens import add_tokens, rows_in
from nnviz.stage.setting import Setting
from nnviz.stage.world.input_names import input_name
from nnviz.story.moment import Moment, Phase

UNKNOWN = "–"
SIGNED, UNSIGNED = extent("−0.0000", "sans"), extent("0.0000", "sans")  # em
INPUT_DECIMALS = 2
MOST_ROWS, MOST_INPUTS, MOST_OUTPUTS = 4, 4, 2


def _add(builder: FrameBuilder, setting: Setting, instant: Instant, region: Region) -> None:
    """Add the table of training records, as far as they are computed."""
    step, moment, computed = instant.step, instant.moment, instant.known.records
    most = rows_in(region, min(len(step.records), MOST_ROWS), setting.dataset.size)
    rows = _window(len(step.records), moment.record, most)
    known = computed > 0 and moment.phase is not Phase.INITIALISE
    columns = (
        _classes(setting, step, rows, computed)
        if setting.names_outputs
        else [
            *_given(setting, step, rows),
            *(_outputs(setting, step, rows, computed) if known else ()),
            *(_errors(setting, step, rows, computed) if known else ()),
        ]
    )
    marked = [rows.index(each) for each in records_taking_part(setting, moment) if each in rows]
    words, inputs, outputs = setting.wording, setting.layout.widths[0], setting.layout.widths[-1]
    totals = {words.left_records: setting.dataset.size}
    if not setting.names_outputs:
        totals |= {words.left_inputs: inputs, words.left_targets: outputs}
        totals |= {words.left_outputs: outputs, words.left_errors: outputs} if known else {}
    table = Table(words.records, columns, totals, marked)
    add_tokens(builder, setting, table, region)


def _add_below(builder: FrameBuilder, setting: Setting, row: RowInstant) -> None:
    """Add the table of the outputs of several steps, each under its name, beside the targets."""
    rows, words, networks = _window(setting.n_records, 0, MOST_ROWS), setting.wording, row.networks
    columns = list(_given(setting, networks[0].step, rows))
    for network in networks:
        cells = tuple(numeral(output) for output in network.step.activations[-1][rows, 0])
        columns.append(Column(network.name, cells, words.left_outputs, names=True))
    inputs, outputs = setting.layout.widths[0], setting.layout.widths[-1]
    totals = {words.left_records: setting.dataset.size, words.left_inputs: inputs}
    totals |= {words.left_targets: outputs, words.left_outputs: outputs * len(networks)}
    table = Table(words.outputs, columns, totals)
    add_table(builder, setting, table, row.regions.comparison)


def records_taking_part(setting: Setting, moment: Moment) -> Sequence[int]:
    """Return which rows take part; none where the recording does not say which a batch held."""
    match moment.phase:
        case Phase.INITIALISE:
            return []
        case Phase.UPDATE | Phase.MEAN:
            return range(setting.n_records) if setting.holds_whole_steps else []
        case _:
            return [moment.record]


def _window(count: int, current: int, most: int) -> list[int]:
    """Return the indices of at most so many rows, the current one among them."""
    first = min(max(current - most // 2, 0), max(count - most, 0))
    return list(range(first, min(first + most, count)))


def _classes(setting: Setting, step: StepArrays, rows: list[int], computed: int) -> list[Column]:
    """Return what a classifier should say of each record, what it says, and how surely."""
    words, names = setting.wording, setting.dataset.classes
    targets, outputs = step.targets[rows], step.activations[-1][rows]
    told = [names[best] for best in outputs.argmax(axis=1)]
    sure = [numeral(value) for value in outputs.max(axis=1)]
    known = [row < computed for row in rows]
    return [
        Column(
            words.record_number,
            tuple(f"{record + 1:,}" for record in step.records[rows]),
            words.record_number,
        ),
        Column(
            words.target,
            tuple(names[best] for best in targets.argmax(axis=1)),
            words.target,
            names=True,
            leads=True,
        ),
        Column(
            words.output, tuple(np.where(known, told, UNKNOWN).tolist()), words.output, names=True
        ),
        Column(
            words.certainty,
            tuple(np.where(known, sure, UNKNOWN).tolist()),
            words.certainty,
            spare=True,
        ),
    ]


def _given(setting: Setting, step: StepArrays, rows: list[int]) -> Iterator[Column]:
    """Yield what is given before training: inputs and targets."""
    words, inputs, targets = setting.wording, step.activations[0][rows], step.targets[rows]
    for index, values in enumerate(inputs.T[:MOST_INPUTS]):
        cells = tuple(whole(value, INPUT_DECIMALS) for value in values)
        yield Column(input_name(index), cells, words.left_inputs)
    for number, values in enumerate(targets.T[:MOST_OUTPUTS]):
        cells = tuple(whole(value) for value in values)
        yield Column(words.target, cells, words.left_targets, leads=not number)


def _outputs(
    setting: Setting, step: StepArrays, rows: list[int], computed: int
) -> Iterator[Column]:
    words = setting.wording
    for outputs in step.activations[-1].T[:MOST_OUTPUTS]:
        cells = tuple(numeral(outputs[row]) if row < computed else UNKNOWN for row in rows)
        yield Column(words.output, cells, words.left_outputs, least=UNSIGNED)


def _errors(setting: Setting, step: StepArrays, rows: list[int], computed: int) -> Iterator[Column]:
    words, outputs = setting.wording, step.activations[-1]
    for targets, given in zip(step.targets.T[:MOST_OUTPUTS], outputs.T, strict=False):
        cells = tuple(
            error_text(targets[row], given[row]) if row < computed else UNKNOWN for row in rows
        )
        yield Column(words.error, cells, words.left_errors, spare=True, least=SIGNED)


PANEL = Panel(
    name="records",
    menu="&Records",
    place=Place.UPPER_LEFT,
    tellings=ALONE | {"race", "compare"},
    unasked=unasked(
        *("introduce", "initialise", "steps", "lapse", "compare"),
        points=("introduce", "initialise", "steps"),
    ),
    add=_add,
    add_below=_add_below,
)
