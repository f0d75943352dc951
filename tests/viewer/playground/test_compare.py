"""Comparing: kept trainings in a table, their curves behind the present one, and as a race."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QFileDialog

from nnviz.stage.world.picking import PickedEdge
from nnviz.trace.trace import open_trace
from tests.viewer.playground.test_playground import (
    CONTROL,
    click,
    panel_of,
    shown_in,
    type_in,
    wait_for,
)


@pytest.fixture
def two_kept(lab, qtbot):
    """The window with two trainings that are kept, of the seeds 5 and 6; the second is shown."""
    for seed in (5, 6):
        type_in(qtbot, panel_of(lab).seed, str(seed))
        wait_for(lab, qtbot, seed=seed)
        qtbot.keyClick(lab, Qt.Key.Key_K, CONTROL)
    return lab


def rows_of(table):
    columns = range(table.columnCount())
    return [
        [table.item(row, column).text() for column in columns] for row in range(table.rowCount())
    ]


def test_what_is_kept_stands_in_a_table_with_its_results(two_kept, qtbot):
    view = panel_of(two_kept).compare
    losses = []
    for run in two_kept.experimenting.playground.runs.kept:
        with open_trace(run.file) as trace:
            losses.append(f"{trace.series('loss')[-1] / 4:.4g}")
    rows = rows_of(view.table)
    assert [row[:3] for row in rows] == [["A", "40", losses[0]], ["B", "40", losses[1]]]
    two_kept.inspector._pin(PickedEdge(0, 2, 1))
    assert view.table.horizontalHeaderItem(3).text() == "w1[3,2]"
    weight = two_kept.session.show.trace.after("weights/0", epoch=40)[2, 1]
    assert rows_of(view.table)[1][3] == f"{weight:.4g}"
    view.table.setCurrentCell(0, 1)
    assert view.differs.text() == "Shown now: Seed 5 → 6"
    view.chosen.emit(0)
    wait_for(two_kept, qtbot, seed=5)
    assert view.differs.text() == "The same experiment as the one that is shown."


def test_a_kept_training_gets_another_name_and_is_dropped(two_kept, qtbot):
    view, runs = panel_of(two_kept).compare, two_kept.experimenting.playground.runs
    view.table.item(0, 0).setText("five")
    assert runs.name_of(runs.kept[0]) == "five"
    view.table.item(1, 0).setText("five")
    assert rows_of(view.table)[1][0] == "B"
    assert "already" in two_kept.statusBar().currentMessage()
    view.table.setCurrentCell(0, 1)
    click(qtbot, view.drop_button)
    assert [row[0] for row in rows_of(view.table)] == ["B"]
    view.table.setCurrentCell(0, 1)
    click(qtbot, view.drop_button)
    assert not view.isVisible()


def test_the_table_is_copied_and_saved(two_kept, qtbot, tmp_path, monkeypatch):
    view = panel_of(two_kept).compare
    click(qtbot, view.copy_button)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[:3] == ["name", "epochs", "loss"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "four"), ""))
    click(qtbot, view.save_button)
    saved = (tmp_path / "four.csv").read_text().splitlines()
    assert [line.split(",") for line in saved] == [line.split("\t") for line in copied]


def test_the_curves_of_what_is_kept_stand_behind_the_present_one(two_kept, qtbot):
    scrubber = two_kept.timelines.training
    kept = two_kept.experimenting.playground.runs.kept
    with open_trace(kept[0].file) as trace:
        errors = trace.series("mean_absolute_error")
    assert [ghost.error.tolist() for ghost in scrubber._ghosts] == [errors.tolist()]
    qtbot.keyClick(two_kept, Qt.Key.Key_C)
    wait_for(two_kept, qtbot, seed=5)
    assert len(scrubber._ghosts) == 1
    assert not np.array_equal(scrubber._ghosts[0].error, errors)
    type_in(qtbot, panel_of(two_kept).epochs, "20")
    wait_for(two_kept, qtbot, epochs=20)
    assert len(scrubber._ghosts) == 2
    assert scrubber._points_of(scrubber._ghosts[0], 100)[:, 0].max() <= 1.0


def test_what_is_kept_runs_a_race_and_one_key_leads_back(two_kept, qtbot, dialogs):
    view = panel_of(two_kept).compare
    click(qtbot, view.race_button)
    qtbot.waitUntil(lambda: list(two_kept.session.show.trainings.values()) == ["A", "B"])
    assert "side by side" in panel_of(two_kept).state.text.text()
    qtbot.keyClick(two_kept, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: len(two_kept.session.show.trainings) == 1)
    assert (shown_in(two_kept).seed, dialogs) == (5, [])
