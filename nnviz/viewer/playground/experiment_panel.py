"""The panel in which an experiment is changed: a control for each of its fields."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from nnviz.learning.data import as_data
from nnviz.learning.experiment import MAX_SEED, Experiment
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.schedules import MAX_EPOCHS
from nnviz.playground import changes
from nnviz.playground.changes import Fields
from nnviz.viewer.playground.compare_view import CompareView
from nnviz.viewer.playground.field_row import FieldRow
from nnviz.viewer.playground.goal_rows import GoalRows
from nnviz.viewer.playground.hand_row import HandRow
from nnviz.viewer.playground.layer_rows import LayerRows
from nnviz.viewer.playground.name_box import NameBox
from nnviz.viewer.playground.names import CHOICES, NAMES
from nnviz.viewer.playground.number_box import NumberBox
from nnviz.viewer.playground.number_dial import LogarithmicDial
from nnviz.viewer.playground.state_view import StateView
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.translation import retranslate, tr

LOWEST_RATE, HIGHEST_RATE = -4, 2  # powers of ten that the dial goes to
HIGHEST_TYPED = 1_000_000
USUAL = Experiment()
RANGE = "{lowest:,} to {highest:,} · usually {usual:,}"


class ExperimentPanel(QWidget):
    """Shows an experiment and says what somebody wants to be changed.

    Attributes:
        state: what is said of the training at hand.
        compare: what is kept.
        hand: the weight or bias that is changed by hand.
        goals: what ends trainings earlier.
        longer_button: trains twice as many epochs.
        rows: the rows of the fields, by the names of these.
        changed: signal, carries the name of a field, a function from the experiment that holds to
            the fields that change, and the number of the movement that it is a part of.
        seed_wanted: signal, somebody wants a seed that chance chooses.

    """

    changed = pyqtSignal(str, object, int)
    seed_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.state, self.compare = StateView(), CompareView()
        self.rate_dial = LogarithmicDial(LOWEST_RATE, HIGHEST_RATE)
        self.rate = NumberBox(0, HIGHEST_TYPED)
        self.optimizer = NameBox(CHOICES["optimizer"])
        self.layers = LayerRows()
        self.loss = NameBox(CHOICES["loss"])
        self.batch_size = RangedBox(partial(_range, 0, USUAL.dataset.size))
        self.epochs = RangedBox(partial(_range, 1, MAX_EPOCHS))
        self.longer_button = QToolButton()
        self.goals = GoalRows()
        self.hand = HandRow()
        self.initialization = NameBox(CHOICES["initialization"])
        self.seed = RangedBox(partial(_range, 0, MAX_SEED))
        self.dice = QToolButton()
        self.l1, self.l2 = NumberBox(0, HIGHEST_TYPED), NumberBox(0, HIGHEST_TYPED)
        self.data = NameBox(CHOICES["data"])
        self.noise = NumberBox(0, 1)
        self.rows = self._rows()
        self._gestures = count(1)
        self._gesture = 0
        self._lay_out()
        self._connect()
        retranslate(self, self._retranslate)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what holds; nothing is refused any more."""
        data = as_data(experiment.data)
        self.batch_size.setMaximum(experiment.dataset.size)
        for row in self.rows.values():
            row.accept()
        self.rate_dial.turn_to(experiment.learning_rate)
        _show(self.rate, experiment.learning_rate)
        self.optimizer.show_name(experiment.optimizer.name)
        self.layers.show_layers(experiment.layers)
        self.loss.show_name(experiment.loss)
        _show(self.batch_size, experiment.batch_size or 0)
        _show(self.epochs, experiment.epochs)
        self.initialization.show_name(experiment.initialization.name)
        _show(self.seed, experiment.seed)
        _show(self.l1, experiment.regularization.l1)
        _show(self.l2, experiment.regularization.l2)
        self.data.show_name(data.name)
        self.rows["noise"].setVisible("noise" in data.source.settings)
        _show(self.noise, data.noise)

    def refuse(self, field: str, why: str) -> None:
        """Say at the control of a field why a value is not possible."""
        self.rows[field].refuse(why)

    def show_controls(self, enabled: bool) -> None:
        """Let the experiment be changed, or not."""
        for row in (*self.rows.values(), self.layers, self.goals):
            row.setEnabled(enabled)

    def _rows(self) -> dict[str, FieldRow]:
        usual = USUAL
        rate = partial(_range, 0, HIGHEST_TYPED, int(usual.learning_rate))
        seed = partial(_range, 0, MAX_SEED, usual.seed)
        return {
            "learning_rate": FieldRow("Learning rate", [self.rate, self.rate_dial], rate),
            "optimizer": FieldRow("Optimizer", [self.optimizer], _usually(usual.optimizer.name)),
            "layers": FieldRow("Layers", [], _describe_layers),
            "loss": FieldRow("Loss", [self.loss], _usually(usual.loss)),
            "batch_size": FieldRow("Batch size", [self.batch_size], self._describe_batch),
            "epochs": FieldRow(
                "Epochs",
                [self.epochs, self.longer_button],
                partial(_range, 1, MAX_EPOCHS, usual.epochs),
            ),
            "initialization": FieldRow(
                "Initial weights", [self.initialization], _usually(usual.initialization.name)
            ),
            "seed": FieldRow("Seed", [self.seed, self.dice], seed),
            "hand": self.hand,
            "l1": FieldRow("L1", [self.l1], partial(_range, 0, HIGHEST_TYPED, 0)),
            "l2": FieldRow("L2", [self.l2], partial(_range, 0, HIGHEST_TYPED, 0)),
            "data": FieldRow("Data", [self.data], _usually(as_data(usual.data).name)),
            "noise": FieldRow("Noise", [self.noise], partial(_range, 0, 1, 0)),
        }

    def _lay_out(self) -> None:
        for box, most in ((self.batch_size, 1), (self.epochs, MAX_EPOCHS), (self.seed, MAX_SEED)):
            box.setRange(1 if box is self.epochs else 0, most)
        self.dice.setText("⚄")
        self.longer_button.setText("×2")
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setSpacing(10)
        for row in self.rows.values():
            fields.addWidget(row)
            if row is self.rows["layers"]:
                fields.addWidget(self.layers)
            elif row is self.rows["epochs"]:
                fields.addWidget(self.goals)
        fields.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(inside.minimumSizeHint().width() + 24)
        self._area, self._inside = area, inside
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addWidget(area, stretch=1)
        layout.addWidget(self.compare)

    def _connect(self) -> None:
        for dial in (self.rate_dial, self.hand.dial):
            dial.taken.connect(self._take_hold)
            dial.released.connect(self._release)
        self.rate_dial.dialled.connect(partial(self._say_value, "learning_rate"))
        self.rate.valueChanged.connect(partial(self._say_value, "learning_rate"))
        self.optimizer.chosen.connect(
            lambda name: self._say_value("optimizer", OptimizerSettings(name=name))
        )
        self.loss.chosen.connect(partial(self._say_value, "loss"))
        self.epochs.valueChanged.connect(lambda epochs: self._say_value("epochs", int(epochs)))
        self.seed.valueChanged.connect(lambda seed: self._say_value("seed", int(seed)))
        self.dice.clicked.connect(self.seed_wanted)
        self.initialization.chosen.connect(
            lambda name: self._say_value("initialization", Initialization(name=name))
        )
        self.batch_size.valueChanged.connect(
            lambda size: self.request(
                "batch_size", lambda _: changes.other_batch_size(int(size) or None)
            )
        )
        for name, box in (("l1", self.l1), ("l2", self.l2)):
            box.valueChanged.connect(partial(self._say_price, name))
        self.data.chosen.connect(
            lambda name: self.request("data", lambda before: changes.other_data(before, name))
        )
        self.noise.valueChanged.connect(
            lambda noise: self.request("noise", lambda before: changes.other_noise(before, noise))
        )
        self._connect_layers()

    def _connect_layers(self) -> None:
        self.layers.added.connect(lambda: self.request("layers", changes.added_layer))
        self.layers.removed.connect(
            lambda index: self.request(
                "layers", lambda before: changes.removed_layer(before, index)
            )
        )
        self.layers.changed.connect(
            lambda index, fields: self.request(
                "layers", lambda before: changes.other_layer(before, index, **fields)
            )
        )

    def _say_price(self, name: str, price: float) -> None:
        self.request(name, lambda before: changes.other_regularization(before, **{name: price}))

    def _say_value(self, field: str, value: Any) -> None:
        self.request(field, lambda _: {field: value})

    def request(self, field: str, change: Callable[[Experiment], Fields]) -> None:
        """Say that somebody wants a change, as a part of the movement that goes on, if one does.

        Args:
            field: in whose row is said why it is not possible.
            change: returns the fields that change, of the experiment that holds.

        """
        self.changed.emit(field, change, self._gesture)

    def _take_hold(self) -> None:
        self._gesture = next(self._gestures)

    def _release(self) -> None:
        self._gesture = 0

    def _describe_batch(self) -> str:
        return tr("1 to {most:,} records a step, 0: all · usually 0", most=self._most_records())

    def _most_records(self) -> int:
        return int(self.batch_size.maximum())

    def _retranslate(self) -> None:
        self.rate_dial.setAccessibleName(tr("Learning rate, as a dial"))
        self.dice.setAccessibleName(tr("Another seed, by chance"))
        self.dice.setToolTip(tr("Another seed, by chance"))
        self.longer_button.setAccessibleName(tr("Train twice as long"))
        self.longer_button.setToolTip(tr("Train twice as long"))
        self.batch_size.setSpecialValueText(tr("all"))
        self._area.setMinimumWidth(self._inside.minimumSizeHint().width() + 24)


def _show(box: RangedBox, value: float) -> None:
    with QSignalBlocker(box):
        box.setValue(value)


def _range(lowest: float, highest: float, usual: float | None = None) -> str:
    if usual is None:
        return tr("{lowest:,} to {highest:,}", lowest=lowest, highest=highest)
    return tr(RANGE, lowest=lowest, highest=highest, usual=usual)


def _usually(name: str) -> Callable[[], str]:
    """Return what says which choice is usual."""
    return lambda: tr("usually {usual}", usual=tr(NAMES[name]))


def _describe_layers() -> str:
    usual = [str(layer.units) for layer in USUAL.layers[:-1]]
    return tr("usually one hidden layer of {usual} nodes", usual=", ".join(usual))
