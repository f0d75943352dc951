import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.picture.frame import same_picture
from nnviz.picture.labels import TIE
from nnviz.picture.orbit import orbit
from nnviz.stage.compose import Composer
from nnviz.stage.look import Look
from nnviz.stage.panels.choice import DEFAULTS
from nnviz.stage.panels.panel import Learned
from nnviz.story.moment import Moment, Phase

MOMENTS = st.builds(
    Moment,
    epoch=st.integers(1, 3),
    phase=st.sampled_from([Phase.FORWARD, Phase.BACKWARD, Phase.UPDATE]),
    layer=st.just(1),
    record=st.integers(0, 3),
    progress=st.floats(0, 1),
)


def at(show, progress, **look):
    moment = Moment(epoch=2, phase=Phase.FORWARD, layer=1, progress=progress)
    return show.frame_of(moment, Look(**look))


@settings(max_examples=40)
@given(st.lists(MOMENTS, min_size=2, max_size=5))
def test_what_is_kept_from_frame_to_frame_is_what_would_be_composed_anew(show, moments):
    for moment in moments:
        kept = show.frame_of(moment)
        panels = DEFAULTS[Learned.OTHER]["steps"]
        fresh = Composer(show.setting).compose(
            show.step(moment.epoch), moment, kept.camera, panels=panels, caption=""
        )
        assert same_picture(kept, fresh)


def test_while_numbers_travel_only_they_change(show):
    early, late = at(show, 0.2), at(show, 0.3)
    assert early.cylinders is late.cylinders
    assert early.strokes is late.strokes
    assert not np.array_equal(early.solids.centre, late.solids.centre)


def test_a_camera_that_goes_around_leaves_bodies_and_panels_alone(show):
    first = at(show, 1.0)
    turned = at(show, 1.0, camera=orbit(first.camera, azimuth_deg=20.0, elevation_deg=0.0))
    assert first.cylinders is turned.cylinders
    assert first.solids is turned.solids
    resting = len(first.strokes.width) - (first.strokes.width == np.float32(TIE)).sum()
    for name in ("start", "end", "width", "colour"):  # all but the lines to numbers at edges
        one, other = (getattr(each.strokes, name)[:resting] for each in (first, turned))
        assert np.array_equal(one, other)
    assert not np.array_equal(first.labels.position, turned.labels.position)


def test_a_picture_that_rests_is_the_same_frame(show):
    assert at(show, 0.9) is at(show, 0.95)


def test_the_edges_change_with_the_epoch(show):
    one, other = (
        show.frame_of(Moment(epoch=epoch, phase=Phase.EPOCH)).cylinders for epoch in (2, 40)
    )
    assert not np.array_equal(one.radius, other.radius)
