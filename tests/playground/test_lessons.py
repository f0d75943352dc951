"""Lessons: what is kept is said by its changes, and is kept again by them."""

from dataclasses import replace

import pytest

from nnviz.errors import UsageError
from nnviz.learning.experiment import Experiment
from nnviz.playground.lessons import keep_recorded, kept_orders, lesson_at
from nnviz.playground.model import Playground
from nnviz.scene.tables import Lesson
from nnviz.trace.recorder import record

XOR = Experiment(epochs=3)


@pytest.fixture
def kept(tmp_path):
    """A playground that keeps a training with another rate."""
    playground = Playground(XOR, tmp_path)
    playground.change(learning_rate=0.25)
    order = playground.training
    order.file.parent.mkdir()
    record(order.experiment, order.file)
    playground.finish(order.number)
    playground.runs.rename(playground.keep(), "slow")
    return playground


def test_what_is_kept_is_said_by_its_changes_and_kept_again(kept, tmp_path):
    lesson = lesson_at(2, kept.runs, XOR, Lesson(lock=("seed",)))
    assert (lesson.epoch, lesson.lock) == (2, ("seed",))
    assert [(each.name, each.learning_rate) for each in lesson.kept] == [("slow", 0.25)]
    (tmp_path / "other").mkdir()
    other = Playground(XOR, tmp_path / "other")
    orders = kept_orders(lesson, XOR, other.runs)
    for _, order in orders:
        order.file.parent.mkdir()
        record(order.experiment, order.file)
    keep_recorded(orders, other.runs)
    assert [other.runs.name_of(run) for run in other.runs.kept] == ["slow"]
    assert other.runs.kept[0].experiment == replace(XOR, learning_rate=0.25)


def test_before_training_a_lesson_begins_with_the_first_epoch(kept):
    assert lesson_at(0, kept.runs, XOR, Lesson()).epoch == 1


def test_what_no_change_says_is_refused(kept):
    with pytest.raises(UsageError, match="what slow is"):
        lesson_at(1, kept.runs, replace(XOR, data="and"), Lesson())
