"""The playground as a plain object: what is changed can be undone, and what is old is removed."""

import json
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from nnviz.errors import ExperimentError, UsageError
from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.learning.optimizers import OPTIMIZERS, OptimizerSettings
from nnviz.learning.regularization import Regularization
from nnviz.playground.goals import NO_GOAL, Goal
from nnviz.playground.history import MOST_CHANGES, History
from nnviz.playground.model import Playground
from nnviz.playground.runs import MOST_KEPT, RECENT_SPARED, RunLimits
from nnviz.temporary import scratch_folder
from nnviz.trace.experiment_json import experiment_json

START = Experiment(epochs=3)
LIMITS = RunLimits(recent=3, n_bytes=1000)


@pytest.fixture
def playground(tmp_path):
    return Playground(START, tmp_path, limits=LIMITS)


def recorded(playground, n_bytes=10):
    """Do as the worker does with what is to be trained; return the run that is to be seen."""
    order = playground.training
    order.file.parent.mkdir(exist_ok=True)
    order.file.write_bytes(b"x" * n_bytes)
    return playground.finish(order.number)


def rates_kept(playground):
    return [run.experiment.learning_rate for run in playground.runs.recent]


def folders(path):
    return {int(each.name) for each in path.iterdir()}


def test_a_change_is_trained_and_shown(playground):
    assert (playground.training, playground.shown) == (None, None)
    playground.change(learning_rate=0.5)
    assert playground.training.experiment == replace(START, learning_rate=0.5)
    run = recorded(playground)
    assert (playground.shown, playground.training) == (run, None)
    assert playground.is_shown


def test_what_changes_nothing_is_no_change(playground):
    playground.change(learning_rate=START.learning_rate)
    assert playground.training is None
    assert not playground.history.can_undo


def test_what_is_impossible_changes_nothing(playground):
    with pytest.raises(ExperimentError, match="batch_size: 5"):
        playground.change(batch_size=5)
    assert playground.experiment is START
    assert not playground.history.can_undo


def test_undone_and_redone_runs_are_there_at_once(playground):
    for rate in (0.5, 0.25):
        playground.change(learning_rate=rate)
        recorded(playground)
    playground.undo()
    assert playground.shown.experiment.learning_rate == 0.5
    assert playground.training is None
    playground.redo()
    assert playground.shown.experiment.learning_rate == 0.25
    assert playground.training is None


def test_a_change_after_undo_forgets_what_was_undone(playground):
    playground.change(seed=2)
    playground.undo()
    playground.change(seed=3)
    assert not playground.history.can_redo
    playground.undo()
    assert playground.experiment is START


def test_a_movement_is_undone_as_one_and_the_next_one_apart(playground):
    for gesture, rates in ((1, (0.9, 0.8, 0.7)), (2, (0.6, 0.5))):
        for rate in rates:
            playground.change(learning_rate=rate, gesture=gesture)
    playground.undo()
    assert playground.experiment.learning_rate == 0.7
    playground.undo()
    assert playground.experiment is START


def test_values_that_were_overtaken_are_dropped(playground, tmp_path):
    playground.change(seed=2)
    outdated = playground.training
    outdated.file.parent.mkdir()
    playground.change(seed=3)
    assert playground.finish(outdated.number) is None
    assert playground.shown is None
    assert folders(tmp_path) == set()
    assert recorded(playground).experiment.seed == 3


def test_on_the_way_of_one_movement_results_are_seen_in_their_order(playground):
    playground.change(seed=2, gesture=7)
    first = playground.training
    playground.change(seed=3, gesture=7)
    first.file.parent.mkdir()
    assert playground.finish(first.number).experiment.seed == 2
    assert playground.training.experiment.seed == 3
    assert not playground.is_shown
    assert recorded(playground).experiment.seed == 3
    assert playground.finish(first.number) is None


