"""Records: the table of training records with outputs and errors, the current one marked."""

from collections.abc import Iterator, Sequence

import numpy as np

from nnviz.picture.builder import FrameBuilder
from nnviz.picture.numerals import numeral, whole
from nnviz.picture.regions import Region
from nnviz.picture.rounding import error_text
from nnviz.stage.facts.step_arrays import StepArrays
from nnviz.stage.panels.table import Column, add_table
from nnviz.stage.setting import Setting

UNKNOWN = "–"
INPUT_DECIMALS = 2
MOST_ROWS, MOST_INPUTS, MOST_OUTPUTS = 4, 4, 2


def add_records(
    builder: FrameBuilder,
    setting: Setting,
    step: StepArrays,
    region: Region,
    *,
    current: int,
    marked: Sequence[int],
    computed: int,
) -> None:
    """Add the table of training records.

    Args:
        builder: what it is added to.
        setting: the show's.
        step: the epoch that is shown.
        region: where the table stands.
        current: index of the record that is shown on the stage.
        marked: indices of the records that take part.
        computed: number of records whose outputs the epoch has computed so far.

    """
    rows = _window(len(step.records), current)
    columns = (
        _classes(setting, step, rows, computed)
        if setting.names_outputs
        else [
            *_given(setting, step, rows),
            *_outputs(setting, step, rows, computed),
            *_errors(setting, step, rows, computed),
        ]
    )
    taking_part = [rows.index(record) for record in marked if record in rows]
    words, inputs, outputs = setting.wording, setting.layout.widths[0], setting.layout.widths[-1]
    totals = {words.left_records: setting.dataset.size}
    if not setting.names_outputs:
        totals |= {words.left_inputs: inputs, words.left_targets: outputs}
        totals |= {words.left_outputs: outputs, words.left_errors: outputs}
    add_table(builder, setting, words.records, columns, region, taking_part, totals=totals)


def add_comparison(
    builder: FrameBuilder,
    setting: Setting,
    networks: Sequence[tuple[str, StepArrays]],
    region: Region,
) -> None:
    """Add the table of the outputs of several steps, each under its name, beside the targets."""
    rows, words = _window(setting.samples, 0), setting.wording
    columns = list(_given(setting, networks[0][1], rows))
    for name, step in networks:
        cells = tuple(numeral(output) for output in step.activations[-1][rows, 0])
        columns.append(Column(name, cells, words.left_outputs, names=True))
    inputs, outputs = setting.layout.widths[0], setting.layout.widths[-1]
    totals = {words.left_records: setting.dataset.size, words.left_inputs: inputs}
    totals |= {words.left_targets: outputs, words.left_outputs: outputs * len(networks)}
    add_table(builder, setting, words.outputs, columns, region, [], totals=totals)


def _window(count: int, current: int) -> list[int]:
    """Return the indices of the rows to show, the current one among them."""
    first = min(max(current - MOST_ROWS // 2, 0), max(count - MOST_ROWS, 0))
    return list(range(first, min(first + MOST_ROWS, count)))


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
        yield Column(f"x{_subscript(index + 1)}", cells, words.left_inputs)
    for values in targets.T[:MOST_OUTPUTS]:
        yield Column(words.target, tuple(whole(value) for value in values), words.left_targets)


def _outputs(
    setting: Setting, step: StepArrays, rows: list[int], computed: int
) -> Iterator[Column]:
    words = setting.wording
    for outputs in step.activations[-1].T[:MOST_OUTPUTS]:
        cells = tuple(numeral(outputs[row]) if row < computed else UNKNOWN for row in rows)
        yield Column(words.output, cells, words.left_outputs)


def _errors(setting: Setting, step: StepArrays, rows: list[int], computed: int) -> Iterator[Column]:
    words, outputs = setting.wording, step.activations[-1]
    for targets, given in zip(step.targets.T[:MOST_OUTPUTS], outputs.T, strict=False):
        cells = tuple(
            error_text(targets[row], given[row]) if row < computed else UNKNOWN for row in rows
        )
        yield Column(words.error, cells, words.left_errors, spare=True)


def _subscript(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
