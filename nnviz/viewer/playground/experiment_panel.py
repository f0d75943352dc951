"""The panel in which an experiment is changed: a control for each of its fields."""

from collections import ChainMap
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from nnviz.learning.choices import Choice
from nnviz.learning.experiment import MAX_SEED, Experiment
from nnviz.learning.initializers import Initialization
from nnviz.learning.optimizers import OptimizerSettings
from nnviz.learning.schedules import MAX_EPOCHS, Schedule
from nnviz.playground import changes
from nnviz.playground.changes import Fields
from nnviz.scene.tables import Lesson
from nnviz.viewer.playground.compare_view import CompareView
from nnviz.viewer.playground.data_rows import DataRows
from nnviz.viewer.playground.field_row import FieldRow
from nnviz.viewer.playground.goal_rows import GoalRows
from nnviz.viewer.playground.hand_row import HandRow
from nnviz.viewer.playground.layer_rows import LayerRows
from nnviz.viewer.playground.name_box import NameBox
from nnviz.viewer.playground.names import CHOICES
from nnviz.viewer.playground.notes import range_said, usually
from nnviz.viewer.playground.number_box import NumberBox
from nnviz.viewer.playground.number_dial import LogarithmicDial
from nnviz.viewer.playground.setting_rows import SettingRows
from nnviz.viewer.playground.state_view import StateView
from nnviz.viewer.ranged_box import RangedBox
from nnviz.viewer.translation import retranslate, tr

LOWEST_RATE, HIGHEST_RATE = -4, 2  # powers of ten that the dial goes to
HIGHEST_TYPED = 1_000_000
USUAL = Experiment()
OTHER_NAMES = {"classify": "data"}  # of rows, in a lesson


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
        self.batch_size = RangedBox(partial(range_said, 0, USUAL.dataset.size))
        self.epochs = RangedBox(partial(range_said, 1, MAX_EPOCHS))
        self.longer_button = QToolButton()
        self.goals = GoalRows()
        self.hand = HandRow()
        self.initialization = NameBox(CHOICES["initialization"])
        self.seed = RangedBox(partial(range_said, 0, MAX_SEED))
        self.dice = QToolButton()
        self.l1, self.l2 = NumberBox(0, HIGHEST_TYPED), NumberBox(0, HIGHEST_TYPED)
        self.data = DataRows()
        self.schedule = NameBox(CHOICES["schedule"])
        self.settings = {"optimizer": SettingRows(), "schedule": SettingRows()}
        self.rows = self._rows()
        self._gestures = count(1)
        self._gesture = 0
        self._lesson, self._enabled = Lesson(), True
        self._lay_out()
        self._connect()
        retranslate(self, self._retranslate)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what holds; nothing is refused any more."""
        self.batch_size.setMaximum(experiment.dataset.size)
        self.data.show_data(experiment)
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
        self.schedule.show_name(experiment.schedule.name)
        self.settings["optimizer"].show_table(experiment.optimizer)
        self.settings["schedule"].show_table(experiment.schedule)
        self._hide_others()

    def refuse(self, field: str, why: str) -> None:
        """Say at the control of a field why a value is not possible."""
        settings = (rows.rows for rows in self.settings.values())
        ChainMap(self.rows, *settings)[field].refuse(why)

    def show_controls(self, enabled: bool) -> None:
        """Let the experiment be changed, or not."""
        self._enabled = enabled
        for control, widget in self._controls():
            widget.setEnabled(enabled and self._lesson.allows(control))

    def show_lesson(self, lesson: Lesson) -> None:
        """Let only that be seen and changed which a lesson allows."""
        self._lesson = lesson
        for control, widget in self._controls():
            if control not in self.data.rows and widget not in self.settings.values():
                widget.setVisible(lesson.shows(control))
        self._hide_others()
        self.show_controls(self._enabled)

    def _hide_others(self) -> None:
        """Hide what a lesson does not show of what comes and goes with the experiment."""
        for control, widget in self._controls():
            if not self._lesson.shows(control):
                widget.hide()

    def _controls(self) -> Iterator[tuple[str, QWidget]]:
        """Yield every row by the name of the control that a lesson knows it by."""
        yield from ((OTHER_NAMES.get(name, name), row) for name, row in self.rows.items())
        yield from self.settings.items()
        yield from {"layers": self.layers, "goal": self.goals}.items()
        yield "features", self.data.features

    def _rows(self) -> dict[str, FieldRow]:
        usual = USUAL
        rate = partial(range_said, 0, HIGHEST_TYPED, int(usual.learning_rate))
        seed = partial(range_said, 0, MAX_SEED, usual.seed)
        return {
            "learning_rate": FieldRow("Learning rate", [self.rate, self.rate_dial], rate),
            "optimizer": FieldRow("Optimizer", [self.optimizer], usually(usual.optimizer.name)),
            "schedule": FieldRow("Schedule", [self.schedule], usually(usual.schedule.name)),
            "layers": FieldRow("Layers", [], _describe_layers),
            "loss": FieldRow("Loss", [self.loss], usually(usual.loss)),
            "batch_size": FieldRow("Batch size", [self.batch_size], self._describe_batch),
            "epochs": FieldRow(
                "Epochs",
                [self.epochs, self.longer_button],
                partial(range_said, 1, MAX_EPOCHS, usual.epochs),
            ),
            "initialization": FieldRow(
                "Initial weights", [self.initialization], usually(usual.initialization.name)
            ),
            "seed": FieldRow("Seed", [self.seed, self.dice], seed),
            "hand": self.hand,
            "l1": FieldRow("L1", [self.l1], partial(range_said, 0, HIGHEST_TYPED, 0)),
            "l2": FieldRow("L2", [self.l2], partial(range_said, 0, HIGHEST_TYPED, 0)),
            **self.data.rows,
        }

    def _lay_out(self) -> None:
        for box, most in ((self.batch_size, 1), (self.epochs, MAX_EPOCHS), (self.seed, MAX_SEED)):
            box.setRange(1 if box is self.epochs else 0, most)
        self.dice.setText("⚄")
        self.longer_button.setText("×2")
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setSpacing(10)
        below = {"layers": self.layers, "epochs": self.goals, **self.settings}
        for name, row in self.rows.items():
            if name not in self.data.rows:
                fields.addWidget(row)
            if name in below:
                fields.addWidget(below[name])
        fields.addWidget(self.data)
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
        self.schedule.chosen.connect(lambda name: self._say_value("schedule", Schedule(name=name)))
        for rows in self.settings.values():
            rows.changed.connect(self._say_setting)
        self.data.requested.connect(self.request)
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

    def _say_setting(self, table: Choice[Any], name: str, value: float) -> None:
        change = partial(changes.other_setting, table, name, value)
        self.request(f"{table.FIELD}.{name}", lambda _: change())

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


def _describe_layers() -> str:
    usual = [str(layer.units) for layer in USUAL.layers[:-1]]
    return tr("usually one hidden layer of {usual} nodes", usual=", ".join(usual))