def test_what_is_stopped_is_dropped_and_the_last_good_run_stays(playground, tmp_path):
    playground.change(seed=2)
    good = recorded(playground)
    playground.change(seed=3)
    order = playground.training
    order.file.parent.mkdir()
    playground.stop()
    assert playground.training is None
    assert playground.finish(order.number) is None
    assert playground.shown is good
    assert folders(tmp_path) == {good.number}
    playground.train()
    assert playground.training.number > order.number


def followed(playground):
    """Do as the worker does with the first part of what is to be trained; return its run."""
    order = playground.training
    order.file.parent.mkdir()
    order.file.write_bytes(b"some")
    return playground.follow(order.number)


def test_a_long_training_is_followed_and_takes_its_own_place_when_it_ends(playground, tmp_path):
    playground.change(seed=2)
    part = followed(playground)
    assert (playground.shown, part.complete) == (part, False)
    assert playground.follow(part.number) is None
    with pytest.raises(UsageError, match="let it train"):
        playground.keep()
    whole = recorded(playground)
    assert (whole.complete, whole.file, playground.runs.recent) == (True, part.file, [whole])
    assert not playground.can_train


def test_what_is_stopped_stays_as_far_as_it_was_followed_and_goes_on(playground, tmp_path):
    playground.change(seed=2)
    part = followed(playground)
    playground.stop()
    assert playground.shown.file == part.file
    assert playground.can_train
    playground.keep()
    playground.train()
    order = playground.training
    assert (order.goes_on, order.file, order.number) == (True, part.file, part.number + 1)
    playground.fail(order.number, "the disk is full")
    assert (playground.shown.file, folders(tmp_path)) == (part.file, {part.number})
    playground.train()
    whole = recorded(playground)
    assert playground.runs.kept == [whole]


def test_what_was_changed_while_it_was_followed_goes_on_after_undo(playground):
    playground.change(seed=2)
    part = followed(playground)
    playground.change(seed=3)
    playground.abandon(part.number)
    assert playground.shown is part
    assert not playground.is_shown
    recorded(playground)
    playground.undo()
    assert playground.shown.file == part.file
    assert playground.training.goes_on


def test_nobody_follows_what_is_outdated(playground):
    playground.change(seed=2)
    outdated = playground.training
    playground.change(seed=3)
    assert playground.follow(outdated.number) is None
    assert playground.shown is None


def test_a_goal_goes_with_the_next_order(playground):
    playground.goal = Goal(loss_below=0.1)
    playground.change(seed=2)
    assert playground.training.goal == Goal(loss_below=0.1)


def test_what_has_come_to_its_goal_ends_there_and_goes_on_without_it(playground):
    playground.goal = Goal(loss_below=0.1)
    playground.change(seed=2)
    part = followed(playground)
    run = playground.reach(part.number)
    assert (playground.shown, playground.training) == (run, None)
    assert (run.reached, run.complete, playground.can_train) == (True, False, True)
    assert playground.reach(part.number) is None
    playground.train()
    assert (playground.training.goes_on, playground.training.goal) == (True, NO_GOAL)


def test_a_failure_is_said_and_the_last_good_run_stays(playground, tmp_path):
    playground.change(seed=2)
    good = recorded(playground)
    playground.change(seed=3)
    order = playground.training
    order.file.parent.mkdir()
    playground.fail(order.number, "the disk is full")
    assert (playground.fault, playground.shown) == ("the disk is full", good)
    assert folders(tmp_path) == {good.number}
    playground.undo()
    assert playground.fault == ""
    assert playground.training is None


def test_the_failure_of_something_outdated_is_not_said(playground):
    playground.change(seed=2)
    outdated = playground.training
    playground.change(seed=3)
    playground.fail(outdated.number, "the disk is full")
    assert playground.fault == ""
    assert playground.training is not None


