"""Records: the table of training records with outputs and errors, the current one marked.

What finds no room in it, set smaller and shortened, is named and counted in its last lines.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nnviz.stage.frame import Floats
from nnviz.stage.numerals import numeral, signed, whole
from nnviz.stage.palette import Palette, with_alpha
from nnviz.stage.panel import PADDING, TITLE_LINE, add_panel
from nnviz.stage.regions import Region
from nnviz.stage.setting import Setting
from nnviz.stage.sketch import RIGHT, Sketch
from nnviz.stage.step import Step
from nnviz.stage.typography import extent
from nnviz.stage.wrapping import SMALLEST, shortened, wrapped

CELL_HEIGHT = 0.0255  # of the font, picture units
ROW_PITCH = 0.046
UNKNOWN = "–"
INPUT_DECIMALS = 2
NARROWEST_GAP, GAP_OF_NAMES = 0.006, 0.014  # between two columns; where names are shortened
NARROWEST_NAME = 4.0  # em that names are shortened to, rather than left out
NOTE_PITCH, FOOT = 0.028, 0.018  # of the lines that say what is left out; below the last line
MOST_ROWS, MOST_INPUTS, MOST_OUTPUTS = 4, 4, 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    Attributes:
        heading: above it.
        cells: its texts, one a row.
        kind: what the column is one of, as it is called where it is left out.
        spare: whether it says what others say already.
        names: whether its texts are names, which may be shortened.

    """

    heading: str
    cells: tuple[str, ...]
    kind: str
    spare: bool = False
    names: bool = False

    @property
    def width(self) -> float:
        """How wide its widest text is, em."""
        return max(extent(text, "sans") for text in (self.heading, *self.cells))

    def shortened(self, widest: float) -> "Column":
        """Return the column with names that are not wider than so many em."""
        texts = [shortened(text, "sans", widest=widest) for text in (self.heading, *self.cells)]
        return replace(self, heading=texts[0], cells=tuple(texts[1:]))


