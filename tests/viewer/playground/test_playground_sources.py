"""What can be tried out: scenes, recordings, one training of several; and what cannot."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QValidator

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.initializers import Initialization
from nnviz.learning.recording import Recording
from nnviz.trace.recorder import record, recording
from nnviz.viewer.playground.number_box import NumberBox
from nnviz.viewer.playground.number_dial import LogarithmicDial
from tests.trace.pushed import NETWORK
from tests.viewer.opening.test_any_loop import XOR, steps
from tests.viewer.playground.test_playground import panel_of, shown_in, type_in, wait_for

RACE = """
[experiment]
epochs = 6
layers = [{ units = 4 }, { units = 1 }]
[[variants]]
name = "slow"
learning_rate = 0.25
[[shots]]
tell = "race"
epochs = [1, 6]
"""


def opened(window, qtbot, path):
    window.open(path)
    qtbot.waitUntil(lambda: window.session.shown is not None)
    qtbot.keyClick(window, Qt.Key.Key_X)
    return panel_of(window)


def test_a_loop_of_another_program_has_no_experiment_and_the_panel_says_so(
    empty_window, qtbot, tmp_path
):
    with recording(tmp_path / "loop.nntrace", network=NETWORK, data=XOR.dataset) as recorder:
        for arrays in steps(5):
            recorder.push_arrays(arrays)
    panel = opened(empty_window, qtbot, tmp_path / "loop.nntrace")
    assert "made by another program" in panel.state.text.text()
    assert not panel.rate.isEnabled()


def test_of_some_records_of_a_file_the_scene_is_asked_for(empty_window, qtbot, tmp_path):
    rows = "".join(f"{n},{n % 2}\n" for n in range(40))
    (tmp_path / "own.csv").write_text(f"a,y\n{rows}")
    data = Data(name="csv", path=str(tmp_path / "own.csv"))
    kept = Recording(records=(1, 9))
    experiment = Experiment(data=data, layers=(Layer(units=1),), epochs=3, recording=kept)
    record(experiment, tmp_path / "some.nntrace")
    panel = opened(empty_window, qtbot, tmp_path / "some.nntrace")
    assert "Open its scene" in panel.state.text.text()


def test_of_points_a_recording_of_some_is_enough(empty_window, qtbot, tmp_path):
    data, kept = Data(name="circle", noise=0.2), Recording(records=(1, 9))
    experiment = Experiment(
        data=data, layers=(Layer(units=2), Layer(units=1)), epochs=3, recording=kept
    )
    record(experiment, tmp_path / "some.nntrace")
    panel = opened(empty_window, qtbot, tmp_path / "some.nntrace")
    digest = empty_window.session.show.trace.digest()
    type_in(qtbot, panel.seed, "2")
    wait_for(empty_window, qtbot, seed=2)
    qtbot.mouseClick(panel.state.undo_button, Qt.MouseButton.LeftButton)
    wait_for(empty_window, qtbot, seed=1)
    assert empty_window.session.show.trace.digest() == digest


def test_of_several_trainings_the_one_that_is_gone_through_is_tried_out(
    empty_window, qtbot, tmp_path
):
    (tmp_path / "race.toml").write_text(RACE)
    panel = opened(empty_window, qtbot, tmp_path / "race.toml")
    assert panel.rate.value() == 1.0
    qtbot.keyClick(empty_window, Qt.Key.Key_R)
    assert panel.rate.value() == 0.25
    type_in(qtbot, panel.seed, "3")
    wait_for(empty_window, qtbot, seed=3)
    assert shown_in(empty_window).learning_rate == 0.25
    assert len(empty_window.session.show.trainings) == 1


def test_given_weights_refuse_another_layer_where_that_is_asked_for(empty_window, qtbot, tmp_path):
    weights = (((0.1, 0.2),) * 3, ((0.3,), (0.4,)))
    given = Initialization(name="given", weights=weights)
    experiment = Experiment(layers=(Layer(units=2), Layer(units=1)), initialization=given, epochs=3)
    record(experiment, tmp_path / "given.nntrace")
    panel = opened(empty_window, qtbot, tmp_path / "given.nntrace")
    assert panel.initialization.currentText() == "Given weights"
    qtbot.mouseClick(panel.layers.add_button, Qt.MouseButton.LeftButton)
    assert "given weights fit these layers only" in panel.rows["layers"].note.text()
    assert shown_in(empty_window) == experiment


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("0.03", "Acceptable"),
        ("1e-3", "Acceptable"),
        ("1e", "Intermediate"),
        ("1e-", "Intermediate"),
        ("", "Intermediate"),
        ("1e9", "Intermediate"),
        ("-1", "Intermediate"),
        ("one", "Invalid"),
    ],
)
def test_numbers_are_typed_in_either_way(qtbot, typed, state):
    box = NumberBox(0, 1_000_000)
    qtbot.addWidget(box)
    assert box.validate(typed, 0)[0] is getattr(QValidator.State, state)


@pytest.mark.parametrize("number", [0.1, 1e-5, 0.123456789012345, 250000.0, 0.0])
def test_a_number_is_shown_in_the_digits_that_tell_it(qtbot, number):
    box = NumberBox(0, 1_000_000)
    qtbot.addWidget(box)
    box.setValue(number)
    assert box.value() == number == float(box.text().replace(",", "."))


def test_the_dial_is_turned_equally_far_for_each_power_of_ten(qtbot):
    dial = LogarithmicDial(-4, 2)
    qtbot.addWidget(dial)
    places = [dial.place_of(10.0**power) for power in range(-4, 3)]
    assert places == list(range(0, 121, 20))
    assert [dial.number_at(place) for place in places] == [10.0**power for power in range(-4, 3)]
    assert (dial.place_of(0), dial.place_of(1e9)) == (0, 120)
    assert all(dial.place_of(dial.number_at(place)) == place for place in range(121))