def test_old_runs_go_with_their_files_and_kept_ones_stay(playground, tmp_path):
    playground.change(learning_rate=10.0)
    kept = recorded(playground)
    assert playground.keep() is kept
    for rate in (1.0, 2.0, 3.0, 4.0, 5.0):
        playground.change(learning_rate=rate)
        recorded(playground)
    assert rates_kept(playground) == [3.0, 4.0, 5.0]
    assert folders(tmp_path) == {run.number for run in (kept, *playground.runs.recent)}
    playground.branch(kept)
    assert (playground.shown, playground.experiment) == (kept, kept.experiment)
    playground.undo()
    assert playground.experiment.learning_rate == 5.0


def test_large_runs_go_sooner(playground):
    for rate in (2.0, 3.0, 4.0):
        playground.change(learning_rate=rate)
        recorded(playground, n_bytes=600)
    assert rates_kept(playground) == [3.0, 4.0]


def test_only_so_many_and_so_much_can_be_kept(playground):
    with pytest.raises(UsageError, match="no run"):
        playground.keep()
    for seed in range(2, 2 + MOST_KEPT):
        playground.change(seed=seed)
        recorded(playground)
        playground.keep()
    playground.keep()  # again
    playground.change(seed=99)
    recorded(playground, n_bytes=2000)
    with pytest.raises(UsageError, match="4 runs"):
        playground.keep()
    playground.runs.let_go(playground.runs.kept[0])
    with pytest.raises(UsageError, match="MiB"):
        playground.keep()


def test_kept_runs_have_names(playground):
    kept = []
    for seed in (2, 3):
        playground.change(seed=seed)
        recorded(playground)
        kept.append(playground.keep())
    runs = playground.runs
    assert [runs.name_of(run) for run in kept] == ["A", "B"]
    runs.rename(kept[0], "slow")
    assert runs.name_of(kept[0]) == "slow"
    with pytest.raises(UsageError, match="slow already"):
        runs.rename(kept[1], "slow")
    runs.rename(kept[1], "")
    runs.let_go(kept[0])
    assert [runs.name_of(run) for run in kept] == ["", "B"]


def test_one_key_flips_between_what_is_kept_and_what_was_left_for_it(playground):
    assert playground.flip() is None
    playground.change(seed=2)
    kept = recorded(playground)
    playground.keep()
    assert playground.flip() is kept
    playground.change(seed=3)
    present = recorded(playground)
    assert [playground.flip() for _ in range(4)] == [kept, present, kept, present]
    playground.change(seed=4)
    third = recorded(playground)
    playground.keep()
    assert [playground.flip() for _ in range(3)] == [present, kept, third]
    playground.undo()
    assert playground.experiment.seed == 4
    playground.undo()
    assert playground.experiment.seed == 3


def test_a_history_has_an_end():
    history = History(START)
    for seed in range(2, MOST_CHANGES + 10):
        history.change(replace(START, seed=seed))
    assert len(history) == MOST_CHANGES + 1
    while history.can_undo:
        history.undo()
    assert history.present.seed == 9


CHANGES = st.one_of(
    st.fixed_dictionaries({"learning_rate": st.floats(0, 100)}),
    st.fixed_dictionaries({"seed": st.integers(0, 2**32 - 1)}),
    st.fixed_dictionaries({"epochs": st.integers(1, 10**6)}),
    st.fixed_dictionaries({"batch_size": st.one_of(st.none(), st.integers(1, 6))}),
    st.fixed_dictionaries({"loss": st.sampled_from(["mean_squared_error", "nonsense"])}),
    st.fixed_dictionaries(
        {"optimizer": st.sampled_from([OptimizerSettings(name=name) for name in OPTIMIZERS])}
    ),
    st.fixed_dictionaries({"data": st.sampled_from(["and", Data(name="circle", noise=0.1)])}),
    st.fixed_dictionaries(
        {"regularization": st.builds(Regularization, l1=st.floats(0, 1), l2=st.floats(0, 1))}
    ),
    st.fixed_dictionaries(
        {
            "layers": st.lists(st.builds(Layer, units=st.integers(1, 9)), max_size=4).map(
                lambda hidden: (*hidden, Layer(units=1))
            )
        }
    ),
)


