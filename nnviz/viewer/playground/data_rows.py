"""The data of an experiment in the panel: which they are, and what can be said of them."""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from nnviz.learning.data import MOST_RECORDS, Data, as_data
from nnviz.learning.experiment import Experiment
from nnviz.learning.sources import DEFAULT_POINTS
from nnviz.playground import changes
from nnviz.viewer.playground.feature_boxes import FeatureBoxes
from nnviz.viewer.playground.field_row import FieldRow
from nnviz.viewer.playground.name_box import NameBox
from nnviz.viewer.playground.names import CHOICES
from nnviz.viewer.playground.notes import range_said, usually
from nnviz.viewer.playground.number_box import NumberBox
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.translation import retranslate, tr

LEAST, MOST_HELD_OUT = 4, 0.99
NO_DIGITS = "The digits come with scikit-learn, which is not installed: pip install 'nnviz[digits]'"
FILE_NOTE = "{file} · its last column is the target; other columns: in a scene"
Change = Callable[[Experiment], changes.Fields]


class DataRows(QWidget):
    """Shows the data and takes others; a control that they do not have is hidden.

    Attributes:
        data: the box with their name.
        records: how many there are.
        noise: how far points are displaced.
        held_out: share of the records that training does not see.
        features: what the network is given of two inputs.
        classify: whether the target of a file names a class.
        rows: the rows of these, by the names of their fields.
        requested: signal, carries the name of a field and a function from the experiment that holds
            to the fields that change.

    """

    requested = pyqtSignal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.data = NameBox(CHOICES["data"])
        self.records = RangedBox(partial(range_said, LEAST, MOST_RECORDS))
        self.records.setRange(LEAST, MOST_RECORDS)
        self.noise, self.held_out = NumberBox(0, 1), NumberBox(0, MOST_HELD_OUT)
        self.features, self.classify = FeatureBoxes(), QCheckBox()
        self._shown = Data(name="xor")
        self.rows = {
            "data": FieldRow("Data", [self.data], self._describe),
            "classify": FieldRow("Target", [self.classify], partial(tr, "usually a number")),
            "records": FieldRow("Records", [self.records], self._describe_records),
            "noise": FieldRow("Noise", [self.noise], partial(range_said, 0, 1, 0)),
            "held_out": FieldRow(
                "Held out", [self.held_out], partial(range_said, 0, MOST_HELD_OUT, 0)
            ),
            "features": FieldRow("Inputs", [], partial(tr, "usually {usual}", usual="x₁, x₂")),
        }
        self._lay_out()
        self._connect()
        retranslate(self, self._retranslate)

    def show_data(self, experiment: Experiment) -> None:
        """Show what holds."""
        data = self._shown = as_data(experiment.data)
        self.data.show_name(data.name)
        has = data.source.settings
        self.rows["data"].show()
        for name in ("records", "noise", "held_out", "classify"):
            self.rows[name].setVisible(name in has)
        flat = bool(data.features) or experiment.dataset.inputs.shape[1] == 2
        for row in (self.rows["features"], self.features):
            row.setVisible("features" in has and flat)
        _show(self.records, data.records or _count(experiment))
        _show(self.noise, data.noise)
        _show(self.held_out, data.held_out)
        self.features.show_features(data.features)
        with QSignalBlocker(self.classify):
            self.classify.setChecked(bool(experiment.dataset.classes))

    def choose_file(self) -> None:
        """Ask for a file, and let its records be the data."""
        self.data.show_name(self._shown.name)
        kinds = tr("Tables of records") + " (*.csv *.npz)"
        wanted, _ = QFileDialog.getOpenFileName(self, tr("Records of your own"), "", kinds)
        if wanted:
            path = Path(wanted)
            self.requested.emit("data", lambda before: changes.other_file(before, path))

    def _choose(self, name: str) -> None:
        if name in changes.TABLES:
            self.choose_file()
        else:
            self.requested.emit("data", lambda before: changes.other_data(before, name))

    def _request(self, field: str, value: Any) -> None:
        self.requested.emit(field, lambda before: changes.other_records(before, **{field: value}))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for row in self.rows.values():
            layout.addWidget(row)
        layout.addWidget(self.features)

    def _connect(self) -> None:
        self.data.chosen.connect(self._choose)
        self.records.valueChanged.connect(lambda count: self._request("records", int(count)))
        self.noise.valueChanged.connect(partial(self._request, "noise"))
        self.held_out.valueChanged.connect(partial(self._request, "held_out"))
        self.features.chosen.connect(partial(self._request, "features"))
        self.classify.toggled.connect(partial(self._request, "classify"))

    def _describe(self) -> str:
        if self._shown.name in changes.TABLES:
            return tr(FILE_NOTE, file=Path(self._shown.path).name)
        return usually("xor")()

    def _describe_records(self) -> str:
        if "noise" in self._shown.source.settings:
            return range_said(LEAST, MOST_RECORDS, DEFAULT_POINTS)
        return tr("{lowest:,} or more · usually all", lowest=LEAST)

    def _retranslate(self) -> None:
        self.classify.setText(tr("names a class"))
        if find_spec("sklearn") is None:
            self.data.forbid("digits", tr(NO_DIGITS))


def _count(experiment: Experiment) -> int:
    """Return how many records there are in all, held out ones included."""
    held_out = experiment.dataset.held_out
    return experiment.dataset.size + (held_out.size if held_out else 0)


def _show(box: RangedBox, value: float) -> None:
    with QSignalBlocker(box):
        box.setValue(value)
