"""Notes on several networks stand at their feet, however they are arranged, and cover nothing."""

from dataclasses import replace

import pytest

from nnviz.learning.data import Data
from nnviz.learning.experiment import Experiment, Layer
from nnviz.picture.orbit import zoom
from nnviz.stage.look import Look
from nnviz.stage.setting import Variant
from nnviz.stage.show import Show
from nnviz.story.storyboard import Shot, Storyboard
from nnviz.trace.recorder import record
from nnviz.trace.trace import open_trace
from tests.stage.judging import bodies, boxes, faults

CALM = Experiment(
    data=Data(name="gauss", records=20),
    layers=(Layer(units=2, activation="identity"), Layer(units=1, activation="identity")),
    loss="mean_squared_error",
    epochs=3,
    learning_rate=0.01,
)
EPOCHS = (1, 3)
PANELS = (("headline", "error_curve"), ("headline", "plane"), ())
ONE_LAYER = CALM.layers[-1:]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """Return recordings: (calm, wild) of two layers, and of one."""
    folder, opened = tmp_path_factory.mktemp("notes"), []
    for layers in (CALM.layers, ONE_LAYER):
        for rate in (0.01, 100.0):
            path = folder / f"{len(opened)}.nntrace"
            record(replace(CALM, layers=layers, learning_rate=rate), path)
            opened.append(open_trace(path))
    yield opened
    for trace in opened:
        trace.close()


def race(recorded, count, panels, **chosen):
    calm, wild = recorded
    traces = (calm, wild, calm, wild)[:count]
    variants = tuple(Variant(name=f"rate {n}", trace=trace) for n, trace in enumerate(traces))
    shot = Shot(tell="race", epochs=EPOCHS, camera="front", panels=panels, seconds=10.0)
    return Show(calm, Storyboard(shots=(shot,)), variants=variants, **chosen)


def require_notes_clear(show):
    """Check that both notes are there at the end, and that neither text nor body is below them."""
    frame, words = show.frame_at(9.9), show.setting.wording
    assert not faults(show, frame)
    texts, areas, seen = frame.labels.text, boxes(frame.labels), bodies(frame)
    notes = [n for n, text in enumerate(texts) if words.beyond_values in text]
    weights = words.beyond_weights.format(weight=show.setting.scales.largest_weight)
    notes += [n for n, text in enumerate(texts) if weights in text and n not in notes]
    assert notes
    assert weights in "".join(texts)
    for left, top, right, bottom in areas[notes]:
        beside = (seen[:, 2] <= left) | (seen[:, 0] >= right)
        assert (beside | (seen[:, 3] <= top) | (seen[:, 1] >= bottom)).all()


@pytest.mark.parametrize("panels", PANELS, ids=str)
@pytest.mark.parametrize(("aspect", "language"), [(4 / 3, "en"), (16 / 9, "ja"), (2.35, "en")])
@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("deep", [True, False])
def test_notes_of_a_race_cover_no_network_and_no_title(
    recorded, deep, count, aspect, language, panels
):
    traces = recorded[:2] if deep else recorded[2:]
    require_notes_clear(race(traces, count, panels, aspect=aspect, language=language))


@pytest.mark.parametrize("panels", [None, ()], ids=str)
@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
def test_notes_of_a_comparison_cover_no_network(recorded, aspect, panels):
    shot = Shot(tell="compare", epochs=EPOCHS, panels=panels, seconds=10.0)
    require_notes_clear(Show(recorded[1], Storyboard(shots=(shot,)), aspect=aspect))


@pytest.mark.parametrize("nearer", [1.2, 1.4, 2.0, 4.0])
def test_maps_beside_networks_are_left_out_where_somebody_has_gone_too_near(recorded, nearer):
    show = race(recorded[2:], 4, ("headline", "plane"))
    told = show.frame_at(9.9)
    assert len(told.maps.corner) == 4
    look = Look(camera=zoom(told.camera, nearer), networks=4)
    near = show.frame_at(9.9, look)
    assert len(near.maps.corner) in {0, 4}
    assert not [fault for fault in faults(show, near) if "body" not in fault]


def test_close_by_maps_beside_networks_stay_in_the_picture(recorded):
    show = race(recorded[2:], 4, ("headline", "plane"))
    frame = show.frame_at(9.9, Look(preset="close"))
    assert len(frame.maps.corner) == 4
    assert not faults(show, frame)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9])
@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("nearer", [1.4, 2.0])
def test_titles_keep_off_the_figures_where_somebody_has_gone_near(
    recorded, nearer, count, aspect, language
):
    show = race(recorded[2:], count, PANELS[0], aspect=aspect, language=language)
    look = Look(camera=zoom(show.frame_at(9.9).camera, nearer), networks=count)
    near = show.frame_at(9.9, look)
    assert not [fault for fault in faults(show, near) if "body" not in fault]