class AnySequence(RuleBasedStateMachine):
    """Whatever is done in whatever order: undo leads back to the start, and limits are kept."""

    @initialize()
    def begin(self):
        self.scratch = scratch_folder()
        self.folder = self.scratch.path / "runs"
        self.folder.mkdir()
        self.start = Experiment(epochs=3)
        self.bits = experiment_json(self.start)
        self.playground = Playground(self.start, self.folder, limits=LIMITS)

    @rule(fields=CHANGES, gesture=st.integers(0, 2))
    def change(self, fields, gesture):
        with suppress(ExperimentError):
            self.playground.change(gesture=gesture, **fields)

    @rule()
    def undo(self):
        self.playground.undo()

    @rule()
    def redo(self):
        self.playground.redo()

    @precondition(lambda self: self.playground.training)
    @rule(n_bytes=st.integers(0, 700))
    def finish(self, n_bytes):
        recorded(self.playground, n_bytes)
        assert self.playground.is_shown

    @precondition(lambda self: self.playground.training)
    @rule()
    def fail(self):
        self.playground.fail(self.playground.training.number, "broken")

    @precondition(lambda self: self.playground.training and self.playground._ordered)
    @rule()
    def follow(self):
        order = self.playground.training
        if order.number in self.playground._ordered:
            assert not followed(self.playground).complete

    @rule(number=st.integers(0, 20))
    def finish_anything(self, number):
        seen, training = self.playground.shown, self.playground.training
        under_way = training and training.number == number
        if number not in self.playground._ordered and not under_way:
            assert self.playground.finish(number) is None
            assert self.playground.shown is seen

    @rule()
    def stop(self):
        self.playground.stop()

    @rule()
    def keep(self):
        with suppress(UsageError):
            self.playground.keep()

    @rule()
    def flip(self):
        self.playground.flip()

    @precondition(lambda self: self.playground.runs.kept)
    @rule(data=st.data())
    def branch(self, data):
        self.playground.branch(data.draw(st.sampled_from(self.playground.runs.kept)))

    @precondition(lambda self: self.playground.runs.kept)
    @rule(data=st.data())
    def let_go(self, data):
        self.playground.runs.let_go(data.draw(st.sampled_from(self.playground.runs.kept)))

    @invariant()
    def limits_are_kept(self):
        runs = self.playground.runs
        assert len(runs.kept) <= MOST_KEPT
        assert len(runs.recent) <= LIMITS.recent
        assert runs.n_bytes <= LIMITS.n_bytes or len(runs.recent) <= RECENT_SPARED
        there = (*runs.kept, *runs.recent)
        assert folders(self.folder) == {int(run.file.parent.name) for run in there}

    @invariant()
    def what_is_shown_is_there(self):
        shown = self.playground.shown
        assert shown is None or shown.file.exists()

    def teardown(self):
        if not hasattr(self, "playground"):
            return
        while self.playground.history.can_undo:
            self.playground.undo()
        assert self.playground.experiment is self.start
        assert experiment_json(self.playground.experiment) == self.bits
        assert json.loads(self.bits)["epochs"] == 3
        self.scratch.close()


TestAnySequence = AnySequence.TestCase
TestAnySequence.settings = settings(max_examples=25, stateful_step_count=60)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=3)
def test_five_hundred_changes_are_undone_to_the_last_bit(seed):
    random, start = Random(seed), Experiment(epochs=3)
    with scratch_folder() as folder:
        playground, before = Playground(start, folder, limits=LIMITS), []
        while len(before) < 500:
            before.append(experiment_json(playground.experiment))
            playground.change(
                learning_rate=random.random(),
                seed=random.randrange(2**32),
                layers=(Layer(units=random.randint(1, 9)), Layer(units=1)),
            )
        for bits in reversed(before):
            playground.undo()
            assert experiment_json(playground.experiment) == bits
        assert playground.experiment is start
