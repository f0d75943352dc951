"""A training that diverges is said to, in the picture, from the epoch on where it did."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.numerals import numeral
from nnviz.picture.typography import extent
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.stage.wording import WORDINGS
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.hostile.opening import require_finite
from tests.stage.judging import boxes, overlaps

LINEAR = (Layer(units=4, activation="identity"), Layer(units=1, activation="identity"))
WILD = Experiment(layers=LINEAR, learning_rate=10.0, epochs=20)
LAPSE = Shot(tell="lapse", epochs=(1, 20))


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wild")
    record(WILD, folder / "wild.nntrace")
    record(replace(WILD, learning_rate=0.1), folder / "calm.nntrace")
    with open_trace(folder / "wild.nntrace") as wild, open_trace(folder / "calm.nntrace") as calm:
        yield wild, calm


def labels_of(show, *, epoch):
    """Return the labels of the first picture of an epoch."""
    seconds = next(
        second
        for second in np.linspace(0, show.duration_seconds, 500)
        if show.moment_at(second).epoch >= epoch
    )
    return show.frame_at(seconds).labels


def texts_of(show, *, epoch):
    """Return the texts of the first picture of an epoch, and which have the strange colour."""
    labels = labels_of(show, epoch=epoch)
    return {
        text: np.array_equal(colour, show.setting.palette.strange)
        for text, colour in zip(labels.text, labels.colour, strict=True)
    }


def titles_of(show, *, epoch):
    """Return what stands beside each name above a network: {name: (text, its colour)}."""
    labels = labels_of(show, epoch=epoch)
    told = [number for number, text in enumerate(labels.text) if text.startswith("·")]
    found = {}
    for number in told:
        left, base = labels.position[number]
        before = np.flatnonzero((labels.position[:, 1] == base) & (labels.position[:, 0] < left))
        name = labels.text[max(before, key=lambda each: labels.position[each, 0])]
        found[name] = labels.text[number], labels.colour[number]
    return found


@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_is_said_from_its_epoch_on_with_a_remedy(traces, language):
    show = Show(traces[0], Storyboard(shots=(LAPSE,)), language=language)
    epoch = traces[0].divergence.epoch
    said = WORDINGS[language].diverged.format(epoch=epoch, loss=numeral(traces[0].divergence.loss))
    joined = ["".join(texts_of(show, epoch=when)).replace(" ", "") for when in (epoch - 1, epoch)]
    assert [said.replace(" ", "") in text for text in joined] == [False, True]
    assert WORDINGS[language].smaller_rate.format(rate=10.0).replace(" ", "") in joined[1]
    assert WORDINGS[language].strange in texts_of(show, epoch=epoch)


def test_it_is_not_said_before_the_loss_of_that_epoch_is_known(traces):
    epoch = traces[0].divergence.epoch
    show = Show(traces[0], Storyboard(shots=(Shot(epochs=(epoch, epoch)),)))
    said = ["diverged" in "".join(show.frame_at(when).labels.text) for when in (0.5, 1e9)]
    assert said == [False, True]


@pytest.mark.parametrize("aspect", [16 / 9, 4 / 3])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_has_room_between_epoch_and_error(traces, aspect, language):
    show = Show(traces[0], Storyboard(shots=(LAPSE,)), aspect=aspect, language=language)
    labels = show.frame_at(show.duration_seconds).labels
    spans = []
    for text, font, place, anchor, height in zip(
        labels.text, labels.font, labels.position, labels.anchor, labels.height, strict=True
    ):
        if place[1] < 0.13:
            left = place[0] - anchor[0] * extent(text, font) * height
            spans.append((place[1], left, left + extent(text, font) * height))
    first, *warning, last = sorted(spans, key=lambda span: span[1])
    assert len(warning) == (2 if aspect > 1.5 or language == "en" else 3)
    assert first[2] + 0.02 < min(left for _, left, _ in warning)
    assert max(right for *_, right in warning) + 0.02 < last[1]


def test_a_training_that_settles_says_nothing_of_it(traces):
    show = Show(traces[1], Storyboard(shots=(LAPSE,)))
    assert not any("diverged" in text for text in texts_of(show, epoch=20))


def test_in_a_row_the_network_that_diverged_says_so_at_its_name(traces):
    variants = tuple(
        Variant(name=name, trace=trace)
        for name, trace in zip(("fast", "slow"), traces, strict=True)
    )
    race = Shot(tell="race", epochs=(1, 20))
    show = Show(traces[1], Storyboard(shots=(race,)), variants=variants)
    titles, strange = titles_of(show, epoch=20), show.setting.palette.strange
    assert set(titles) == {"fast", "slow"}
    said, ink = titles["fast"]
    assert said == f"·  diverged at epoch {traces[0].divergence.epoch}"
    assert np.array_equal(ink, strange)
    said, ink = titles["slow"]
    assert said.startswith("·  mean error")
    assert not np.array_equal(ink, strange)


def test_a_race_keeps_its_scale_where_one_of_its_trainings_diverges(traces):
    race = Storyboard(shots=(Shot(tell="race", epochs=(1, 20)),))
    both = Show(traces[1], race, variants=tuple(Variant(name="x", trace=trace) for trace in traces))
    frame = both.frame_at(both.duration_seconds)
    require_finite(frame)
    assert frame.strokes.start.min() >= 0
    assert not any("e+" in text for text in frame.labels.text)


def test_two_epochs_beside_each_other_say_which_had_diverged(traces):
    shots = (Shot(tell="compare", epochs=(1, 20)),)
    titles = titles_of(Show(traces[0], Storyboard(shots=shots)), epoch=1)
    assert set(titles) == {"epoch 1", "epoch 20"}
    assert titles["epoch 1"][0].startswith("·  mean error")
    assert titles["epoch 20"][0] == f"·  diverged at epoch {traces[0].divergence.epoch}"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_before_it_runs_away_weights_are_seen_and_what_is_clipped_later_is_said(traces, language):
    show = Show(traces[0], Storyboard(shots=(LAPSE,)), language=language)
    first = show.frame_at(0.0).cylinders.radius
    assert first.max() > show.setting.scales.thickest / 10
    words, away = show.setting.wording, show.setting.survey.runs_away
    weight = words.beyond_weights.format(weight=show.setting.scales.largest_weight)
    left = words.beyond_axis.format(epoch=away)
    early, late = ("".join(texts_of(show, epoch=epoch)) for epoch in (1, away + 1))
    for said in (weight, left, words.beyond_values):  # in as many lines as they need
        assert said.replace(" ", "") not in early.replace(" ", "")
        assert said.replace(" ", "") in late.replace(" ", "")


def test_a_row_says_what_it_clips(traces):
    shots = (Shot(tell="compare", epochs=(1, 5)),)
    texts = texts_of(Show(traces[0], Storyboard(shots=shots)), epoch=1)
    assert any(WORDINGS["en"].beyond_values in text for text in texts)


@pytest.mark.parametrize("wild", [(0,), (1,), (0, 1), (1, 2, 3), (0, 1, 2, 3)], ids=str)
def test_curves_that_leave_the_axes_of_a_race_are_marked_each_in_its_colour(traces, wild):
    count = max(*wild, 1) + 1
    variants = tuple(
        Variant(name=f"rate {number}", trace=traces[0 if number in wild else 1])
        for number in range(count)
    )
    race = Storyboard(shots=(Shot(tell="race", epochs=(1, 20)),))
    show = Show(traces[1], race, variants=variants)
    labels, trainings = labels_of(show, epoch=20), show.setting.palette.trainings
    marks = [number for number, text in enumerate(labels.text) if text == "↑"]
    assert [labels.colour[mark].tolist() for mark in marks] == trainings[list(wild)].tolist()
    assert not [pair for pair in overlaps(boxes(labels)) if set(pair) & set(marks)]