def add_records(
    sketch: Sketch,
    setting: Setting,
    step: Step,
    region: Region,
    *,
    current: int,
    marked: Sequence[int],
    computed: int,
) -> None:
    """Add the table of training records.

    Args:
        sketch: what it is added to.
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
    totals = {words.left_records: len(step.records)}
    if not setting.names_outputs:
        totals |= {words.left_inputs: inputs, words.left_targets: outputs}
        totals |= {words.left_outputs: outputs, words.left_errors: outputs}
    add_table(sketch, setting, words.records, columns, region, taking_part, totals=totals)


def add_comparison(
    sketch: Sketch, setting: Setting, entries: Sequence[tuple[str, Step]], region: Region
) -> None:
    """Add the table of the outputs of several steps, each under its name, beside the targets."""
    rows, words = _window(setting.samples, 0), setting.wording
    columns = list(_given(setting, entries[0][1], rows))
    for name, step in entries:
        cells = tuple(numeral(output) for output in step.activations[-1][rows, 0])
        columns.append(Column(name, cells, words.left_outputs, names=True))
    inputs, outputs = setting.layout.widths[0], setting.layout.widths[-1]
    totals = {words.left_records: setting.samples, words.left_inputs: inputs}
    totals |= {words.left_targets: outputs, words.left_outputs: outputs * len(entries)}
    add_table(sketch, setting, words.outputs, columns, region, [], totals=totals)


def add_table(
    sketch: Sketch,
    setting: Setting,
    title: str,
    columns: list[Column],
    region: Region,
    marked: Sequence[int],
    *,
    totals: Mapping[str, int],
) -> None:
    """Add a table; `marked` are the rows to emphasise, `totals` count what there is of each kind.

    The kinds are those of the columns, and first the rows.
    """
    palette, room = setting.palette, region.width - 2 * PADDING
    fitting, size = _fitting(columns, room)
    notes = _notes(setting, columns, fitting, totals, room)
    columns, count = fitting, len(columns[0].cells)
    below = len(notes) * NOTE_PITCH + FOOT
    pitch = min(ROW_PITCH, (region.height - below) / (count + 2))
    bottom = region.top + (count + 2) * pitch + below
    add_panel(sketch, palette, Region(region.left, region.top, region.right, bottom), title)
    lines = region.top + TITLE_LINE + pitch * np.arange(1, count + 2)
    for row in marked:
        _mark(sketch, palette, region, lines[row + 1], pitch)
    for column, right in zip(columns, _right_ends(columns, region, size), strict=True):
        positions = np.column_stack([np.full(count + 1, right), lines])
        colours = np.stack([palette.quiet_text] + [palette.text] * count)
        sketch.labels(
            [column.heading, *column.cells], positions, colours, height=size, anchor=RIGHT
        )
    for number, note in enumerate(notes, 1):
        at = [region.left + PADDING, bottom - FOOT + (number - len(notes)) * NOTE_PITCH]
        sketch.labels([note], at, palette.quiet_text, height=SMALLEST)


def _notes(
    setting: Setting,
    columns: list[Column],
    fitting: list[Column],
    totals: Mapping[str, int],
    room: float,
) -> list[str]:
    """Return the lines that say how many rows, and how many columns of a kind, are left out."""
    words, rows = setting.wording, next(iter(totals))
    counts = Counter(totals) | Counter(column.kind for column in columns)
    counts -= Counter({rows: len(columns[0].cells)}) + Counter(column.kind for column in fitting)
    parts = [kind.format(count=counts[kind]) for kind in counts if counts[kind]]
    if not parts:
        return []
    text = words.left_out.format(what=words.listed.join(parts))
    return wrapped(text, "sans", widest=room / SMALLEST)


def _mark(sketch: Sketch, palette: Palette, region: Region, line: float, pitch: float) -> None:
    tint = with_alpha(palette.accent, 0.16)
    top = line - 0.031 * pitch / ROW_PITCH
    sketch.rectangles([[region.left, top]], [[region.width, pitch]], tint)
    sketch.rectangles([[region.left, top]], [[0.005, pitch]], palette.accent)


def _right_ends(columns: list[Column], region: Region, size: float) -> Floats:
    """Return where each column ends: their widths as they are, what is left between them."""
    widths = np.array([column.width for column in columns]) * size
    gap = (region.width - 2 * PADDING - widths.sum()) / max(len(columns) - 1, 1)
    ends = region.left + PADDING + np.cumsum(widths) + gap * np.arange(len(columns))
    return np.asarray(ends, dtype=np.float32)


def _window(count: int, current: int) -> list[int]:
    """Return the indices of the rows to show, the current one among them."""
    first = min(max(current - MOST_ROWS // 2, 0), max(count - MOST_ROWS, 0))
    return list(range(first, min(first + MOST_ROWS, count)))


def _fitting(columns: list[Column], room: float) -> tuple[list[Column], float]:
    """Return as many columns as fit, and how large they are set.

    They are set smaller first; then names are shortened; then the last inputs are left out, but
    for two of them. What can be read elsewhere gives way before the second input does.
    """
    gaps = (len(columns) - 1) * NARROWEST_GAP
    size = min((room - gaps) / sum(column.width for column in columns), CELL_HEIGHT)
    if size >= SMALLEST:
        return columns, size
    fitting = _with_names_shortened(columns, room / SMALLEST)
    while len(fitting) > 1 and _too_wide(fitting, room / SMALLEST) > 0:
        inputs = [column for column in fitting if column.kind == columns[0].kind]
        spare = [column for column in fitting if column.spare and len(inputs) <= 2]
        fitting.remove((spare or inputs[1:] or fitting[1:])[-1])
    return fitting, SMALLEST


def _too_wide(columns: list[Column], room: float) -> float:
    """Return by how much columns are wider than their room, em."""
    gaps = (len(columns) - 1) * NARROWEST_GAP / SMALLEST
    return sum(column.width for column in columns) + gaps - room


def _with_names_shortened(columns: list[Column], room: float) -> list[Column]:
    """Return the columns with the long names as much shorter as is needed, and can be read."""
    names = sorted((c for c in columns if c.names), key=lambda column: column.width)
    left = room - sum(column.width for column in columns if not column.names)
    left -= (len(columns) - 1) * GAP_OF_NAMES / SMALLEST
    widest = 0.0
    for number, column in enumerate(names):  # the narrow ones leave their room to the others
        widest = max(left / (len(names) - number), NARROWEST_NAME)
        left -= min(column.width, widest)
    return [column.shortened(widest) if column.names else column for column in columns]


def _classes(setting: Setting, step: Step, rows: list[int], computed: int) -> list[Column]:
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


def _given(setting: Setting, step: Step, rows: list[int]) -> Iterator[Column]:
    """Yield what is given before training: inputs and targets."""
    words, inputs, targets = setting.wording, step.activations[0][rows], step.targets[rows]
    for index, values in enumerate(inputs.T[:MOST_INPUTS]):
        cells = tuple(whole(value, INPUT_DECIMALS) for value in values)
        yield Column(f"x{_subscript(index + 1)}", cells, words.left_inputs)
    for values in targets.T[:MOST_OUTPUTS]:
        yield Column(words.target, tuple(whole(value) for value in values), words.left_targets)


def _outputs(setting: Setting, step: Step, rows: list[int], computed: int) -> Iterator[Column]:
    words = setting.wording
    for outputs in step.activations[-1].T[:MOST_OUTPUTS]:
        cells = tuple(numeral(outputs[row]) if row < computed else UNKNOWN for row in rows)
        yield Column(words.output, cells, words.left_outputs)


def _errors(setting: Setting, step: Step, rows: list[int], computed: int) -> Iterator[Column]:
    words = setting.wording
    for errors in step.differences.T[:MOST_OUTPUTS]:
        cells = tuple(signed(errors[row]) if row < computed else UNKNOWN for row in rows)
        yield Column(words.error, cells, words.left_errors, spare=True)


def _subscript(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
